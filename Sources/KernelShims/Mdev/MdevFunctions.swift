// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Registering with the mdev core.
enum MdevFunctions {
    static let all: [KernelFunction] = .table(devices, parents, drivers, MdevMemberFunctions.all)

    /// Up to C1.
    private static let devices: [KernelFunction] = [
        KernelFunction("mdev_register_device", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine) = (try call.kernel, call.machine)
            let (device, table) = (try call.value(0), try call.value(1))
            // The two of one level that the tables of another are told from.
            let takesDriver = try kernel.reference(machine).level.registersParentWithDriver
            if machine.program.layout(of: "struct mdev_parent_ops") == nil, !takesDriver {
                throw .unsupported("mdev_register_device() without the members of struct mdev_parent_ops")
            }
            if call.mustFail { return .error(.ENOMEM) }
            return try kernel.addParent(device, table, takesDriver: takesDriver, call)
        },
        KernelFunction("mdev_unregister_device", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            try call.kernel.removeParent(try call.value(0), call)
            return 0
        },
    ]

    /// D0.
    private static let parents: [KernelFunction] = [
        KernelFunction("mdev_register_parent", ["i32(ptr, ptr, ptr, ptr, i32)"], canFail: true) {
            call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .error(.ENOMEM) }
            return try call.registerParent()
        },
        KernelFunction("mdev_unregister_parent", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, address) = (try call.kernel, try call.value(0))
            try call.machine.touch(address)
            guard let parent = kernel.mdevObjects.parents[address] else {
                throw call.badArgument("the parent is not registered")
            }
            let name = parent.device.name
            let reference = try kernel.reference(call.machine)
            let result = try call.perform { try reference.mdev.unregister(parent) }
            kernel.mdevObjects.parents[address] = nil
            for type in parent.types { kernel.mdevObjects.types[type.handle] = nil }
            call.machine.record(.note("‘\(name)’ is no parent of mdev devices any more"))
            return result
        },
    ]

    private static let drivers: [KernelFunction] = [
        KernelFunction("mdev_register_driver", ["i32(ptr, ptr)", "i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine, address) = (try call.kernel, call.machine, try call.value(0))
            guard let inner = machine.member("driver", of: "mdev_driver", at: address) else {
                throw .unsupported("\(call.name)() without the members of struct mdev_driver")
            }
            if let name = machine.member("name", of: "mdev_driver", at: address) {
                try machine.set("name", of: "device_driver", at: inner, try call.memory.load(name, size: 8))
            }
            if call.count > 1 { try machine.set("owner", of: "device_driver", at: inner, try call.value(1)) }
            try machine.set("bus", of: "device_driver", at: inner, try kernel.mdevBus(machine))
            let driver = try kernel.mdevDriver(at: address, machine)
            if driver.isRegistered {
                throw call.badArgument("the driver ‘\(driver.driver.name)’ is registered")
            }
            if call.mustFail { return .error(.ENOMEM) }
            let reference = try kernel.reference(machine)
            let result = try call.status { try reference.mdev.register(driver) }
            if result == 0 { machine.record(.note("driver ‘\(driver.driver.name)’ is registered")) }
            return result
        },
        KernelFunction("mdev_unregister_driver", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, address) = (try call.kernel, try call.value(0))
            guard let driver = kernel.mdevObjects.drivers[address], driver.isRegistered else {
                throw call.badArgument("the driver is not registered")
            }
            let reference = try kernel.reference(call.machine)
            kernel.checkParents(of: driver, call.machine)
            let result = try call.perform { try reference.mdev.unregister(driver) }
            kernel.mdevObjects.drivers[address] = nil
            call.machine.record(.note("driver ‘\(driver.driver.name)’ is unregistered"))
            return result
        },
    ]
}

extension KernelCall {
    /// mdev_register_parent(parent, dev, driver, types, nr_types).
    fileprivate func registerParent() throws(Stop) -> UInt64 {
        let (kernel, reference) = (try kernel, try reference)
        let (address, device, driver) = (try value(0), try value(1), try value(2))
        let (list, count) = (try value(3), try int(4))
        var types: [MdevType] = []
        for index in 0..<max(0, count) {
            let type = try memory.load(list &+ UInt64(8 * index), size: 8)
            let name = try machine.text(at: try machine.pointer("sysfs_name", of: "mdev_type", at: type))
            let pretty = try machine.pointer("pretty_name", of: "mdev_type", at: type)
            let made = MdevType(name: name, prettyName: pretty == 0 ? nil : try machine.text(at: pretty))
            made.handle = type
            types.append(made)
            kernel.mdevObjects.types[type] = made
            try machine.set("parent", of: "mdev_type", at: type, address)
        }
        let members: [(String, UInt64)] = [
            ("dev", device), ("mdev_driver", driver), ("types", list), ("nr_types", .int(count)),
        ]
        for (member, value) in members { try machine.set(member, of: "mdev_parent", at: address, value) }
        let (owner, made) = (try kernel.knownDevice(device, machine), try kernel.mdevDriver(at: driver, machine))
        let result = try status {
            let parent = try reference.mdev.registerParent(owner, made, types)
            parent.handle = address
            kernel.mdevObjects.parents[address] = parent
        }
        if result == 0 { machine.record(.note("‘\(owner.name)’ is registered as a parent of mdev devices")) }
        return result
    }
}
