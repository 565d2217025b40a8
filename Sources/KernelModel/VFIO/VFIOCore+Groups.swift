// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// Groups in containers, and who counts for how long.
extension VFIOCore {
    /// vfio_driver_allowed: stubs, which do nothing with a device.
    private static let harmlessDrivers: Set<String> = ["pci-stub"]

    /// IOMMU_GROUP_NOTIFY_BOUND_DRIVER: somebody who is not vfio has got a device whose group is in use.
    func checkBound(_ device: Device) throws {
        guard level.walksDevicesForViability,
            let group = groups.first(where: { $0.iommuGroup?.devices.contains { $0 === device } ?? false }),
            group.containerUsers > 0, !isViable(group)
        else { return }
        throw ModelStop.oops("BUG: vfio_iommu_group_notifier(): ‘\(device.name)’ is of a group that is in use")
    }

    /// capable(CAP_SYS_RAWIO).
    func requireRawIO() throws {
        if let process = kernel.current, !process.hasRawIO { throw Errno.EPERM }
    }

    func requireRawIO(for group: VFIOGroup) throws {
        if group.kind == .noIOMMU { try requireRawIO() }
    }

    func module(of kind: Type1.Kind) -> Module? { kind == .noIOMMU ? module : type1Module }

    /// Whether users may have the group: VFIO_GROUP_FLAGS_VIABLE.
    func isViable(_ group: VFIOGroup) -> Bool {
        // From C0 on somebody else would have to have claimed it, which nobody does with a group of mdevs.
        if !level.walksDevicesForViability { return true }
        return (group.iommuGroup?.devices ?? []).allSatisfy { device in
            device.driver.map { Self.harmlessDrivers.contains($0.name) } ?? true
                || group.unbound.contains { $0 === device }
                || group.devices.contains { $0.device === device && $0.registrations > 0 }
        }
    }

    /// VFIO_GROUP_SET_CONTAINER, once both are known.
    func attach(_ group: VFIOGroup, to container: VFIOContainer) throws {
        let isNoIOMMU = group.kind == .noIOMMU
        if !container.groups.isEmpty, container.isNoIOMMU != isNoIOMMU { throw Errno.EPERM }
        try container.iommu?.attach(group)
        group.container = container
        container.isNoIOMMU = isNoIOMMU
        group.containerUsers = 1
        container.groups.insert(group, at: 0)
    }

    /// VFIO_GROUP_UNSET_CONTAINER.
    func unsetContainer(of group: VFIOGroup) throws {
        if group.container == nil { throw Errno.EINVAL }
        if group.containerUsers != 1 { throw Errno.EBUSY }
        group.containerUsers = 0
        try detachContainer(group)
    }

    /// The last group that leaves takes the container's iommu with it.
    func detachContainer(_ group: VFIOGroup) throws {
        guard let container = group.container else { return }
        try container.iommu?.detach(group)
        group.container = nil
        group.containerUsers = 0
        container.groups.removeAll { $0 === group }
        if container.groups.isEmpty, let iommu = container.iommu {
            try iommu.removeAll()
            container.iommu = nil
            kernel.modules.put(module(of: iommu.kind))
        }
    }

    /// vfio_group_add_container_user(), up to B3: somebody needs the container to stay for now.
    func addContainerUser(of group: VFIOGroup) throws {
        if group.containerUsers == 0 { throw Errno.EINVAL }
        if group.kind == .noIOMMU { throw Errno.EPERM }
        guard group.container?.iommu != nil, isViable(group) else { throw Errno.EINVAL }
        group.containerUsers += 1
    }

    /// vfio_group_try_dissolve_container(): the last user takes the group out.
    func dropContainerUser(of group: VFIOGroup) throws {
        guard group.containerUsers > 0 else { return }
        group.containerUsers -= 1
        if group.containerUsers == 0 { try detachContainer(group) }
    }

    /// fput() of the group's file, from C0 on.
    func putFile(of group: VFIOGroup) throws {
        group.fileReferences -= 1
        guard group.fileReferences == 0 else { return }
        if group.container != nil { try detachContainer(group) }
        group.isOpen = false
        if !level.groupGoesWithLastDevice { try put(group) }
    }

    /// KVM was given the group, or (0) gave it back.
    public func setKVM(_ kvm: UInt64, of group: VFIOGroup) throws {
        group.kvm = kvm
        if level.hasGroupNotifiers { try group.notifiers.call(.setKVM(kvm)) }
    }
}
