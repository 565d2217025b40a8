// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// What a device is registered with, beside its name.
struct DeviceDescription {
    var parent: UInt64 = 0
    var bus: UInt64 = 0
    var deviceClass: UInt64 = 0
    var type: UInt64 = 0
    var number: UInt32 = 0
    var groups: UInt64 = 0

    init() {}

    /// As the members of a `struct device` say it; nothing for one that nobody sees into.
    init(of device: UInt64, _ machine: Machine) throws(Stop) {
        parent = try machine.pointer("parent", of: "device", at: device)
        bus = try machine.pointer("bus", of: "device", at: device)
        deviceClass = try machine.pointer("class", of: "device", at: device)
        type = try machine.pointer("type", of: "device", at: device)
        groups = try machine.pointer("groups", of: "device", at: device)
        if let place = machine.member("devt", of: "device", at: device) {
            number = UInt32(truncatingIfNeeded: try machine.memory.load(place, size: 4))
        }
    }
}

// device_add() and device_del().
extension Kernel {
    /// - Parameter fails: it gets no memory.
    /// - Parameter given: nil: what the struct's members say.
    func addDevice(
        _ device: UInt64, _ given: DeviceDescription? = nil, fails: Bool, _ machine: Machine
    ) throws(Stop) -> UInt64 {
        try machine.touch(device)
        guard let model = modelDevice(device) else {
            throw .fault(.badArgument, "device_add() of a device that was not initialised")
        }
        if model.isRegistered {
            throw .fault(.badArgument, "device_add() of ‘\(deviceName(device, machine))’, which is registered")
        }
        if fails { return .error(.ENOMEM) }
        let initial = try machine.pointer("init_name", of: "device", at: device)
        if initial != 0 {
            try nameDevice(device, try machine.memory.cString(at: initial), machine)
            try machine.set("init_name", of: "device", at: device, 0)
        }
        if devices.names[device] == nil { return .error(.EINVAL) }
        var description = given ?? DeviceDescription()
        if given == nil { description = try DeviceDescription(of: device, machine) }
        try describe(model, description, machine)
        devices.devices[device]?.isAnnounced = false
        let core = try reference(machine).devices
        try machine.set("kobj.state_in_sysfs", of: "device", at: device, 1)
        if let error = try self.model(machine, { try core.add(model) }) {
            try machine.set("kobj.state_in_sysfs", of: "device", at: device, 0)
            try tellReferences(of: model, machine)
            return .error(error)
        }
        devices.added.append(device)
        announce(device, machine)
        try tellReferences(of: model, machine)
        return 0
    }

    /// Tells the run that a device is there, before any driver is tried.
    func announce(_ device: UInt64, _ machine: Machine) {
        guard devices.devices[device]?.isAnnounced == false else { return }
        devices.devices[device]?.isAnnounced = true
        machine.record(.note("device ‘\(deviceName(device, machine))’ is registered"))
    }

    private func describe(
        _ model: Device, _ description: DeviceDescription, _ machine: Machine
    ) throws(Stop) {
        model.parent = description.parent == 0 ? nil : try knownDevice(description.parent, machine)
        model.number = description.number == 0 ? nil : DeviceNumber(description.number)
        model.bus = nil
        if description.bus != 0 {
            guard let bus = devices.buses[description.bus] else {
                throw .unsupported("a device on a bus that this run did not register")
            }
            model.bus = bus
        }
        model.deviceClass = nil
        if description.deviceClass != 0 {
            guard let known = devices.classes[description.deviceClass] else {
                throw .unsupported("a device of a class that this run did not register")
            }
            model.deviceClass = known.model
        }
        model.type = nil
        if description.type != 0 {
            let name = try machine.text(
                at: try machine.pointer("name", of: "device_type", at: description.type))
            model.type = DeviceType(name: name.isEmpty ? nil : name)
        }
        // Files of class and type come before the device's own; those of the bus after them.
        var lists = [description.groups]
        if description.type != 0 {
            lists.insert(try machine.pointer("groups", of: "device_type", at: description.type), at: 0)
        }
        if description.deviceClass != 0 {
            lists.insert(try machine.pointer("dev_groups", of: "class", at: description.deviceClass), at: 0)
        }
        if description.bus != 0, isOfProgram(bus: description.bus) {
            lists.append(try machine.pointer("dev_groups", of: "bus_type", at: description.bus))
        }
        model.groups = []
        for list in lists {
            model.groups += try attributeGroups(at: list, of: .device(model.handle), machine)
        }
        if description.bus != 0, description.bus == devices.ownBuses["platform"] {
            model.groups += try platformFiles(of: model, machine)
        }
    }

    /// device_del().
    func removeDevice(_ device: UInt64, by function: String, _ machine: Machine) throws(Stop) {
        try machine.touch(device)
        guard let model = modelDevice(device), model.isRegistered else {
            throw .fault(.badArgument, "\(function)() of a device that is not registered")
        }
        if devices.parents[device] != nil {
            machine.record(
                .message(
                    level: 4,
                    text:
                        "WARNING: \(function)(): ‘\(deviceName(device, machine))’ is still registered as a parent of mdev devices"
                ))
        }
        let core = try reference(machine).devices
        _ = try self.model(machine) { try core.remove(model) }
        devices.added.removeAll { $0 == device }
        try machine.set("kobj.state_in_sysfs", of: "device", at: device, 0)
        machine.record(.note("device ‘\(deviceName(device, machine))’ is unregistered"))
        try tellReferences(of: model, machine)
    }
}
