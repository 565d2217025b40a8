// SPDX-License-Identifier: Apache-2.0
import Machine

// How drivers and devices of a bus come together.
extension Kernel {
    /// driver_register() after its checks of the caller.
    func addDriver(_ driver: UInt64, bus: UInt64, by function: String, fails: Bool, _ machine: Machine) throws(Stop)
        -> UInt64
    {
        try machine.touch(driver)
        let name = try machine.text(at: try machine.pointer("name", of: "device_driver", at: driver))
        guard devices.buses[bus] != nil else {
            machine.record(
                .message(
                    level: 3,
                    text: "Driver '\(name)' was unable to register with a bus because the bus was not initialized."))
            return .error(.EINVAL)
        }
        if devices.drivers[driver] != nil {
            throw .fault(.badArgument, "\(function)() of the driver ‘\(name)’, which is registered")
        }
        if devices.drivers.values.contains(where: { $0.bus == bus && $0.name == name }) {
            machine.record(.message(level: 3, text: "Error: Driver '\(name)' is already registered, aborting..."))
            return .error(.EBUSY)
        }
        if fails { return .error(.ENOMEM) }
        devices.drivers[driver] = DeviceTable.Driver(bus: bus, name: name)
        devices.driverOrder.append(driver)
        machine.record(.note("driver ‘\(name)’ is registered"))
        for device in devices.added where devices.devices[device]?.bus == bus {
            if devices.devices[device]?.driver == 0 { _ = try bind(device, driver, machine) }
        }
        return 0
    }

    func removeDriver(_ driver: UInt64, by function: String, _ machine: Machine) throws(Stop) {
        try machine.touch(driver)
        guard let entry = devices.drivers[driver] else {
            throw .fault(.badArgument, "\(function)() of a driver that is not registered")
        }
        for device in entry.devices.reversed() { try unbind(device, machine) }
        devices.drivers[driver] = nil
        devices.driverOrder.removeAll { $0 == driver }
        machine.record(.note("driver ‘\(entry.name)’ is unregistered"))
    }

    /// driver_match_device() and really_probe().
    /// - Returns: whether the search for a driver ends here.
    func bind(_ device: UInt64, _ driver: UInt64, _ machine: Machine) throws(Stop) -> Bool {
        guard let bus = devices.devices[device]?.bus else { return false }
        let match = try machine.callMember("match", of: "bus_type", at: bus, [device, driver])
        if match == 0 { return false }
        if let match, match < 0 { throw .unsupported("a match() that returns \(match)") }
        try machine.set("driver", of: "device", at: device, driver)
        var result = try machine.callMember("probe", of: "bus_type", at: bus, [device])
        if result == nil { result = try machine.callMember("probe", of: "device_driver", at: driver, [device]) }
        if let result, result != 0 {
            try machine.set("driver", of: "device", at: device, 0)
            try releaseManaged(of: device, machine)
            try machine.set("driver_data", of: "device", at: device, 0)
            machine.record(.note("‘\(deviceName(device, machine))’ is not bound: \(result)"))
            return false
        }
        devices.devices[device]?.driver = driver
        devices.drivers[driver]?.devices.append(device)
        driverNames[device] = devices.drivers[driver]?.name
        machine.record(.note("‘\(deviceName(device, machine))’ is bound to ‘\(devices.drivers[driver]?.name ?? "")’"))
        return true
    }

    /// device_release_driver().
    func unbind(_ device: UInt64, _ machine: Machine) throws(Stop) {
        guard let entry = devices.devices[device], entry.driver != 0 else { return }
        if try machine.callMember("remove", of: "bus_type", at: entry.bus, [device]) == nil {
            _ = try machine.callMember("remove", of: "device_driver", at: entry.driver, [device])
        }
        try releaseManaged(of: device, machine)
        try machine.set("driver", of: "device", at: device, 0)
        try machine.set("driver_data", of: "device", at: device, 0)
        devices.drivers[entry.driver]?.devices.removeAll { $0 == device }
        devices.devices[device]?.driver = 0
        driverNames[device] = nil
    }

    /// A bus of the kernel itself, made when a driver first registers with it.
    func ownBus(_ name: String, _ machine: Machine) throws(Stop) -> UInt64 {
        if let known = devices.ownBuses[name] { return known }
        let label = name + "_bus_type"
        var address = machine.address(of: label) ?? 0
        if address == 0 { address = try machine.memory.allocate(1, kind: .opaque, alignment: 64, name: label) }
        devices.ownBuses[name] = address
        devices.buses[address] = name
        return address
    }
}
