// SPDX-License-Identifier: Apache-2.0
import Machine

// device_add() and device_del(), in the driver core's order.
extension Kernel {
    /// - Parameter fails: it gets no memory.
    func addDevice(_ device: UInt64, fails: Bool, _ machine: Machine) throws(Stop) -> UInt64 {
        try machine.touch(device)
        guard let entry = devices.devices[device] else {
            throw .fault(.badArgument, "device_add() of a device that was not initialised")
        }
        if entry.isAdded {
            throw .fault(.badArgument, "device_add() of ‘\(deviceName(device, machine))’, which is registered")
        }
        if fails { return .error(.ENOMEM) }
        let initial = try machine.pointer("init_name", of: "device", at: device)
        if initial != 0 {
            try nameDevice(device, try machine.memory.cString(at: initial), machine)
            try machine.set("init_name", of: "device", at: device, 0)
        }
        if devices.names[device] == nil { return .error(.EINVAL) }
        let name = deviceName(device, machine)
        let bus = try machine.pointer("bus", of: "device", at: device)
        let parent = try machine.pointer("parent", of: "device", at: device)
        if parent != 0 { try getDevice(parent, by: "device_add", machine) }
        if bus != 0, devices.buses[bus] == nil {
            throw .unsupported("a device on a bus that this run did not register")
        }
        if isNameTaken(name, bus: bus, parent: parent, machine) {
            if parent != 0 { try putDevice(parent, by: "device_add", machine) }
            return .error(.EEXIST)
        }
        devices.devices[device]?.isAdded = true
        devices.devices[device]?.parent = parent
        devices.devices[device]?.bus = bus
        devices.added.append(device)
        try machine.set("kobj.state_in_sysfs", of: "device", at: device, 1)
        machine.record(.note("device ‘\(name)’ is registered"))
        if bus != 0 {
            for driver in devices.driverOrder where devices.drivers[driver]?.bus == bus {
                if try bind(device, driver, machine) { break }
            }
        }
        return 0
    }

    /// Two devices in the same folder cannot have one name.
    private func isNameTaken(_ name: String, bus: UInt64, parent: UInt64, _ machine: Machine) -> Bool {
        devices.added.contains { other in
            guard let entry = devices.devices[other], deviceNames[other] == name else { return false }
            return entry.parent == parent && entry.bus == bus
        }
    }

    /// device_del().
    func removeDevice(_ device: UInt64, by function: String, _ machine: Machine) throws(Stop) {
        try machine.touch(device)
        guard let entry = devices.devices[device], entry.isAdded else {
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
        if entry.driver != 0 { try unbind(device, machine) }
        devices.added.removeAll { $0 == device }
        devices.devices[device]?.isAdded = false
        devices.devices[device]?.parent = 0
        devices.devices[device]?.bus = 0
        try machine.set("kobj.state_in_sysfs", of: "device", at: device, 0)
        machine.record(.note("device ‘\(deviceName(device, machine))’ is unregistered"))
        if entry.parent != 0 { try putDevice(entry.parent, by: function, machine) }
    }
}
