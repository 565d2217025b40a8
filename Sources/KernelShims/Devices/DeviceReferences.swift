// SPDX-License-Identifier: Apache-2.0
import Machine

// References to devices, and what happens to the last one.
extension Kernel {
    /// "mtty".
    func deviceName(_ device: UInt64, _ machine: Machine) -> String {
        deviceNames[device] ?? machine.name(of: device) ?? "(unnamed device)"
    }

    /// device_initialize().
    func initialiseDevice(_ device: UInt64, _ machine: Machine) throws(Stop) {
        try machine.touch(device)
        if devices.devices[device]?.isAdded == true {
            throw .fault(.badArgument, "device_initialize() of ‘\(deviceName(device, machine))’, which is registered")
        }
        devices.devices[device] = DeviceTable.Device()
        try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: device, 1)
        try machine.set("kobj.state_initialized", of: "device", at: device, 1)
    }

    func getDevice(_ device: UInt64, by name: String, _ machine: Machine) throws(Stop) {
        let count = try references(device, by: name, machine)
        devices.devices[device]?.references = count + 1
        try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: device, UInt64(count + 1))
    }

    func putDevice(_ device: UInt64, by name: String, _ machine: Machine) throws(Stop) {
        let count = try references(device, by: name, machine)
        devices.devices[device]?.references = count - 1
        try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: device, UInt64(count - 1))
        if count == 1 { try releaseDevice(device, machine) }
    }

    private func references(_ device: UInt64, by name: String, _ machine: Machine) throws(Stop) -> Int {
        try machine.touch(device)
        if let count = devices.devices[device]?.references { return count }
        switch machine.memory.object(at: device)?.kind {
        case .kernel?, .opaque?, .external?:
            // Not the driver's own, so somebody else registered it and holds it.
            devices.devices[device] = DeviceTable.Device()
            return 1
        default:
            throw .fault(.refcount, "\(name)() of a device that was not initialised, or whose last reference went")
        }
    }

    /// device_release() and what kobject_cleanup() does around it. The name goes last.
    private func releaseDevice(_ device: UInt64, _ machine: Machine) throws(Stop) {
        guard let entry = devices.devices[device] else { return }
        let name = deviceName(device, machine)
        if entry.isAdded { throw .fault(.refcount, "the last reference to ‘\(name)’ goes while it is registered") }
        try releaseManaged(of: device, machine)
        devices.devices[device] = nil
        machine.record(.note("device ‘\(name)’ is released"))
        if entry.isKernelMade {
            try machine.memory.release(device, accepting: [.kernel, .opaque], by: "put_device")
        } else if try machine.callMember("release", of: "device", at: device, [device]) == nil {
            let type = try machine.pointer("type", of: "device", at: device)
            let cls = try machine.pointer("class", of: "device", at: device)
            if type != 0, try machine.callMember("release", of: "device_type", at: type, [device]) != nil {
            } else if cls != 0, try machine.callMember("dev_release", of: "class", at: cls, [device]) != nil {
            } else {
                machine.record(
                    .message(
                        level: 4,
                        text: "Device '\(name)' does not have a release() function, it is broken and must be fixed."))
            }
        }
        deviceNames[device] = nil
        if let memory = devices.names.removeValue(forKey: device) {
            try machine.memory.release(memory, accepting: [.heap], by: "put_device")
        }
    }

    /// kobject_set_name(): the old name goes, the new one is the device's.
    func nameDevice(_ device: UInt64, _ text: [UInt8], _ machine: Machine) throws(Stop) {
        try machine.touch(device)
        // A name may hold no slash: it is a folder's.
        let name = text.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "!") : $0 }
        let memory = try machine.memory.allocate(name.count + 1, kind: .heap, alignment: 8, name: "")
        try machine.memory.write(name + [0], at: memory)
        if let old = devices.names[device] {
            try machine.memory.release(old, accepting: [.heap], by: "dev_set_name")
        }
        devices.names[device] = memory
        deviceNames[device] = String(decoding: name, as: UTF8.self)
        try machine.set("kobj.name", of: "device", at: device, memory)
    }
}
