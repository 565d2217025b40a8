// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Platform devices and their drivers: drivers/base/platform.c.
enum PlatformFunctions {
    static let all: [KernelFunction] = .table(making, registering, drivers)

    private static let making: [KernelFunction] = [
        KernelFunction("platform_device_alloc", ["ptr(ptr, i32)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return 0 }
            return try call.kernel.makePlatformDevice(try call.string(0), id: try call.int(1), call.machine)
        },
        KernelFunction("platform_device_put", ["void(ptr)"]) { call throws(Stop) in
            let pdev = try call.value(0)
            if pdev == 0 || Errno(pointer: pdev) != nil { return 0 }
            try call.kernel.putDevice(try call.platformDevice(), by: call.name, call.machine)
            return 0
        },
        KernelFunction("platform_device_add_data", ["i32(ptr, ptr, i64)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            let (kernel, device) = (try call.kernel, try call.platformDevice())
            let (data, size) = (try call.value(1), try call.size(2))
            guard data != 0 else {
                try call.machine.set("platform_data", of: "device", at: device, 0)
                return 0
            }
            let copy = try call.memory.allocate(size, kind: .kernel, alignment: 8, name: "platform data")
            try call.memory.write(try call.memory.bytes(at: data, count: size), at: copy)
            kernel.devices.devices[device]?.owned.append(copy)
            try call.machine.set("platform_data", of: "device", at: device, copy)
            return 0
        },
    ]

    private static let registering: [KernelFunction] = [
        KernelFunction("platform_device_add", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            if try call.value(0) == 0 { return .error(.EINVAL) }
            return try call.kernel.addPlatformDevice(try call.value(0), fails: call.mustFail, call.machine)
        },
        KernelFunction("platform_device_register", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine, pdev) = (try call.kernel, call.machine, try call.value(0))
            guard let device = machine.member("dev", of: "platform_device", at: pdev) else {
                throw .unsupported("\(call.name)() without the members of struct platform_device")
            }
            try kernel.initialiseDevice(device, machine)
            kernel.devices.platform.devices[pdev] = PlatformTable.Device(device: device, isKernelMade: false)
            return try kernel.addPlatformDevice(pdev, fails: call.mustFail, machine)
        },
        KernelFunction("platform_device_register_simple", ["ptr(ptr, i32, ptr, i32)"], canFail: true) {
            call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .errorPointer(.ENOMEM) }
            let (kernel, machine) = (try call.kernel, call.machine)
            guard try call.value(3) == 0 else { throw .unsupported("\(call.name)() with resources") }
            let pdev = try kernel.makePlatformDevice(try call.string(0), id: try call.int(1), machine)
            let result = try kernel.addPlatformDevice(pdev, fails: false, machine)
            guard let error = Errno(result: Int32(truncatingIfNeeded: result)) else { return pdev }
            if let device = kernel.devices.platform.devices[pdev]?.device {
                try kernel.putDevice(device, by: call.name, machine)
            }
            return .errorPointer(error)
        },
        KernelFunction("platform_device_del", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            if try call.isPointer(0) {
                try call.kernel.removePlatformDevice(try call.value(0), by: call.name, call.machine)
            }
            return 0
        },
        KernelFunction("platform_device_unregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            guard try call.isPointer(0) else { return 0 }
            let (kernel, device) = (try call.kernel, try call.platformDevice())
            try kernel.removePlatformDevice(try call.value(0), by: call.name, call.machine)
            try kernel.putDevice(device, by: call.name, call.machine)
            return 0
        },
    ]

    private static let drivers: [KernelFunction] = [
        KernelFunction("__platform_driver_register", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine, platform) = (try call.kernel, call.machine, try call.value(0))
            let driver = try call.platformDriver()
            let bus = try kernel.platformBus(machine)
            try machine.set("bus", of: "device_driver", at: driver, bus)
            try machine.set("owner", of: "device_driver", at: driver, try call.value(1))
            let result = try kernel.addDriver(driver, bus: bus, by: call.name, fails: call.mustFail, machine)
            if result == 0 { kernel.devices.platform.drivers.append(platform) }
            return result
        },
        KernelFunction("platform_driver_unregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, platform) = (try call.kernel, try call.value(0))
            try kernel.removeDriver(try call.platformDriver(), by: call.name, call.machine)
            kernel.devices.platform.drivers.removeAll { $0 == platform }
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func isPointer(_ index: Int) throws(Stop) -> Bool {
        let value = try value(index)
        return value != 0 && Errno(pointer: value) == nil
    }

    /// The `struct device` in the first argument.
    fileprivate func platformDevice() throws(Stop) -> UInt64 {
        guard let device = machine.member("dev", of: "platform_device", at: try value(0)) else {
            throw .unsupported("\(name)() without the members of struct platform_device")
        }
        try machine.touch(device)
        return device
    }

    fileprivate func platformDriver() throws(Stop) -> UInt64 {
        guard let driver = machine.member("driver", of: "platform_driver", at: try value(0)) else {
            throw .unsupported("\(name)() without the members of struct platform_driver")
        }
        return driver
    }
}
