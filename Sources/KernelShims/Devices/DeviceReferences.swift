// SPDX-License-Identifier: Apache-2.0
import KernelModel
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
        if modelDevice(device)?.isRegistered == true {
            throw .fault(.badArgument, "device_initialize() of ‘\(deviceName(device, machine))’, which is registered")
        }
        let made = Device(name: "", scheduler: try reference(machine).scheduler)
        // dev_set_name() may come first.
        let name = devices.names[device] == nil ? nil : deviceNames[device]
        know(made, at: device, machine)
        made.name = name ?? ""
        deviceNames[device] = name
        made.release = { [unowned self, unowned machine] in try self.releaseDevice(device, $0, machine) }
        try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: device, 1)
        try machine.set("kobj.state_initialized", of: "device", at: device, 1)
    }

    func getDevice(_ device: UInt64, by name: String, _ machine: Machine) throws(Stop) {
        let count = try references(device, by: name, machine)
        if let model = modelDevice(device) {
            try reference(machine).devices.get(model)
            return try tellReferences(of: model, machine)
        }
        devices.devices[device]?.references = count + 1
        try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: device, UInt64(count + 1))
    }

    func putDevice(_ device: UInt64, by name: String, _ machine: Machine) throws(Stop) {
        let count = try references(device, by: name, machine)
        try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: device, UInt64(max(0, count - 1)))
        guard let model = modelDevice(device) else {
            devices.devices[device]?.references = count - 1
            if count == 1 {
                let isKernelMade = devices.devices[device]?.isKernelMade == true
                devices.devices[device] = nil
                if isKernelMade { try machine.memory.release(device, accepting: [.kernel, .opaque], by: name) }
            }
            return
        }
        if count == 1, model.isRegistered {
            let text = "the last reference to ‘\(deviceName(device, machine))’ goes while it is registered"
            throw .fault(.refcount, text)
        }
        let core = try reference(machine).devices
        _ = try self.model(machine) { try core.put(model) }
    }

    private func references(_ device: UInt64, by name: String, _ machine: Machine) throws(Stop) -> Int {
        try machine.touch(device)
        if let known = devices.devices[device] { return known.model?.references ?? known.references }
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
    private func releaseDevice(_ device: UInt64, _ model: Device, _ machine: Machine) throws(Stop) {
        guard let entry = devices.devices[device], entry.model === model else { return }
        let name = deviceName(device, machine)
        try releaseManaged(of: device, machine)
        devices.groups[device] = nil
        machine.record(.note("device ‘\(name)’ is released"))
        // As long as its release() runs, messages have its name.
        defer { if devices.devices[device]?.model === model { devices.devices[device] = nil } }
        if entry.isKernelMade {
            for memory in entry.owned.isEmpty ? [device] : entry.owned {
                try machine.memory.release(memory, accepting: [.kernel, .opaque], by: "put_device")
            }
        } else if try machine.callMember("release", of: "device", at: device, [device]) == nil {
            let type = try machine.pointer("type", of: "device", at: device)
            let cls = try machine.pointer("class", of: "device", at: device)
            if type != 0, try machine.callMember("release", of: "device_type", at: type, [device]) != nil {
            } else if cls != 0, try machine.callMember("dev_release", of: "class", at: cls, [device]) != nil {
            } else {
                machine.record(
                    .message(
                        level: 3,
                        text: "Device '\(name)' does not have a release() function, it is broken and must be fixed. "
                            + "See Documentation/core-api/kobject.rst."))
            }
        }
        deviceNames[device] = nil
        if let memory = devices.names.removeValue(forKey: device) {
            try machine.memory.release(memory, accepting: [.heap, .kernel], by: "put_device")
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
            try machine.memory.release(old, accepting: [.heap, .kernel], by: "dev_set_name")
        }
        devices.names[device] = memory
        deviceNames[device] = String(decoding: name, as: UTF8.self)
        modelDevice(device)?.name = String(decoding: name, as: UTF8.self)
        try machine.set("kobj.name", of: "device", at: device, memory)
    }
}
