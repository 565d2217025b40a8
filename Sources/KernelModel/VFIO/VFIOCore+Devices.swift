// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// The life of a vfio_device.
extension VFIOCore {
    // MARK: Up to A2

    /// vfio_add_group_dev(): allocates and registers.
    @discardableResult
    public func addGroupDevice(_ device: Device, _ ops: VFIODeviceOps) throws -> VFIODevice {
        let result = VFIODevice(device, ops)
        try register(result) { [kernel] in try kernel.allocations(.vfioDevice) }
        return result
    }

    /// vfio_del_group_dev(): waits until the device is closed.
    @discardableResult
    public func deleteGroupDevice(_ device: Device) throws -> VFIODevice? {
        guard let result = self.device(of: device) else { return nil }
        try unregister(result)
        return result
    }

    // MARK: B2 to C1

    /// vfio_uninit_group_dev().
    public func uninitialise(_ device: VFIODevice) {
        guard let set = device.deviceSet else { return }
        set.devices.removeAll { $0 === device }
        if set.devices.isEmpty { sets.removeAll { $0 === set } }
        device.deviceSet = nil
    }

    /// vfio_assign_device_set().
    public func assignSet(_ identity: UInt64, to device: VFIODevice) throws {
        if identity == 0 { throw Errno.EINVAL }
        let known = sets.first { $0.identity == identity }
        if known == nil { try kernel.allocations(.deviceSet) }
        let set = known ?? VFIODeviceSet(identity, kernel.scheduler)
        if set.devices.isEmpty { sets.append(set) }
        set.devices.append(device)
        device.deviceSet = set
    }

    /// A set for one device that was assigned none, with which its registration begins.
    public func makeSet(for device: VFIODevice) {
        // Nobody looks at whether there was memory for it.
        guard level.opensOnce, device.deviceSet == nil, !kernel.allocations.fails(.deviceSet) else { return }
        let set = VFIODeviceSet(nil, kernel.scheduler)
        set.devices = [device]
        sets.append(set)
        device.deviceSet = set
    }

    /// Sets that no vfio_uninit_group_dev() has given back.
    public var setsInUse: Int { sets.count }

    // MARK: D0

    /// vfio_init_device() of memory that is there; vfio_alloc_device() is that after an allocation. `prepare` comes
    /// between the two, for who has to know the object before the driver's init() sees it.
    public func allocate(
        _ device: Device, _ ops: VFIODeviceOps, _ prepare: (VFIODevice) throws -> Void = { _ in }
    ) throws -> VFIODevice {
        try kernel.allocations(.vfioDevice)
        let result = VFIODevice(device, ops)
        var index = 0
        while indices.contains(index) { index += 1 }
        indices.insert(index)
        result.index = index
        try prepare(result)
        do {
            try ops.initialise?(result)
        } catch let error as Errno {
            uninitialise(result)
            indices.remove(index)
            throw error
        }
        let own = Device(name: "", scheduler: kernel.scheduler)
        own.deviceClass = deviceClass
        own.parent = device
        own.release = { [unowned self, unowned result] _ in try release(result) }
        result.classDevice = own
        return result
    }

    public func get(_ device: VFIODevice) {
        if let own = device.classDevice { kernel.devices.get(own) }
    }

    /// vfio_put_device().
    public func put(_ device: VFIODevice) throws {
        if let own = device.classDevice { try kernel.devices.put(own) }
    }

    private func release(_ device: VFIODevice) throws {
        uninitialise(device)
        indices.remove(device.index)
        guard let release = device.ops.releaseDevice else {
            throw ModelStop.oops("vfio_device_release(): ops->release is NULL")
        }
        try release(device)
    }

    // MARK: Registration

    /// vfio_register_group_dev(): of a device that has an iommu group.
    public func register(_ device: VFIODevice) throws { try register(device) {} }

    private func register(_ device: VFIODevice, allocate: () throws -> Void) throws {
        let iommuGroup = kernel.iommu.group(of: device.device)
        if iommuGroup == nil, level.makesNoIOMMUGroups, allowsNoIOMMU {
            let group = try makeGroup(for: device, .noIOMMU)
            isTainted = true
            log.message(
                4, "\(device.device.messagePrefix): Adding kernel taint for vfio-noiommu group on device")
            return try register(device, in: group, allocate)
        }
        guard let iommuGroup, !level.requiresCacheCoherency else { throw Errno.EINVAL }
        let known = groups.first { $0.iommuGroup === iommuGroup }
        known?.references += 1
        try register(device, in: try known ?? makeGroup(iommuGroup, .hardware), allocate)
    }

