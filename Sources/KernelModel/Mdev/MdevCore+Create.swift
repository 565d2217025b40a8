// SPDX-License-Identifier: Apache-2.0
import KernelLevels

extension MdevCore {
    /// create_store().
    func create(_ type: MdevType, _ text: [UInt8]) throws -> Int {
        guard text.count == UUIDText.length || text.count == UUIDText.length + 1 else { throw Errno.EINVAL }
        try kernel.allocations(.createText)
        guard let uuid = UUIDText.parse(text) else { throw Errno.EINVAL }
        try create(type, uuid: uuid)
        return text.count
    }

    /// mdev_device_create().
    func create(_ type: MdevType, uuid: String) throws {
        let parent: MdevParent = type.parent
        // Also one that is being removed or was deleted and is still held by somebody.
        if devices.contains(where: { $0.uuid == uuid }) { throw Errno.EEXIST }
        let counts = level.limitsInstancesInCore && parent.driver?.availableInstances == nil
        if counts {
            if parent.availableInstances == 0 { throw Errno.EUSERS }
            parent.availableInstances -= 1
        }
        // What was counted above stays counted.
        try kernel.allocations(.mdev)
        let mdev = try allocate(type, uuid)
        if !level.createsBeforeAdd { return try createEarly(mdev) }
        if level.checksNameOfMdev, kernel.allocations.fails(.mdevName) {
            mdev.device.name = ""
            try kernel.devices.put(mdev.device)
            throw Errno.ENOMEM
        }
        guard parent.tryEnter() else {
            try kernel.devices.put(mdev.device)
            throw Errno.ENODEV
        }
        if !level.checksNameOfMdev { mdev.device.name = kernel.allocations.fails(.mdevName) ? "" : uuid }
        do {
            try bringUp(mdev)
        } catch let error as Errno {
            parent.leave()
            try kernel.devices.put(mdev.device)
            throw error
        }
        mdev.isActive = true
        mdev.state = .active
        debug("\(mdev.device.messagePrefix): MDEV: created")
        parent.leave()
    }

    private func allocate(_ type: MdevType, _ uuid: String) throws -> MdevDevice {
        // What has no name yet is "(null)" in messages.
        let isNamed = !level.checksParentBeforeNaming
        let device = Device(name: isNamed ? uuid : "(null)", scheduler: kernel.scheduler)
        let mdev = MdevDevice(uuid: uuid, type: type, device: device)
        let parent: MdevParent = type.parent
        // At the early levels the test for the parent comes before device_initialize().
        if isNamed || parent.isBeingUnregistered == false {
            device.parent = parent.device
            device.bus = bus
        }
        device.release = { [unowned self, mdev] _ in try release(mdev) }
        if level.mdevHoldsType { type.references += 1 }
        devices.append(mdev)
        try onAllocate?(mdev)
        if level.removeFileComesWithDevice {
            device.groups = [AttributeGroup(name: nil, attributes: [removeFile(of: mdev)])]
        } else if level.tableHasDeviceGroups, level.createsBeforeAdd {
            device.groups = try parent.ops?.deviceGroups(mdev) ?? []
        }
        return mdev
    }

    /// From the driver's create to the links in sysfs; an error undoes what was done.
    private func bringUp(_ mdev: MdevDevice) throws {
        let parent = mdev.parent
        if let ops = parent.ops, let create = ops.create { try create(mdev) }
        mdev.state = .created
        do {
            try kernel.devices.add(mdev.device)
        } catch let error as Errno {
            try undoCreate(mdev)
            throw error
        }
        mdev.state = .added
        parent.children.append(mdev)
        do {
            try bind(mdev)
            try addLinks(of: mdev)
        } catch let error as Errno {
            try delete(mdev)
            try undoCreate(mdev)
            throw error
        }
    }

    /// Nobody is told what remove returns here.
    private func undoCreate(_ mdev: MdevDevice) throws {
        do {
            try mdev.parent.ops?.remove?(mdev)
        } catch is Errno {}
    }

    /// Gives the device its driver, where device_add() alone does not do.
    private func bind(_ mdev: MdevDevice) throws {
        if level.attachesExplicitly {
            guard let driver = mdev.parent.driver ?? mdev.parent.ops?.deviceDriver ?? shim?.driver else { return }
            if !driver.isRegistered {
                throw ModelStop.oops("device_driver_attach(): the driver ‘\(driver.driver.name)’ is not registered")
            }
            try kernel.devices.attach(driver.driver, to: mdev.device)
        } else if level.matchesParentsDriver {
            try bindParentsDriver(mdev)
        }
        // Else: bus_probe_device() did what it could, and what came of it is not asked.
    }

    /// mdev_bind_driver() of the series.
    private func bindParentsDriver(_ mdev: MdevDevice) throws {
        for _ in 0..<2 {
            if let driver = mdev.device.driver, driver === mdev.parent.driver?.driver { return }
            if let error = mdev.probeError { throw error }
            if try !kernel.devices.attach(mdev.device), mdev.probeError == nil { mdev.probeError = .EINVAL }
        }
        throw mdev.probeError ?? .EINVAL
    }

    /// mdev_create_sysfs_files().
    func addLinks(of mdev: MdevDevice) throws {
        guard let node = mdev.device.node, let list = mdev.type.devicesNode, let type = mdev.type.node else { return }
        try kernel.devices.link(mdev.uuid, from: list, to: node)
        do {
            try kernel.devices.link("mdev_type", from: node, to: type)
            if !level.removeFileComesWithDevice {
                let file = removeFile(of: mdev)
                do {
                    try kernel.sysfs.add(file.name, .file(file.file), to: node)
                } catch let error as Errno {
                    try kernel.sysfs.remove("mdev_type", from: node)
                    throw error
                }
            }
        } catch let error as Errno {
            try kernel.sysfs.remove(mdev.uuid, from: list)
            throw error
        }
    }

    /// device_del().
    func delete(_ mdev: MdevDevice) throws {
        try kernel.devices.remove(mdev.device)
        mdev.parent.children.removeAll { $0 === mdev }
        mdev.state = .deleted
    }

    /// mdev_device_release(), when the last reference is gone. Only now can the UUID be used again.
    private func release(_ mdev: MdevDevice) throws {
        let parent = mdev.parent
        if level.mdevHoldsType, !level.limitsInstancesInCore { try put(mdev.type) }
        devices.removeAll { $0 === mdev }
        if level.limitsInstancesInCore {
            if parent.driver?.availableInstances == nil { parent.availableInstances += 1 }
            try put(mdev.type)
        }
        debug("\(mdev.device.messagePrefix): MDEV: destroying")
        mdev.state = .released
        try onRelease?(mdev)
    }

}
