// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// Drivers whose `struct device_driver` is the program's, and how the model calls them.
extension Kernel {
    /// driver_register() after its checks of the caller. `prepare` gets the model's driver before any device does.
    func addDriver(
        _ driver: UInt64, bus: UInt64, by function: String, fails: Bool, _ machine: Machine,
        prepare: (Driver) -> Void = { _ in }
    ) throws(Stop) -> UInt64 {
        try machine.touch(driver)
        let name = try machine.text(at: try machine.pointer("name", of: "device_driver", at: driver))
        guard let modelBus = devices.buses[bus] else {
            machine.record(
                .message(
                    level: 3,
                    text: "Driver '\(name)' was unable to register with a bus because the bus was not initialized."))
            return .error(.EINVAL)
        }
        if devices.drivers[driver] != nil {
            throw .fault(.badArgument, "\(function)() of the driver ‘\(name)’, which is registered")
        }
        if fails, modelBus.driver(named: name) == nil { return .error(.ENOMEM) }
        let model = try makeDriver(driver, name, on: modelBus, busAddress: bus, machine)
        prepare(model)
        devices.drivers[driver] = DeviceTable.Driver(model: model)
        devices.driverOrder.append(driver)
        machine.record(.note("driver ‘\(name)’ is registered"))
        let core = try reference(machine).devices
        if let error = try self.model(machine, { try core.register(model) }) {
            devices.drivers[driver] = nil
            devices.driverOrder.removeAll { $0 == driver }
            machine.record(.note("driver ‘\(name)’ is not registered: \(error.result)"))
            return .error(error)
        }
        return 0
    }

    private func makeDriver(
        _ driver: UInt64, _ name: String, on bus: Bus, busAddress: UInt64, _ machine: Machine
    ) throws(Stop) -> Driver {
        let made = Driver(name: name, bus: bus)
        made.handle = driver
        made.owner = modelModule(try machine.pointer("owner", of: "device_driver", at: driver))
        let groups = try machine.pointer("groups", of: "device_driver", at: driver)
        // Files that a bus gives to each driver have no other way to learn whose they are.
        if isOfProgram(bus: busAddress) {
            let ofBus = try machine.pointer("drv_groups", of: "bus_type", at: busAddress)
            made.groups = try attributeGroups(at: ofBus, of: .driver(driver), machine)
        }
        made.groups += try attributeGroups(at: groups, of: .driver(driver), machine)
        if let place = try machine.field("suppress_bind_attrs", of: "device_driver", at: driver) {
            made.hasBindFiles = place == 0
        }
        let deviceGroups = try machine.pointer("dev_groups", of: "device_driver", at: driver)
        made.deviceGroups = { [unowned self, unowned machine] device in
            try self.attributeGroups(at: deviceGroups, of: .device(device.handle), machine)
        }
        made.probe = { [unowned self, unowned machine] device in
            try self.probe(device, machine) { () throws(Stop) in
                try machine.callMember("probe", of: "device_driver", at: driver, [device.handle])
            }
        }
        made.remove = { [unowned machine] device in
            _ = try machine.callMember("remove", of: "device_driver", at: driver, [device.handle])
        }
        return made
    }

    /// Calls a probe(): the device's members say whose it is before.
    func probe(_ device: Device, _ machine: Machine, _ call: () throws(Stop) -> Int32?) throws {
        announce(device.handle, machine)
        let driver = device.driver?.name ?? ""
        try machine.set("driver", of: "device", at: device.handle, device.driver?.handle ?? 0)
        driverNames[device.handle] = driver
        if let result = try call(), result != 0 {
            machine.record(.note("‘\(device.name)’ is not bound: \(result)"))
            throw Errno(rawValue: abs(result))
        }
        machine.record(.note("‘\(device.name)’ is bound to ‘\(driver)’"))
    }

    func removeDriver(_ driver: UInt64, by function: String, _ machine: Machine) throws(Stop) {
        try machine.touch(driver)
        guard let entry = devices.drivers[driver] else {
            throw .fault(.badArgument, "\(function)() of a driver that is not registered")
        }
        let core = try reference(machine).devices
        _ = try model(machine) { try core.unregister(entry.model) }
        devices.drivers[driver] = nil
        devices.driverOrder.removeAll { $0 == driver }
        machine.record(.note("driver ‘\(entry.name)’ is unregistered"))
    }

    /// Its `struct bus_type` is the program's, not one of the kernel's own.
    func isOfProgram(bus address: UInt64) -> Bool { !devices.ownBuses.values.contains(address) }

    /// A bus of the kernel itself, known as soon as a driver registers with it.
    func ownBus(_ name: String, _ machine: Machine) throws(Stop) -> UInt64 {
        if let known = devices.ownBuses[name] { return known }
        let label = name + "_bus_type"
        var address = machine.address(of: label) ?? 0
        if address == 0 { address = try machine.memory.allocate(1, kind: .opaque, alignment: 64, name: label) }
        let reference = try reference(machine)
        if name == reference.ap.bus.name {
            reference.ap.bus.handle = address
            devices.ownBuses[name] = address
            devices.buses[address] = reference.ap.bus
            if let error = try model(machine, { try reference.ap.start() }) {
                throw .unsupported("the bus ‘\(name)’: \(error)")
            }
            return address
        }
        let bus: Bus
        if name == reference.mdev.bus.name {
            bus = reference.mdev.bus
        } else if let own = reference.channels?.bus, own.name == name {
            bus = own
        } else {
            bus = Bus(name: name)
            // It was there before the modules, whoever is the first to need it.
            let register = { try reference.log.quietly { try reference.devices.register(bus) } }
            if let error = try model(machine, register) {
                throw .unsupported("the bus ‘\(name)’: \(error)")
            }
        }
        devices.ownBuses[name] = address
        devices.buses[address] = bus
        return address
    }
}
