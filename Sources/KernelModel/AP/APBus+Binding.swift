// SPDX-License-Identifier: Apache-2.0

/// Which driver gets what.
extension APBus {
    /// ap_bus_match().
    func matches(_ device: Device, _ driver: Driver) -> Bool {
        (drivers[driver.handle]?.identifiers ?? []).contains { id in
            if let queue = queue(of: device) { return id.matchesQueues && id.type == queue.card.type }
            return id.matchesCards && id.type == card(of: device)?.type
        }
    }

    /// ap_owned_by_def_drv().
    public func isDefault(_ id: APQueueID) -> Bool { adapters.contains(id.card) && domains.contains(id.domain) }

    /// ap_apqn_in_matrix_owned_by_def_drv().
    public func hasDefault(_ adapters: APMask, _ domains: APMask) -> Bool {
        !adapters.numbers.isDisjoint(with: self.adapters.numbers)
            && !domains.numbers.isDisjoint(with: self.domains.numbers)
    }

    /// ap_device_probe(): it holds the device for as long as it is bound.
    func probe(_ device: Device) throws {
        guard let driver = driver(of: device) else { throw Errno.ENODEV }
        if let queue = queue(of: device), isDefault(queue.id) != driver.isDefault { throw Errno.ENODEV }
        guard let probe = driver.probe else { throw Errno.ENODEV }
        kernel.devices.get(device)
        do {
            try probe(device)
        } catch let error as Errno {
            try kernel.devices.put(device)
            throw error
        }
    }

    /// ap_device_remove().
    func remove(_ device: Device) throws {
        try driver(of: device)?.remove?(device)
        // ap_queue_remove() resets it for the next one.
        if let queue = queue(of: device) { _ = reset(queue.id) }
        try kernel.devices.put(device)
    }

    private func driver(of device: Device) -> APDriver? { device.driver.flatMap { drivers[$0.handle] } }

    /// apmask_store() and aqmask_store(): nobody may lose what it uses; then queues change hands.
    func change(adapters new: APMask, domains newDomains: APMask) throws {
        let added = (
            APMask(new.numbers.subtracting(adapters.numbers)),
            APMask(newDomains.numbers.subtracting(domains.numbers))
        )
        for driver in bus.drivers.compactMap({ drivers[$0.handle] }) where !driver.isDefault {
            let isUsed =
                try (!added.0.numbers.isEmpty && driver.isInUse?(added.0, domains) ?? false)
                || (!added.1.numbers.isEmpty && driver.isInUse?(adapters, added.1) ?? false)
            if isUsed { throw Errno.EBUSY }
        }
        (adapters, domains) = (new, newDomains)
        for queue in queues {
            let isWithDefault = driver(of: queue.device)?.isDefault ?? false
            guard queue.device.driver == nil || isDefault(queue.id) != isWithDefault else { continue }
            // device_reprobe().
            if queue.device.driver != nil { try kernel.devices.releaseDriver(of: queue.device) }
            try kernel.devices.attach(queue.device)
        }
    }
}
