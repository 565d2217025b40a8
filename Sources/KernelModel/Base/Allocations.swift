// SPDX-License-Identifier: Apache-2.0

/// Where the kernel's own code allocates on the way of a driver or a user, and could find no memory.
public enum AllocationSite: Sendable, Hashable {
    // MARK: Driver core and sysfs

    /// A directory, file or link of /sys of that name.
    case sysfs(String)
    /// `struct device_private`, in device_add().
    case device
    /// `struct driver_private`, in bus_add_driver().
    case driver

    // MARK: mdev

    /// `struct mdev_parent`, up to C1.
    case parent
    /// `struct mdev_type`, up to C1.
    case type
    /// The copy of what is written to create.
    case createText
    /// `struct mdev_device`.
    case mdev
    /// dev_set_name() of an mdev.
    case mdevName

    // MARK: vfio

    /// `struct iommu_group`.
    case iommuGroup
    case iommuGroupName
    /// `struct group_device`, in iommu_group_add_device().
    case iommuGroupDevice
    /// `struct vfio_group`.
    case group
    /// `struct vfio_device`: vfio_add_group_dev() and vfio_alloc_device(), of which vfio_init_device() is a part.
    case vfioDevice
    /// `struct vfio_device_set`.
    case deviceSet
    /// `struct vfio_container`.
    case container
    /// `struct vfio_iommu` of type 1.
    case iommu
    /// What type 1 keeps of a group.
    case iommuGroupOfContainer
    /// `struct vfio_dma`.
    case mapping
    /// `struct vfio_pfn`.
    case pinnedPage
    /// The file of a device: anon_inode_getfile().
    case deviceFile
}

/// Who decides which allocations of the kernel's own fail.
public protocol AllocationFailures: AnyObject {
    /// Asked once for each allocation, in the order in which they are made.
    func mustFail(_ site: AllocationSite) -> Bool
}

/// The allocations of one kernel; none fails as long as nobody says so.
final class Allocations {
    var failures: (any AllocationFailures)?

    /// - Throws: `Errno.ENOMEM` where it fails.
    func callAsFunction(_ site: AllocationSite) throws {
        if fails(site) { throw Errno.ENOMEM }
    }

    func fails(_ site: AllocationSite) -> Bool { failures?.mustFail(site) ?? false }
}
