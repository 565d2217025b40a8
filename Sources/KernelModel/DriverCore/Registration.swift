// SPDX-License-Identifier: Apache-2.0

/// Buses and drivers come and go: drivers/base/{bus,driver}.c.
extension DeviceCore {
    /// bus_register().
    public func register(_ bus: Bus) throws {
        let node = try sysfs.addObject(bus.name, to: buses)
        log.uevent("add", node.path, [.init("SUBSYSTEM", "bus")])
        do {
            try sysfs.add("uevent", .file(ueventFile("bus", node)), to: node)
            try sysfs.add("devices", .directory, to: node)
            try sysfs.add("drivers", .directory, to: node)
            try sysfs.add("drivers_probe", .file(probeFile(of: bus)), to: node)
            try sysfs.add("drivers_autoprobe", .file(autoprobeFile(of: bus)), to: node)
            try sysfs.add(bus.busGroups, to: node)
        } catch let error as Errno {
            log.uevent("remove", node.path, [.init("SUBSYSTEM", "bus")])
            try sysfs.remove(node)
            throw error
        }
        bus.node = node
        bus.probesByItself = true
    }

    /// bus_unregister().
    public func unregister(_ bus: Bus) throws {
        guard let node = bus.node else { return }
        log.uevent("remove", node.path, [.init("SUBSYSTEM", "bus")])
        try sysfs.remove(node)
        bus.node = nil
    }

    /// driver_register(). Its devices are probed before the uevent.
    public func register(_ driver: Driver) throws {
        let bus = driver.bus
        guard let busNode = bus.node else {
            log.message(
                3,
                "Driver '\(driver.name)' was unable to register with bus_type '\(bus.name)' because the bus was not "
                    + "initialized.")
            throw Errno.EINVAL
        }
        if bus.driver(named: driver.name) != nil {
            log.message(3, "Error: Driver '\(driver.name)' is already registered, aborting...")
            throw Errno.EBUSY
        }
        try sysfs.allocations(.driver)
        let node = try sysfs.addObject(driver.name, to: sysfs.directory("drivers", in: busNode))
        driver.node = node
        bus.drivers.append(driver)
        if bus.probesByItself {
            do {
                try attachAll(of: driver)
            } catch let error as Errno {
                bus.drivers.removeAll { $0 === driver }
                driver.node = nil
                try sysfs.remove(node)
                throw error
            }
        }
        // A driver can do without these.
        do {
            try addModuleLinks(of: driver)
        } catch is Errno {}
        do {
            try sysfs.add("uevent", .file(ueventFile("drivers", node)), to: node)
        } catch is Errno {
            log.message(3, "bus_add_driver: uevent attr (\(driver.name)) failed")
        }
        do {
            try sysfs.add(bus.driverGroups, to: node)
        } catch is Errno {
            log.message(3, "bus_add_driver: driver_add_groups(\(driver.name)) failed")
        }
        if driver.hasBindFiles { try addBindFiles(of: driver, to: node) }
        do {
            try sysfs.add(driver.groups, to: node)
        } catch let error as Errno {
            try takeOut(driver, announces: false)
            throw error
        }
        log.uevent("add", node.path, [.init("SUBSYSTEM", "drivers")])
    }

    /// Both or, which is said and nothing else, none.
    private func addBindFiles(of driver: Driver, to node: SysfsNode) throws {
        do {
            try sysfs.add("unbind", .file(unbindFile(of: driver)), to: node)
            try sysfs.add("bind", .file(bindFile(of: driver)), to: node)
        } catch is Errno {
            try sysfs.remove("unbind", from: node)
            log.message(3, "bus_add_driver: add_bind_files(\(driver.name)) failed")
        }
    }

    /// driver_unregister(): takes it from its devices, the last bound one first.
    public func unregister(_ driver: Driver) throws {
        guard let node = driver.node else {
            log.message(4, "Unexpected driver unregister!")
            return
        }
        try sysfs.remove(driver.groups, from: node)
        try takeOut(driver, announces: true)
    }

