// SPDX-License-Identifier: Apache-2.0
import Machine

/// Buses, drivers, classes and root devices.
enum BusFunctions {
    static let all: [KernelFunction] = .table(buses, drivers, searching, classes, roots)

    private static let buses: [KernelFunction] = [
        KernelFunction("bus_register", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            let (kernel, bus) = (try call.kernel, try call.value(0))
            let name = try call.machine.text(at: try call.machine.pointer("name", of: "bus_type", at: bus))
            if kernel.devices.buses[bus] != nil { throw call.badArgument("the bus ‘\(name)’ is registered") }
            if call.mustFail { return .error(.ENOMEM) }
            if kernel.devices.buses.values.contains(name) { return .error(.EEXIST) }
            kernel.devices.buses[bus] = name
            call.machine.record(.note("bus ‘\(name)’ is registered"))
            return 0
        },
        KernelFunction("bus_unregister", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, bus) = (try call.kernel, try call.value(0))
            guard let name = kernel.devices.buses[bus] else { throw call.badArgument("the bus is not registered") }
            if kernel.devices.drivers.values.contains(where: { $0.bus == bus }) {
                throw call.badArgument("the bus ‘\(name)’ has drivers")
            }
            if kernel.devices.devices.values.contains(where: { $0.bus == bus }) {
                throw call.badArgument("the bus ‘\(name)’ has devices")
            }
            kernel.devices.buses[bus] = nil
            call.machine.record(.note("bus ‘\(name)’ is unregistered"))
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
    ]

    private static let searching: [KernelFunction] = [
        KernelFunction("driver_find_device", ["ptr(ptr, ptr, ptr, ptr)"]) { call throws(Stop) in
            let found = try call.boundDevices(as: "i32(ptr, ptr)", data: 2, function: 3)
            if let found { try call.kernel.getDevice(found.device, by: call.name, call.machine) }
            return found?.device ?? 0
        },
        KernelFunction("driver_for_each_device", ["i32(ptr, ptr, ptr, ptr)"]) { call throws(Stop) in
            .int(try call.boundDevices(as: "i32(ptr, ptr)", data: 2, function: 3)?.result ?? 0)
        },
    ]

    private static let classes: [KernelFunction] = .table(
        [
            KernelFunction("__class_create", ["ptr(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
                try call.createClass(name: 1)
            },
            // The macro of older kernels has another shape; this is 6.4's function.
            KernelFunction("class_create", ["ptr(ptr)"], canFail: true) { call throws(Stop) in
                try call.createClass(name: 0)
            },
            KernelFunction("class_destroy", ["void(ptr)"]) { call throws(Stop) in
                let (kernel, address) = (try call.kernel, try call.value(0))
                if address == 0 || Errno(pointer: address) != nil { return 0 }
                try call.machine.touch(address)
                guard let name = kernel.devices.classes[address] else { throw call.badArgument("not a class") }
                kernel.devices.classes[address] = nil
                try call.memory.release(address, accepting: [.kernel, .opaque], by: call.name)
                call.machine.record(.note("class ‘\(name)’ is destroyed"))
                return 0
            },
        ])

    private static let roots: [KernelFunction] = [
        KernelFunction("__root_device_register", ["ptr(ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine) = (try call.kernel, call.machine)
            let name = try call.memory.cString(at: try call.value(0))
            if call.mustFail { return .errorPointer(.ENOMEM) }
            let device = try machine.make("device", name: "root device")
            try kernel.initialiseDevice(device, machine)
            kernel.devices.devices[device]?.isKernelMade = true
            try kernel.nameDevice(device, name, machine)
            let result = try kernel.addDevice(device, fails: false, machine)
            if let error = Errno(result: Int32(truncatingIfNeeded: result)) {
                try kernel.putDevice(device, by: call.name, machine)
                return .errorPointer(error)
            }
            return device
        },
        KernelFunction("root_device_unregister", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, device) = (try call.kernel, try call.value(0))
            try call.machine.touch(device)
            guard kernel.devices.devices[device]?.isKernelMade == true else {
                throw call.badArgument("not a root device")
            }
            try kernel.removeDevice(device, by: call.name, call.machine)
            try kernel.putDevice(device, by: call.name, call.machine)
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func createClass(name: Int) throws(Stop) -> UInt64 {
        let (kernel, text) = (try kernel, try value(name))
        let label = try machine.text(at: text)
        if mustFail { return .errorPointer(.ENOMEM) }
        if kernel.devices.classes.values.contains(label) { return .errorPointer(.EEXIST) }
        let address = try machine.make("class", name: "class \(label)")
        try machine.set("name", of: "class", at: address, text)
        kernel.devices.classes[address] = label
        machine.record(.note("class ‘\(label)’ is created"))
        return address
    }

    /// Calls back for each device of a driver until one says that it is enough.
    fileprivate func boundDevices(
        as signature: Signature, data: Int, function: Int
    ) throws(Stop) -> (device: UInt64, result: Int32)? {
        let (kernel, driver, start) = (try kernel, try value(0), try value(1))
        // A driver that is not registered has no devices: the kernel gives -EINVAL or NULL, by function.
        guard let entry = kernel.devices.drivers[driver] else {
            throw .unsupported("\(name)() of a driver that this run did not register")
        }
        var list = entry.devices[...]
        if start != 0, let at = list.firstIndex(of: start) { list = list[(at + 1)...] }
        for device in list {
            let arguments = [device, try value(data)]
            let result = Int32(truncatingIfNeeded: try machine.call(try value(function), as: signature, arguments))
            if result != 0 { return (device, result) }
        }
        return nil
    }
}
