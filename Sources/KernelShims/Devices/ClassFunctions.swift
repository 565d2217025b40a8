// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Classes, and devices that are made with them.
enum ClassFunctions {
    static let all: [KernelFunction] = .table(creating, registering, devices)

    private static let creating: [KernelFunction] = [
        KernelFunction("__class_create", ["ptr(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.createClass(name: 1, owner: try call.value(0))
        },
        // The macro of older kernels has another shape; this is 6.4's function.
        KernelFunction("class_create", ["ptr(ptr)"], canFail: true) { call throws(Stop) in
            try call.createClass(name: 0, owner: 0)
        },
        KernelFunction("class_destroy", ["void(ptr)"]) { call throws(Stop) in
            let address = try call.value(0)
            if address == 0 || Errno(pointer: address) != nil { return 0 }
            try call.machine.touch(address)
            guard let known = try call.kernel.devices.classes[address] else { throw call.badArgument("not a class") }
            try call.unregisterClass(known)
            if known.isKernelMade {
                try call.memory.release(address, accepting: [.kernel, .opaque], by: call.name)
            }
            call.machine.record(.note("class ‘\(known.model.name)’ is destroyed"))
            return 0
        },
    ]

    private static let registering: [KernelFunction] = .table(
        KernelFunction.named(["__class_register", "class_register"], ["i32(ptr, ptr)", "i32(ptr)"], canFail: true) {
            call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine, address) = (try call.kernel, call.machine, try call.value(0))
            let name = try machine.text(at: try machine.pointer("name", of: "class", at: address))
            if kernel.devices.classes[address] != nil { throw call.badArgument("the class ‘\(name)’ is registered") }
            if call.mustFail { return .error(.ENOMEM) }
            let made = try kernel.makeClass(address, name, machine)
            let result = try call.core { try $0.register(made) }
            if result != 0 { return result }
            kernel.devices.classes[address] = DeviceTable.Class(model: made, isKernelMade: false)
            machine.record(.note("class ‘\(name)’ is registered"))
            return 0
        },
        [
            KernelFunction("class_unregister", ["void(ptr)"]) { call throws(Stop) in
                let address = try call.value(0)
                guard let known = try call.kernel.devices.classes[address] else {
                    throw call.badArgument("the class is not registered")
                }
                try call.unregisterClass(known)
                call.machine.record(.note("class ‘\(known.model.name)’ is unregistered"))
                return 0
            }
        ])

    private static let devices: [KernelFunction] = [
        KernelFunction("device_create", ["ptr(ptr, ptr, i32, ptr, ptr, ...)"], canFail: true) { call throws(Stop) in
            try call.createDevice(groups: 0, format: 4)
        },
        KernelFunction(
            "device_create_with_groups", ["ptr(ptr, ptr, i32, ptr, ptr, ptr, ...)"], canFail: true
        ) { call throws(Stop) in
            try call.createDevice(groups: try call.value(4), format: 5)
        },
        KernelFunction("device_destroy", ["void(ptr, i32)"]) { call throws(Stop) in
            try call.mightSleep()
            let kernel = try call.kernel
            let number = DeviceNumber(UInt32(truncatingIfNeeded: try call.value(1)))
            guard let known = kernel.devices.classes[try call.value(0)] else { throw call.badArgument("not a class") }
            guard let device = known.model.device(number)?.handle, device != 0 else { return 0 }
            try kernel.removeDevice(device, by: call.name, call.machine)
            try kernel.putDevice(device, by: call.name, call.machine)
            return 0
        },
    ]
}

extension Kernel {
    /// The model's class of a `struct class`.
    fileprivate func makeClass(_ address: UInt64, _ name: String, _ machine: Machine) throws(Stop) -> DeviceClass {
        let made = DeviceClass(name: name)
        made.handle = address
        made.owner = modelModule(try machine.pointer("owner", of: "class", at: address))
        made.classGroups = try attributeGroups(
            at: try machine.pointer("class_groups", of: "class", at: address), of: .deviceClass(address), machine)
        takeUevents(of: made, machine)
        return made
    }

    /// Drivers set members of what class_create() gave, so that they are looked at when they are needed.
    fileprivate func takeUevents(of made: DeviceClass, _ machine: Machine) {
        made.uevent = { [unowned self, unowned made, unowned machine] device in
            if try machine.pointer("dev_uevent", of: "class", at: made.handle) == 0 { return [] }
            return try self.variables(of: device, by: "dev_uevent", of: "class", at: made.handle, machine)
        }
    }
}

extension KernelCall {
    fileprivate func createClass(name: Int, owner: UInt64) throws(Stop) -> UInt64 {
        let (kernel, text) = (try kernel, try value(name))
        let label = try machine.text(at: text)
        if mustFail { return .errorPointer(.ENOMEM) }
        let made = DeviceClass(name: label)
        made.owner = kernel.modelModule(owner)
        let core = try reference.devices
        if let error = try kernel.model(machine, { try core.register(made) }) { return .errorPointer(error) }
        let address = try machine.make("class", name: "class \(label)")
        made.handle = address
        kernel.takeUevents(of: made, machine)
        try machine.set("name", of: "class", at: address, text)
        try machine.set("owner", of: "class", at: address, owner)
        kernel.devices.classes[address] = DeviceTable.Class(model: made, isKernelMade: true)
        machine.record(.note("class ‘\(label)’ is created"))
        return address
    }

    fileprivate func unregisterClass(_ known: DeviceTable.Class) throws(Stop) {
        if !known.model.devices.isEmpty { throw badArgument("the class ‘\(known.model.name)’ has devices") }
        _ = try core { try $0.unregister(known.model) }
        try kernel.devices.classes[known.model.handle] = nil
    }

    fileprivate func createDevice(groups: UInt64, format: Int) throws(Stop) -> UInt64 {
        try mightSleep()
        let name = try formatted(format)
        if mustFail { return .errorPointer(.ENOMEM) }
        var description = DeviceDescription()
        description.deviceClass = try value(0)
        description.parent = try value(1)
        description.number = UInt32(truncatingIfNeeded: try value(2))
        description.groups = groups
        if description.deviceClass == 0 || Errno(pointer: description.deviceClass) != nil {
            return .errorPointer(.ENODEV)
        }
        return try createDevice(description, name, data: try value(3))
    }

    /// A device of the kernel's making.
    /// - Returns: its address or ERR_PTR().
    func createDevice(_ description: DeviceDescription, _ name: [UInt8], data: UInt64) throws(Stop) -> UInt64 {
        let (kernel, machine) = (try kernel, machine)
        let device = try machine.make("device", name: "device")
        try kernel.initialiseDevice(device, machine)
        kernel.devices.devices[device]?.isKernelMade = true
        try machine.set("class", of: "device", at: device, description.deviceClass)
        try machine.set("parent", of: "device", at: device, description.parent)
        try machine.set("devt", of: "device", at: device, UInt64(description.number))
        try machine.set("driver_data", of: "device", at: device, data)
        try machine.set("groups", of: "device", at: device, description.groups)
        try kernel.nameDevice(device, name, machine)
        let result = try kernel.addDevice(device, description, fails: false, machine)
        if let error = Errno(result: Int32(truncatingIfNeeded: result)) {
            try kernel.putDevice(device, by: self.name, machine)
            return .errorPointer(error)
        }
        return device
    }
}
