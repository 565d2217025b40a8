// SPDX-License-Identifier: Apache-2.0

/// Drivers and devices find each other: drivers/base/dd.c.
extension DeviceCore {
    /// How a try to bind ended. Failures of probe are no errors for those who look for a driver.
    enum ProbeResult: Hashable {
        case bound
        /// Probe itself failed.
        case refused(Errno)
        /// It was taken back for another reason, which nobody is told.
        case undone
    }

    /// bus_probe_device(): a new device.
    func probe(_ device: Device) throws {
        guard let bus = device.bus, bus.probesByItself else { return }
        do { try attach(device) } catch is Errno {}
    }

    /// device_attach(): the first driver that matches and whose probe succeeds. Errors of probe are not told.
    @discardableResult
    public func attach(_ device: Device) throws -> Bool {
        try device.lock {
            if device.isDead { return false }
            if device.driver != nil {
                if device.isBound { return true }
                do {
                    try addDriverLinks(of: device)
                    try driverBound(device)
                    return true
                } catch is Errno {
                    device.driver = nil
                    return false
                }
            }
            for driver in device.bus?.drivers ?? [] {
                do {
                    guard try driver.bus.match?(device, driver) ?? true else { continue }
                } catch let error as Errno {
                    if error == .EPROBE_DEFER { deferProbe(of: device) }
                    throw error
                }
                switch try probe(driver, device) {
                case .bound: return true
                case .refused: continue
                case .undone: if level.attachTellsProbeErrors { return true }
                }
            }
            return false
        }
    }

    /// device_driver_attach(): of this driver and no other. The result is as the level has it (api-history 3.3).
    /// - Returns: whether it is bound; where the level tells errors, always.
    @discardableResult
    public func attach(_ driver: Driver, to device: Device) throws -> Bool {
        try device.lock {
            if !level.attachTellsProbeErrors {
                // Somebody else was quicker: no error.
                if device.isDead || device.driver != nil { return false }
                return try probe(driver, device) == .bound
            }
            do {
                switch try probe(driver, device, defers: false) {
                case .bound, .undone: return true
                case .refused(let error): throw error
                }
            } catch let error as Errno where error == .EPROBE_DEFER {
                throw Errno.EAGAIN
            }
        }
    }

    /// driver_attach(): a new driver looks for its devices.
    func attachAll(of driver: Driver) throws {
        for device in driver.bus.devices {
            do {
                guard try driver.bus.match?(device, driver) ?? true else { continue }
            } catch let error as Errno {
                if error == .EPROBE_DEFER { deferProbe(of: device) }
                if !level.matchErrorFailsDriver { continue }
                if error != .EPROBE_DEFER { throw error }
            }
            do {
                try device.lock {
                    if !device.isDead, device.driver == nil { _ = try probe(driver, device) }
                }
            } catch is Errno {}
        }
    }

    /// driver_probe_device().
    private func probe(_ driver: Driver, _ device: Device, defers: Bool = true) throws -> ProbeResult {
        if level.attachTellsProbeErrors {
            if device.isDead || !device.isRegistered { throw Errno.ENODEV }
            if device.driver != nil { throw Errno.EBUSY }
        } else if !device.isRegistered {
            throw Errno.ENODEV
        }
        let before = triggers
        let result = try reallyProbe(driver, device)
        if result == .refused(.EPROBE_DEFER), defers || !level.attachTellsProbeErrors {
            deferProbe(of: device)
            // Something was bound meanwhile.
            if triggers != before { try retryDeferred() }
        }
        return result
    }