    /// vfio_register_emulated_iommu_dev(): makes a group for the device.
    public func registerEmulated(_ device: VFIODevice) throws {
        try register(device, in: try makeGroup(for: device, .emulated)) {}
    }

    /// vfio_noiommu_group_alloc().
    private func makeGroup(for device: VFIODevice, _ kind: VFIOGroup.Kind) throws -> VFIOGroup {
        let iommuGroup = try kernel.iommu.allocate()
        let group: VFIOGroup
        do {
            try kernel.iommu.setName("vfio-noiommu", of: iommuGroup)
            try kernel.iommu.add(device.device, to: iommuGroup)
            do {
                group = try makeGroup(iommuGroup, kind)
            } catch let error as Errno {
                try kernel.iommu.remove(device.device)
                throw error
            }
        } catch let error as Errno {
            try kernel.iommu.put(iommuGroup)
            throw error
        }
        try kernel.iommu.put(iommuGroup)
        return group
    }

    /// __vfio_register_dev(); the caller's reference to the group becomes the device's. `allocate` is up to A2 what
    /// allocates the device.
    private func register(_ device: VFIODevice, in group: VFIOGroup, _ allocate: () throws -> Void) throws {
        makeSet(for: device)
        if let known = group.devices.first(where: { $0.device === device.device }), known.registrations > 0 {
            log.message(
                4, "\(device.device.messagePrefix): Device already exists on group \(group.iommuGroup?.number ?? 0)")
            try leave(group, device)
            throw Errno.EBUSY
        }
        do {
            try allocate()
        } catch let error as Errno {
            try leave(group, device)
            throw error
        }
        device.group = group
        if let own = device.classDevice {
            own.name = "vfio\(device.index)"
            do {
                try kernel.devices.add(own)
            } catch let error as Errno {
                try leave(group, device)
                throw error
            }
        }
        device.registrations = 1
        group.devices.append(device)
        devices.append(device)
    }

    /// A device's part in its group ends.
    private func leave(_ group: VFIOGroup, _ device: VFIODevice) throws {
        if group.kind != .hardware { try kernel.iommu.remove(device.device) }
        try put(group)
    }

    /// vfio_unregister_group_dev(): returns when nobody has the device open, and asks for it until then. There is no way
    /// out.
    public func unregister(_ device: VFIODevice) throws {
        guard let group = device.group else { throw ModelStop.oops("vfio_unregister_group_dev(): not registered") }
        if level.unregisterWaitsForContainer { group.unbound.append(device.device) }
        putRegistration(device)
        try waitUntilClosed(device)
        group.devices.removeAll { $0 === device }
        devices.removeAll { $0 === device }
        if level.unregisterWaitsForContainer, group.devices.isEmpty {
            try kernel.scheduler.wait(for: "vfio group \(group.device.name) to leave its container") {
                group.container == nil
            }
        }
        if let own = device.classDevice { try kernel.devices.remove(own) }
        try leave(group, device)
        group.unbound.removeAll { $0 === device.device }
    }

    private func waitUntilClosed(_ device: VFIODevice) throws {
        let scheduler = kernel.scheduler
        var count: UInt32 = 0
        var wasInterrupted = false
        while device.registrations > 0 {
            try device.ops.request?(device, count)
            if device.ops.request != nil { count &+= 1 }
            let result = try scheduler.wait(
                for: "‘\(device.device.name)’ to be closed", isInterruptible: !wasInterrupted,
                until: scheduler.now + 10_000_000_000
            ) { device.registrations == 0 }
            if result == .interrupted {
                wasInterrupted = true
                let task = scheduler.current
                log.message(
                    4,
                    "\(device.device.messagePrefix): Device is currently in use, task \"\(task.name)\" (\(task.pid)) "
                        + "blocked until device is released")
            }
        }
    }

    /// vfio_device_get_from_dev() has found it: not once it goes.
    public func tryGet(_ device: VFIODevice) -> Bool { tryGetRegistration(device) }
    public func endGet(_ device: VFIODevice) { putRegistration(device) }

    /// vfio_device_put().
    public func putRegistration(_ device: VFIODevice) { device.registrations -= 1 }

    /// vfio_device_try_get(): not once it is 0.
    public func tryGetRegistration(_ device: VFIODevice) -> Bool {
        if device.registrations == 0 { return false }
        device.registrations += 1
        return true
    }
}
