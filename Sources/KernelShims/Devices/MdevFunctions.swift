// SPDX-License-Identifier: Apache-2.0
import Machine

/// The mdev core of kernels up to 5.18. Where drivers see into `struct mdev_device`, its members are what counts.
enum MdevFunctions {
    static let all: [KernelFunction] = .table(parents, drivers, members)

    private static let parents: [KernelFunction] = [
        KernelFunction("mdev_register_device", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            return try call.kernel.addParent(
                try call.value(0), try call.value(1), fails: call.mustFail, call.machine)
        },
        KernelFunction("mdev_unregister_device", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            try call.kernel.removeParent(try call.value(0), call.machine)
            return 0
        },
    ]

    private static let drivers: [KernelFunction] = [
        KernelFunction("mdev_register_driver", ["i32(ptr, ptr)", "i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine) = (try call.kernel, call.machine)
            let driver = try call.mdevDriver()
            let bus = try kernel.ownBus("mdev", machine)
            if let name = machine.member("name", of: "mdev_driver", at: try call.value(0)) {
                try machine.set("name", of: "device_driver", at: driver, try call.memory.load(name, size: 8))
            }
            if call.count > 1 { try machine.set("owner", of: "device_driver", at: driver, try call.value(1)) }
            try machine.set("bus", of: "device_driver", at: driver, bus)
            return try kernel.addDriver(driver, bus: bus, by: call.name, fails: call.mustFail, machine)
        },
        KernelFunction("mdev_unregister_driver", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            try call.kernel.removeDriver(try call.mdevDriver(), by: call.name, call.machine)
            return 0
        },
    ]

    private static let members: [KernelFunction] = [
        KernelFunction("mdev_get_drvdata", ["ptr(ptr)"]) { call throws(Stop) in
            let mdev = try call.value(0)
            if let place = call.machine.member("dev.driver_data", of: "mdev_device", at: mdev) {
                return try call.memory.load(place, size: 8)
            }
            return try call.kernel.mdev(mdev, call.machine, by: call.name).data
        },
        KernelFunction("mdev_set_drvdata", ["void(ptr, ptr)"]) { call throws(Stop) in
            let (mdev, data) = (try call.value(0), try call.value(1))
            if let place = call.machine.member("dev.driver_data", of: "mdev_device", at: mdev) {
                try call.memory.store(place, size: 8, data)
                return 0
            }
            let kernel = try call.kernel
            _ = try kernel.mdev(mdev, call.machine, by: call.name)
            kernel.devices.mdevs[mdev]?.data = data
            return 0
        },
        KernelFunction("mdev_dev", ["ptr(ptr)"]) { call throws(Stop) in
            let mdev = try call.value(0)
            if let place = call.machine.member("dev", of: "mdev_device", at: mdev) { return place }
            return try call.kernel.mdevDevice(mdev, call.machine, by: call.name)
        },
        KernelFunction("mdev_from_dev", ["ptr(ptr)"]) { call throws(Stop) in
            let (kernel, device) = (try call.kernel, try call.value(0))
            try call.machine.touch(device)
            if call.machine.program.layout(of: "struct mdev_device") != nil {
                throw .unsupported("mdev_from_dev() where struct mdev_device is known")
            }
            // NULL for the devices of other buses.
            return kernel.devices.mdevs.first { $0.value.device == device }?.key ?? 0
        },
        KernelFunction("mdev_parent_dev", ["ptr(ptr)"]) { call throws(Stop) in
            let mdev = try call.kernel.mdev(try call.value(0), call.machine, by: call.name)
            if mdev.parent == 0 {
                throw .unsupported("mdev_parent_dev() before a device was given to mdev_register_device()")
            }
            return mdev.parent
        },
        KernelFunction("mdev_uuid", ["ptr(ptr)"]) { call throws(Stop) in
            let (kernel, address) = (try call.kernel, try call.value(0))
            let mdev = try kernel.mdev(address, call.machine, by: call.name)
            if mdev.uuid != 0 { return mdev.uuid }
            let memory = try call.memory.allocate(16, kind: .kernel, alignment: 8, name: "uuid")
            // A guid_t starts with its numbers the other way round.
            let bytes = Kernel.uuidBytes(mdev.number)
            let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
            try call.memory.write(order.map { bytes[$0] }, at: memory)
            kernel.devices.mdevs[address]?.uuid = memory
            return memory
        },
    ]
}

extension KernelCall {
    fileprivate func mdevDriver() throws(Stop) -> UInt64 {
        guard let driver = machine.member("driver", of: "mdev_driver", at: try value(0)) else {
            throw .unsupported("\(name)() without the members of struct mdev_driver")
        }
        return driver
    }
}
