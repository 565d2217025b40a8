// SPDX-License-Identifier: Apache-2.0
import KernelLevels

extension MdevCore {
    /// mdev_register_device() with an ops table, up to B3; nil is NULL.
    @discardableResult
    public func register(_ device: Device?, _ ops: MdevParentOps?) throws -> MdevParent {
        guard let ops, let groups = ops.typeGroups else { throw Errno.EINVAL }
        if level.requiresCreateAndRemove || ops.deviceDriver == nil, ops.create == nil || ops.remove == nil {
            throw Errno.EINVAL
        }
        return try register(device, groups, ops, driver: nil)
    }

    /// mdev_register_device() with a driver: S, C0, C1.
    @discardableResult
    public func register(_ device: Device?, _ driver: MdevDriver?) throws -> MdevParent {
        guard let driver else { throw ModelStop.oops("mdev_register_device(): the driver is NULL") }
        guard let groups = driver.typeGroups else { throw Errno.EINVAL }
        return try register(device, groups, nil, driver: driver)
    }

    private func register(
        _ device: Device?, _ groups: [MdevTypeGroup], _ ops: MdevParentOps?, driver: MdevDriver?
    ) throws -> MdevParent {
        guard let device else { throw Errno.EINVAL }
        kernel.devices.get(device)
        if level.remarksMissingRequest, let ops, ops.request == nil {
            log.message(6, "\(device.messagePrefix): Driver cannot be asked to release device")
        }
        do {
            if parent(of: device) != nil { throw Errno.EEXIST }
            try kernel.allocations(.parent)
            let parent = MdevParent(device: device, ops: ops, driver: driver, scheduler: kernel.scheduler)
            do {
                try makeCompatClass()
            } catch is Errno { throw Errno.ENOMEM }
            try addTypes(of: groups, to: parent)
            try finishRegistration(parent)
            // Its create file is there: users need not wait for what the driver does next.
            try kernel.scheduler.preempt()
            return parent
        } catch let error as Errno {
            try kernel.devices.put(device)
            throw error
        }
    }

    /// mdev_register_parent(), D0.
    @discardableResult
    public func registerParent(_ device: Device, _ driver: MdevDriver?, _ types: [MdevType]) throws -> MdevParent {
        guard let driver else { throw ModelStop.oops("mdev_register_parent(): the driver is NULL") }
        let parent = MdevParent(device: device, ops: nil, driver: driver, scheduler: kernel.scheduler)
        parent.availableInstances = driver.maximalInstances
        try addTypes(types, to: parent)
        try finishRegistration(parent)
        try kernel.scheduler.preempt()
        return parent
    }

    private func finishRegistration(_ parent: MdevParent) throws {
        let device = parent.device
        do {
            if let compatClass, let node = device.node {
                try kernel.devices.link(device.name, from: compatClass, to: node)
            }
        } catch is Errno {
            log.message(4, "\(device.messagePrefix): Failed to create compatibility class link")
        }
        parents.append(parent)
        log.message(6, "\(device.messagePrefix): MDEV: Registered")
        announce(parent, "registered")
    }

    private func announce(_ parent: MdevParent, _ state: String) {
        if level.announcesParents {
            kernel.devices.uevent(parent.device, "change", [.init("MDEV_STATE", state)])
        }
    }

    /// mdev_unregister_device(); says nothing where the device is no parent.
    public func unregister(_ device: Device) throws {
        guard let parent = parent(of: device) else { return }
        try unregister(parent)
        try kernel.devices.put(device)
    }

    /// mdev_unregister_parent(). Waits for creates and removes that are under way and, through vfio, until no mdev of the
    /// parent is open.
    public func unregister(_ parent: MdevParent) throws {
        let device = parent.device
        log.message(6, "\(device.messagePrefix): MDEV: Unregistering")
        parents.removeAll { $0 === parent }
        try parent.beginUnregistration()
        if let link = compatClass?.children[device.name] { try kernel.sysfs.remove(link) }
        for mdev in parent.children {
            if level.createsBeforeAdd {
                try removeCommon(mdev)
            } else {
                // -EAGAIN, which ends the walk: one that is made or removed just now is left behind with those after it.
                if !mdev.isActive { break }
                mdev.isActive = false
                try removeEarly(mdev, isForced: true)
            }
        }
        try removeTypes(of: parent)
        parent.endUnregistration()
        announce(parent, "unregistered")
    }
}
