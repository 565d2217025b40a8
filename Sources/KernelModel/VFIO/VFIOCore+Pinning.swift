// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// The functions by which drivers reach a user's memory. `pages` are numbers of pages of DMA addresses up to C0; from C1
/// on a driver gives the address of the first of them, which is told apart by nothing here.
extension VFIOCore {
    /// VFIO_PIN_PAGES_MAX_ENTRIES.
    public static let pinLimit = 512

    // MARK: By the device, up to B3

    /// vfio_pin_pages(dev, …): frame numbers. The group's container is kept for the time of the call.
    public func pin(_ pages: [UInt64], of device: Device, _ protection: UInt32) throws -> [UInt64] {
        try checkCount(pages)
        return try withContainer(of: device) { group, iommu in
            try iommu.pin(addresses(pages), protection)
        }
    }

    /// vfio_unpin_pages(dev, …).
    public func unpin(_ pages: [UInt64], of device: Device) throws -> Int {
        try checkCount(pages)
        return try withContainer(of: device, sharesGroup: true) { _, iommu in
            try unpin(addresses(pages), iommu)
        }
    }

    private func withContainer<Result>(
        of device: Device, sharesGroup: Bool = false, _ body: (VFIOGroup, Type1) throws -> Result
    ) throws -> Result {
        guard let group = group(of: device) else { throw Errno.ENODEV }
        if !sharesGroup, group.devices.count > 1 { throw Errno.EINVAL }
        group.references += 1
        let result: Result
        do {
            try addContainerUser(of: group)
            do {
                let iommu = try server(group.container)
                result = try body(group, iommu)
            } catch let error as Errno {
                try dropContainerUser(of: group)
                throw error
            }
        } catch let error as Errno {
            try put(group)
            throw error
        }
        try dropContainerUser(of: group)
        try put(group)
        return result
    }

    // MARK: By the group, up to B3

    /// vfio_group_get_external_user_from_dev(): keeps the group in its container.
    public func externalUser(of device: Device) throws -> VFIOGroup {
        guard let group = group(of: device) else { throw Errno.ENODEV }
        try addContainerUser(of: group)
        group.references += 1
        return group
    }

    /// vfio_group_put_external_user().
    public func putExternalUser(_ group: VFIOGroup) throws {
        try dropContainerUser(of: group)
        try put(group)
    }

    /// vfio_group_pin_pages().
    public func pin(_ pages: [UInt64], of group: VFIOGroup, _ protection: UInt32) throws -> [UInt64] {
        if pages.isEmpty || group.devices.count > 1 { throw Errno.EINVAL }
        try checkCount(pages)
        let iommu = try server(group.container)
        return try iommu.pin(addresses(pages), protection)
    }

    /// vfio_group_unpin_pages().
    public func unpin(_ pages: [UInt64], of group: VFIOGroup) throws -> Int {
        try checkCount(pages)
        let iommu = try server(group.container)
        return try unpin(addresses(pages), iommu)
    }

    // MARK: By the vfio_device, from C0 on

    /// vfio_pin_pages(vdev, …): frame numbers. C1 and later give one address and a count: the same with each page's.
    public func pin(_ pages: [UInt64], of device: VFIODevice, _ protection: UInt32) throws -> [UInt64] {
        if pages.isEmpty || !checkOpen(device) { throw Errno.EINVAL }
        try checkCount(pages)
        if (device.group?.devices.count ?? 0) > 1, !level.groupGoesWithLastDevice { throw Errno.EINVAL }
        let iommu = try server(device.group?.container)
        return try iommu.pin(addresses(pages), protection)
    }

    /// vfio_unpin_pages(vdev, …); from C1 on nobody sees the result, and errors are warnings.
    @discardableResult
    public func unpin(_ pages: [UInt64], of device: VFIODevice) throws -> Int {
        let isOpen = checkOpen(device)
        if level.unpinIsSilent {
            guard isOpen, !pages.isEmpty, pages.count <= Self.pinLimit, let iommu = device.group?.container?.iommu,
                iommu.isVersion2
            else { return 0 }
            return try iommu.unpin(addresses(pages))
        }
        if !isOpen { throw Errno.EINVAL }
        try checkCount(pages)
        let iommu = try server(device.group?.container)
        return try unpin(addresses(pages), iommu)
    }

    // MARK: Reading and writing

    /// vfio_dma_rw() of a group, up to B3.
    public func readDMA(_ count: Int, at iova: UInt64, of group: VFIOGroup) throws -> [UInt8] {
        try access(count, group.container).read(count, at: iova)
    }
    public func writeDMA(_ bytes: [UInt8], at iova: UInt64, of group: VFIOGroup) throws {
        try access(bytes.count, group.container).write(bytes, at: iova)
    }

