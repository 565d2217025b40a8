// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Drivers' devices of the class "misc".
enum MiscDeviceFunctions {
    /// MISC_DYNAMIC_MINOR.
    fileprivate static let anyMinor: UInt64 = 255

    static let all: [KernelFunction] = [
        KernelFunction("misc_register", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            return try call.registerMisc()
        },
        KernelFunction("misc_deregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine, name, address) = (try call.kernel, call.machine, call.name, try call.value(0))
            guard let misc = kernel.devices.miscDevices.removeValue(forKey: address) else {
                throw call.badArgument("the miscdevice is not registered")
            }
            let devices = try call.reference.misc!
            return try call.perform {
                try devices.deregister(misc) { device in
                    try kernel.removeDevice(device.handle, by: name, machine)
                    try kernel.putDevice(device.handle, by: name, machine)
                }
            }
        },
    ]
}

extension KernelCall {
    fileprivate func registerMisc() throws(Stop) -> UInt64 {
        let (kernel, machine, address) = (try kernel, machine, try value(0))
        guard let minor = try machine.field("minor", of: "miscdevice", at: address) else {
            throw .unsupported("\(name)() without the members of struct miscdevice")
        }
        if kernel.devices.miscDevices[address] != nil { throw badArgument("the miscdevice is registered already") }
        func pointer(_ member: String) throws(Stop) -> UInt64 {
            try machine.pointer(member, of: "miscdevice", at: address)
        }
        let label = try machine.text(at: try pointer("name"))
        if mustFail { return .error(.ENOMEM) }
        let operations = try pointer("fops")
        let misc = MiscDevice(
            name: label, minor: minor == MiscDeviceFunctions.anyMinor ? nil : Int(minor)
        ) { [unowned kernel, unowned machine] number, flags in
            try kernel.openMisc(address, operations, number, flags, machine)
        }
        misc.handle = address
        let node = try pointer("nodename")
        if node != 0 { misc.nodeName = try machine.text(at: node) }
        misc.mode = UInt16(truncatingIfNeeded: try machine.field("mode", of: "miscdevice", at: address) ?? 0)
        var description = DeviceDescription()
        description.deviceClass = try kernel.miscClass(machine)
        description.parent = try pointer("parent")
        description.groups = try pointer("groups")
        let devices = try reference.misc!
        return try status {
            try devices.register(misc) { number in
                description.number = number.bits
                let device = try self.createDevice(description, Array(label.utf8), data: address)
                if let error = Errno(pointer: device) { throw error }
                try machine.set("this_device", of: "miscdevice", at: address, device)
                return try kernel.knownDevice(device, machine)
            }
            try machine.set("minor", of: "miscdevice", at: address, UInt64(misc.minor ?? 0))
            kernel.devices.miscDevices[address] = misc
        }
    }
}

extension Kernel {
    /// A `struct class` for the model's own class of these devices.
    fileprivate func miscClass(_ machine: Machine) throws(Stop) -> UInt64 {
        let model = try reference(machine).misc!.deviceClass
        if model.handle != 0 { return model.handle }
        let address = try machine.make("class", name: "class misc")
        model.handle = address
        devices.classes[address] = DeviceTable.Class(model: model, isKernelMade: true, isKernelsOwn: true)
        return address
    }

    /// misc_open(): the driver's open() finds the miscdevice in `private_data`.
    fileprivate func openMisc(
        _ misc: UInt64, _ operations: UInt64, _ number: KernelModel.DeviceNumber, _ flags: OpenFlags,
        _ machine: Machine
    ) throws -> any OpenFile {
        let owner = modelModule(try machine.pointer("owner", of: "file_operations", at: operations))
        guard try reference(machine).modules.tryGet(owner) else { throw Errno.ENODEV }
        return try openFile(operations, owner, number, flags, privateData: misc, machine)
    }
}