    /// really_probe(). The test for resources: dd.c of 5.10 to 6.1; before 5.6 it was no more than a warning.
    private func reallyProbe(_ driver: Driver, _ device: Device) throws -> ProbeResult {
        if level.refusesDevicesWithResources, hasResources(device) {
            message(2, device, "Resources present before probing")
            return .refused(.EBUSY)
        }
        device.driver = driver
        do {
            try addDriverLinks(of: device)
        } catch let error as Errno {
            log.message(3, "really_probe: driver_sysfs_add(\(device.name)) failed")
            return try takeBack(driver, device, error)
        }
        do {
            if let probe = driver.bus.probe ?? driver.probe { try probe(device) }
        } catch let error as Errno {
            sayProbeFailed(driver, device, error)
            try removeDriverLinks(of: device)
            try forgetDriver(of: device)
            return .refused(error)
        }
        do {
            let groups = try driver.deviceGroups(device)
            try add(groups, to: device)
            driver.groupsOfDevices[ObjectIdentifier(device)] = groups
        } catch let error as Errno {
            message(3, device, "device_add_groups() failed")
            if let remove = driver.bus.remove ?? driver.remove { try remove(device) }
            return try takeBack(driver, device, error)
        }
        try driverBound(device)
        return .bound
    }

    /// After a failure that is not probe's.
    private func takeBack(_ driver: Driver, _ device: Device, _ error: Errno) throws -> ProbeResult {
        try removeDriverLinks(of: device)
        try forgetDriver(of: device)
        let told: Errno? = level.tellsFailureOfDeviceFiles ? error : nil
        if level.saysProbeFailedOfFiles {
            if let told {
                sayProbeFailed(driver, device, told)
            } else {
                log.message(4, "\(driver.name): probe of \(device.name) failed with error 0")
            }
            return .undone
        }
        if let told { throw told }
        return .undone
    }

    private func sayProbeFailed(_ driver: Driver, _ device: Device, _ error: Errno) {
        if [.EPROBE_DEFER, .ENODEV, .ENXIO].contains(error) { return }
        log.message(4, "\(driver.name): probe of \(device.name) failed with error \(error.result)")
    }

    private func addDriverLinks(of device: Device) throws {
        let place = try (device.driver?.node).orThrow(.ENOENT)
        let node = try device.node.orThrow(.ENOENT)
        try sysfs.add(device.name, .link(node), to: place)
        do {
            try sysfs.add("driver", .link(place), to: node)
        } catch let error as Errno {
            try sysfs.remove(device.name, from: place)
            throw error
        }
    }

    private func removeDriverLinks(of device: Device) throws {
        if let place = device.driver?.node, let link = place.children[device.name], case .link = link.content {
            try sysfs.remove(link)
        }
        try removeFile("driver", from: device)
    }

    /// device_unbind_cleanup().
    private func forgetDriver(of device: Device) throws {
        device.driver = nil
        device.driverData = nil
        try device.onDriverDataCleared?()
    }

    private func driverBound(_ device: Device) throws {
        guard let driver = device.driver, !device.isBound else { return }
        driver.devices.append(device)
        device.isBound = true
        forgetDeferred(device)
        try? retryDeferred()
        try onBound?(device)
        uevent(device, "bind")
    }

    /// device_release_driver(). `driver`: only of this one.
    public func releaseDriver(of device: Device, _ driver: Driver? = nil) throws {
        try device.lock {
            guard let bound = device.driver, driver == nil || driver === bound else { return }
            try removeDriverLinks(of: device)
            if let groups = bound.groupsOfDevices.removeValue(forKey: ObjectIdentifier(device)) {
                try remove(groups, from: device)
            }
            if let remove = bound.bus.remove ?? bound.remove { try remove(device) }
            try forgetDriver(of: device)
            bound.devices.removeAll { $0 === device }
            device.isBound = false
            uevent(device, "unbind")
        }
    }

    // MARK: Deferred probes

    /// driver_deferred_probe_add().
    func deferProbe(of device: Device) {
        if !deferred.contains(where: { $0 === device }) { deferred.append(device) }
    }

    func forgetDeferred(_ device: Device) {
        deferred.removeAll { $0 === device }
        toRetry.removeAll { $0 === device }
    }

    /// driver_deferred_probe_trigger(): a worker tries them again.
    func retryDeferred() throws {
        triggers += 1
        toRetry += deferred
        deferred = []
        if toRetry.isEmpty || isRetrying { return }
        isRetrying = true
        _ = try scheduler.start("kworker/0:1") { [self] in
            while !toRetry.isEmpty {
                let device = toRetry.removeFirst()
                get(device)
                try probe(device)
                try put(device)
            }
            isRetrying = false
        }
    }
}