    /// vfio_dma_rw() of a vfio_device, from C0 on.
    public func readDMA(_ count: Int, at iova: UInt64, of device: VFIODevice) throws -> [UInt8] {
        if !checkOpen(device) { throw Errno.EINVAL }
        return try access(count, device.group?.container).read(count, at: iova)
    }
    public func writeDMA(_ bytes: [UInt8], at iova: UInt64, of device: VFIODevice) throws {
        if !checkOpen(device) { throw Errno.EINVAL }
        try access(bytes.count, device.group?.container).write(bytes, at: iova)
    }

    private func access(_ count: Int, _ container: VFIOContainer?) throws -> Type1 {
        if count <= 0 { throw Errno.EINVAL }
        return try server(container)
    }

    /// The container's iommu driver, which must do what is asked.
    private func server(_ container: VFIOContainer?) throws -> Type1 {
        guard let iommu = container?.iommu, iommu.servesDrivers else { throw Errno.ENOTTY }
        return iommu
    }

    // MARK: Notifiers

    /// vfio_register_notifier(dev, …), up to B3. `events` is left with what is not known.
    public func register(
        _ notifier: Notifier, _ kind: UInt32, events: inout UInt64, of device: Device
    ) throws {
        if events == 0 { throw Errno.EINVAL }
        guard let group = group(of: device) else { throw Errno.ENODEV }
        guard let kind = Notifier.Kind(rawValue: kind) else { throw Errno.EINVAL }
        if kind == .group { try takeEvents(&events) }
        // Whatever it was.
        do {
            try addContainerUser(of: group)
        } catch is Errno { throw Errno.EINVAL }
        do {
            switch kind {
            case .iommu:
                try takeEvents(&events)
                group.container?.iommu?.notifiers.register(notifier)
            case .group:
                group.notifiers.register(notifier)
                // What happened before is told now.
                if group.kvm != 0 { try group.notifiers.call(.setKVM(group.kvm)) }
            }
        } catch let error as Errno {
            try dropContainerUser(of: group)
            throw error
        }
        try dropContainerUser(of: group)
    }

    /// vfio_unregister_notifier(dev, …), up to B3.
    public func unregister(_ notifier: Notifier, _ kind: UInt32, of device: Device) throws {
        guard let group = group(of: device) else { throw Errno.ENODEV }
        guard let kind = Notifier.Kind(rawValue: kind) else { throw Errno.EINVAL }
        try addContainerUser(of: group)
        do {
            switch kind {
            case .iommu: try group.container?.iommu?.notifiers.unregister(notifier)
            case .group: try group.notifiers.unregister(notifier)
            }
        } catch let error as Errno {
            try dropContainerUser(of: group)
            throw error
        }
        try dropContainerUser(of: group)
    }

    /// vfio_register_notifier(vdev, …), C0.
    public func register(
        _ notifier: Notifier, _ kind: UInt32, events: inout UInt64, of device: VFIODevice
    ) throws {
        if events == 0 || !checkOpen(device) || kind != Notifier.Kind.iommu.rawValue { throw Errno.EINVAL }
        let iommu = try server(device.group?.container)
        try takeEvents(&events)
        iommu.notifiers.register(notifier)
    }

    /// vfio_unregister_notifier(vdev, …), C0.
    public func unregister(_ notifier: Notifier, _ kind: UInt32, of device: VFIODevice) throws {
        if !checkOpen(device) || kind != Notifier.Kind.iommu.rawValue { throw Errno.EINVAL }
        let iommu = try server(device.group?.container)
        try iommu.notifiers.unregister(notifier)
    }

    private func takeEvents(_ events: inout UInt64) throws {
        events &= ~Notifier.onlyEvent
        if events != 0 { throw Errno.EINVAL }
    }

    // MARK: Checks

    private func checkCount(_ pages: [UInt64]) throws {
        if pages.isEmpty { throw Errno.EINVAL }
        if pages.count > Self.pinLimit { throw Errno.E2BIG }
    }

    private func addresses(_ pages: [UInt64]) -> [UInt64] { pages.map { $0 << 12 } }

    private func unpin(_ addresses: [UInt64], _ iommu: Type1) throws -> Int {
        if !iommu.isVersion2 { throw Errno.EACCES }
        let done = try iommu.unpin(addresses)
        // Nothing of it mapped is an error.
        if done == 0 { throw Errno.EINVAL }
        return done
    }

    /// vfio_assert_device_open().
    private func checkOpen(_ device: VFIODevice) -> Bool {
        if device.openCount > 0 { return true }
        log.message(4, "WARNING: \(device.device.messagePrefix): the device is not open")
        return false
    }
}
