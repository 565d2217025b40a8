// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Character devices of the major number 10: drivers/char/misc.c.
enum MiscDeviceFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("misc_register", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine, misc) = (try call.kernel, call.machine, try call.value(0))
            if kernel.devices.misc.entries[misc] != nil { throw call.badArgument("the device is registered") }
            if call.mustFail { return .error(.ENOMEM) }
            let wanted = Int(try machine.field("minor", of: "miscdevice", at: misc) ?? 255)
            let isDynamic = wanted == 255
            if !isDynamic, kernel.devices.misc.isTaken(wanted) { return .error(.EBUSY) }
            guard let minor = isDynamic ? kernel.devices.misc.freeMinor : wanted else { return .error(.EBUSY) }
            try machine.set("minor", of: "miscdevice", at: misc, UInt64(minor))
            return try call.addMisc(misc, minor: minor, isDynamic: isDynamic)
        },
        KernelFunction("misc_deregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, misc) = (try call.kernel, try call.value(0))
            guard let entry = kernel.devices.misc.entries.removeValue(forKey: misc) else {
                throw call.badArgument("the device is not registered")
            }
            try call.reference.characters.remove(entry.files)
            try kernel.removeDevice(entry.device, by: call.name, call.machine)
            try kernel.putDevice(entry.device, by: call.name, call.machine)
            if entry.isDynamic { try call.machine.set("minor", of: "miscdevice", at: misc, 255) }
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func addMisc(_ misc: UInt64, minor: Int, isDynamic: Bool) throws(Stop) -> UInt64 {
        let (kernel, machine, reference) = (try kernel, machine, try reference)
        let number = DeviceNumber(major: 10, minor: minor)
        let operations = try machine.pointer("fops", of: "miscdevice", at: misc)
        let files = KernelModel.CharacterDevice(owner: nil) { [unowned kernel, unowned machine] number, flags in
            try kernel.openCharacters(operations, cdev: 0, data: misc, number, flags, machine)
        }
        let device = try machine.make("device", name: "device")
        try kernel.initialiseDevice(device, machine)
        kernel.devices.devices[device]?.isKernelMade = true
        var description = DeviceDescription()
        description.deviceClass = try kernel.miscClass(machine)
        description.parent = try machine.pointer("parent", of: "miscdevice", at: misc)
        description.number = number.bits
        description.groups = try machine.pointer("groups", of: "miscdevice", at: misc)
        for (member, value) in [
            ("class", description.deviceClass), ("parent", description.parent), ("devt", UInt64(number.bits)),
            ("driver_data", misc), ("groups", description.groups),
        ] {
            try machine.set(member, of: "device", at: device, value)
        }
        try kernel.nameDevice(
            device, try memory.cString(at: try machine.pointer("name", of: "miscdevice", at: misc)), machine)
        let result = try kernel.addDevice(device, description, fails: false, machine)
        if let error = Errno(result: Int32(truncatingIfNeeded: result)) {
            try kernel.putDevice(device, by: name, machine)
            if isDynamic { try machine.set("minor", of: "miscdevice", at: misc, 255) }
            try machine.set("this_device", of: "miscdevice", at: misc, .errorPointer(error))
            return result
        }
        try machine.set("this_device", of: "miscdevice", at: misc, device)
        kernel.devices.misc.entries[misc] = MiscTable.Entry(
            minor: minor, isDynamic: isDynamic, device: device, files: files)
        return try status { try reference.characters.add(files, number, count: 1) }
    }
}

extension Kernel {
    /// The class that the kernel has for them.
    fileprivate func miscClass(_ machine: Machine) throws(Stop) -> UInt64 {
        if devices.misc.deviceClass != 0 { return devices.misc.deviceClass }
        let address = try machine.make("class", name: "class misc")
        let known = try reference(machine).vfio.miscClass
        known.handle = address
        try machine.set("name", of: "class", at: address, try machine.makeText(known.name, name: "a class's name"))
        devices.misc.deviceClass = address
        devices.classes[address] = DeviceTable.Class(model: known, isKernelMade: true)
        return address
    }
}