    /// bus_remove_driver().
    private func takeOut(_ driver: Driver, announces: Bool) throws {
        guard let node = driver.node else { return }
        try sysfs.remove("bind", from: node)
        try sysfs.remove("unbind", from: node)
        try sysfs.remove(driver.bus.driverGroups, from: node)
        try sysfs.remove("uevent", from: node)
        driver.bus.drivers.removeAll { $0 === driver }
        while let device = driver.devices.last {
            get(device)
            try releaseDriver(of: device, driver)
            try put(device)
        }
        try removeModuleLinks(of: driver)
        if announces { log.uevent("remove", node.path, [.init("SUBSYSTEM", "drivers")]) }
        driver.node = nil
        try sysfs.remove(node)
    }

    // MARK: Links between modules and drivers

    /// module_add_driver(): errors are not told.
    private func addModuleLinks(of driver: Driver) throws {
        guard let module = driver.owner?.node, let node = driver.node else { return }
        do {
            try sysfs.add("module", .link(module), to: node)
            let list = try sysfs.directory("drivers", in: module)
            try sysfs.add("\(driver.bus.name):\(driver.name)", .link(node), to: list)
        } catch is Errno {}
    }

    private func removeModuleLinks(of driver: Driver) throws {
        guard let module = driver.owner?.node, let node = driver.node else { return }
        try sysfs.remove("module", from: node)
        if let list = module.children["drivers"] {
            try sysfs.remove("\(driver.bus.name):\(driver.name)", from: list)
        }
    }

    // MARK: Files of buses and drivers

    private func unbindFile(of driver: Driver) -> SysfsFile {
        SysfsFile(
            mode: 0o200,
            store: { [unowned self, unowned driver] bytes in
                guard let device = driver.bus.device(written: bytes), device.driver === driver else {
                    throw Errno.ENODEV
                }
                try hold(device) { try releaseDriver(of: device) }
                return bytes.count
            })
    }

    private func bindFile(of driver: Driver) -> SysfsFile {
        SysfsFile(
            mode: 0o200,
            store: { [unowned self, unowned driver] bytes in
                guard let device = driver.bus.device(written: bytes),
                    level.attachTellsProbeErrors || device.driver == nil, matches(driver, device)
                else { throw Errno.ENODEV }
                // The driver did not take the device.
                guard try hold(device, { try attach(driver, to: device) }) else { throw Errno.ENODEV }
                return bytes.count
            })
    }

    /// driver_match_device() as a condition: an error counts as yes.
    private func matches(_ driver: Driver, _ device: Device) -> Bool {
        (try? driver.bus.match?(device, driver) ?? true) ?? true
    }

    private func probeFile(of bus: Bus) -> SysfsFile {
        SysfsFile(
            mode: 0o200,
            store: { [unowned self, unowned bus] bytes in
                guard let device = bus.device(written: bytes) else { throw Errno.ENODEV }
                if device.driver == nil {
                    do {
                        _ = try hold(device) { try attach(device) }
                    } catch is Errno {
                        throw Errno.EINVAL
                    }
                }
                return bytes.count
            })
    }

    private func autoprobeFile(of bus: Bus) -> SysfsFile {
        SysfsFile(
            mode: 0o644, show: { [unowned bus] in Array("\(bus.probesByItself ? 1 : 0)\n".utf8) },
            store: { [unowned bus] bytes in
                bus.probesByItself = bytes.first != 0x30
                return bytes.count
            })
    }

    /// With a reference to the device. After what is no `Errno` it stays.
    private func hold<Result>(_ device: Device, _ body: () throws -> Result) throws -> Result {
        get(device)
        do {
            let result = try body()
            try put(device)
            return result
        } catch let error as Errno {
            try put(device)
            throw error
        }
    }
}

extension Bus {
    /// By what was written into a file: up to a NUL, without one newline at the end (sysfs_streq()).
    fileprivate func device(written bytes: [UInt8]) -> Device? {
        var text = bytes.prefix { $0 != 0 }
        if text.last == 10 { text.removeLast() }
        return device(named: String(decoding: text, as: UTF8.self))
    }
}
