// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Buses and drivers.
enum BusFunctions {
    static let all: [KernelFunction] = .table(buses, drivers, driverFiles)

    private static let buses: [KernelFunction] = [
        KernelFunction("bus_register", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            let (kernel, address, machine) = (try call.kernel, try call.value(0), call.machine)
            let name = try machine.text(at: try machine.pointer("name", of: "bus_type", at: address))
            if kernel.devices.buses[address] != nil { throw call.badArgument("the bus ‘\(name)’ is registered") }
            if call.mustFail { return .error(.ENOMEM) }
            let bus = try kernel.makeBus(address, name, machine)
            let result = try call.core { try $0.register(bus) }
            if result != 0 { return result }
            kernel.devices.buses[address] = bus
            machine.record(.note("bus ‘\(name)’ is registered"))
            return 0
        },
        KernelFunction("bus_unregister", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, address) = (try call.kernel, try call.value(0))
            guard let bus = kernel.devices.buses[address] else { throw call.badArgument("the bus is not registered") }
            if !bus.drivers.isEmpty { throw call.badArgument("the bus ‘\(bus.name)’ has drivers") }
            if !bus.devices.isEmpty { throw call.badArgument("the bus ‘\(bus.name)’ has devices") }
            _ = try call.core { try $0.unregister(bus) }
            kernel.devices.buses[address] = nil
            call.machine.record(.note("bus ‘\(bus.name)’ is unregistered"))
            return 0
        },
    ]

    private static let drivers: [KernelFunction] = [
        KernelFunction("driver_register", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let driver = try call.value(0)
            let bus = try call.machine.pointer("bus", of: "device_driver", at: driver)
            return try call.kernel.addDriver(driver, bus: bus, by: call.name, fails: call.mustFail, call.machine)
        },
        KernelFunction("driver_unregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            try call.kernel.removeDriver(try call.value(0), by: call.name, call.machine)
            return 0
        },
        // device_driver_attach() is the core's own; this one is for drivers.
        KernelFunction("device_attach", ["i32(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let device = try call.kernel.knownDevice(try call.value(0), call.machine)
            var isBound = false
            let result = try call.core { isBound = try $0.attach(device) }
            return result == 0 ? .bool(isBound) : result
        },
        KernelFunction("device_release_driver", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let device = try call.kernel.knownDevice(try call.value(0), call.machine)
            _ = try call.core { try $0.releaseDriver(of: device) }
            return 0
        },
    ]

    private static let driverFiles: [KernelFunction] = [
        KernelFunction("driver_create_file", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            let (kernel, machine, owner) = (try call.kernel, call.machine, try call.value(0))
            if owner == 0 { return .error(.EINVAL) }
            guard let node = kernel.devices.drivers[owner]?.model.node else {
                throw call.badArgument("the driver is not registered")
            }
            let attribute = try kernel.attribute(around: try call.value(1), of: .driver(owner), machine)
            let sysfs = try call.reference.sysfs
            return try call.status { try sysfs.add(attribute.name, .file(attribute.file), to: node) }
        },
        KernelFunction("driver_remove_file", ["void(ptr, ptr)"]) { call throws(Stop) in
            let (kernel, machine, owner) = (try call.kernel, call.machine, try call.value(0))
            guard let node = kernel.devices.drivers[owner]?.model.node else { return 0 }
            let attribute = try kernel.attribute(around: try call.value(1), of: .driver(owner), machine)
            let sysfs = try call.reference.sysfs
            return try call.perform { try sysfs.remove(attribute.name, from: node) }
        },
    ]
}

extension Kernel {
    /// The model's bus of a `struct bus_type`.
    fileprivate func makeBus(_ address: UInt64, _ name: String, _ machine: Machine) throws(Stop) -> Bus {
        let bus = Bus(name: name)
        bus.handle = address
        bus.busGroups = try attributeGroups(
            at: try machine.pointer("bus_groups", of: "bus_type", at: address), of: .bus(address), machine)
        if try machine.pointer("match", of: "bus_type", at: address) != 0 {
            bus.match = { [unowned self, unowned machine] device, driver in
                announce(device.handle, machine)
                let result =
                    try machine.callMember("match", of: "bus_type", at: address, [device.handle, driver.handle]) ?? 1
                if result < 0 { throw Errno(rawValue: -result) }
                return result != 0
            }
        }
        if try machine.pointer("probe", of: "bus_type", at: address) != 0 {
            bus.probe = { [unowned self, unowned machine] device in
                try self.probe(device, machine) { () throws(Stop) in
                    try machine.callMember("probe", of: "bus_type", at: address, [device.handle])
                }
            }
        }
        if try machine.pointer("remove", of: "bus_type", at: address) != 0 {
            bus.remove = { [unowned machine] device in
                _ = try machine.callMember("remove", of: "bus_type", at: address, [device.handle])
            }
        }
        if try machine.pointer("uevent", of: "bus_type", at: address) != 0 {
            bus.uevent = { [unowned self, unowned machine] device in
                try self.variables(of: device, by: "uevent", of: "bus_type", at: address, machine)
            }
        }
        return bus
    }
}
