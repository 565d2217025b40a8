// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// How vfio of a level behaves. Facts: api-history 3.5 to 3.9.
extension KernelLevel {
    private func isIn(_ first: KernelLevel, _ last: KernelLevel) -> Bool {
        order >= first.order && order <= last.order
    }

    // MARK: Devices

    /// `vfio_add_group_dev()` allocates and registers, `vfio_del_group_dev()` undoes both.
    public var addsGroupDevices: Bool { isIn(.A0, .A2) }
    /// `vfio_alloc_device()`, whose object is counted; its last reference calls `ops->release`.
    public var allocatesDevices: Bool { self == .D0 }
    /// A `struct device` "vfioN" below the device.
    public var hasDeviceClass: Bool { self == .D0 }
    /// open_device and close_device for the first and the last file, under the lock of the device set.
    public var opensOnce: Bool { isIn(.B2, .D0) }
    /// The core holds the driver's module for each file.
    public var holdsDriverModule: Bool { isIn(.B1, .D0) && self != .S }
    /// `vfio_register_emulated_iommu_dev()`.
    public var hasEmulatedIOMMU: Bool { isIn(.B3, .D0) }
    /// `vfio_register_group_dev()` itself makes a group for a device without one, where enable_unsafe_noiommu_mode is set.
    /// Before, drivers of hardware had a function of their own for that, which mdev drivers do not call.
    public var makesNoIOMMUGroups: Bool { isIn(.B3, .D0) }
    /// An iommu group that is there is no use if its bus does not keep caches coherent, which mdev does not.
    public var requiresCacheCoherency: Bool { isIn(.C0, .D0) }
    /// The core answers `VFIO_DEVICE_FEATURE`.
    public var handlesDeviceFeature: Bool { isIn(.C0, .D0) }
    /// What it answers where nobody has the feature: -ENOTTY, which came to the stable kernels later.
    public var unknownFeatureIsNoIoctl: Bool { self == .D0 }
    /// The device is told the KVM before it is opened.
    public var setsKVMBeforeOpen: Bool { isIn(.C0, .D0) }

    // MARK: Groups

    /// Unregistering waits until the group has left its container.
    public var unregisterWaitsForContainer: Bool { isIn(.A0, .B3) }
    /// Files of devices keep the file of the group open.
    public var deviceHoldsGroupFile: Bool { isIn(.C0, .D0) }
    /// KVM keeps the file of a group that it was told about, not the group in its container.
    public var kvmHoldsGroupFile: Bool { isIn(.C0, .D0) }
    /// A group goes with its last device, and who has it open is left with -ENODEV.
    public var groupGoesWithLastDevice: Bool { self == .D0 }
    /// `VFIO_GROUP_GET_DEVICE_FD` looks for the device before it looks at the container.
    public var looksUpDeviceFirst: Bool { isIn(.C0, .D0) }
    /// A negative descriptor for `VFIO_GROUP_SET_CONTAINER` is -EINVAL, not -EBADF.
    public var refusesNegativeDescriptor: Bool { isIn(.A0, .C1) }
    /// The descriptor is looked at before the group's state.
    public var looksUpContainerFirst: Bool { self == .D0 }
    /// A group is viable by what its devices are bound to, not by who claimed it.
    public var walksDevicesForViability: Bool { isIn(.A0, .B3) }

    // MARK: Type 1

    /// Pinning, notifiers and dma_rw go by the vfio_device, which must be open.
    public var pinsByVFIODevice: Bool { isIn(.C0, .D0) }
    /// `vfio_unpin_pages()` returns nothing.
    public var unpinIsSilent: Bool { isIn(.C1, .D0) }
    /// `ops->dma_unmap` in place of notifiers.
    public var callsDMAUnmap: Bool { isIn(.C1, .D0) }
    /// Notifiers of groups tell about KVM.
    public var hasGroupNotifiers: Bool { isIn(.A0, .B3) }
    /// `VFIO_UNMAP_ALL` and `VFIO_UPDATE_VADDR`, 5.12.
    public var unmapsAll: Bool { isIn(.A2, .D0) }
    /// `VFIO_IOMMU_DIRTY_PAGES`, 5.8.
    public var tracksDirtyPages: Bool { self != .A0 }
    /// No new addresses while there are mdevs.
    public var excludesMdevsFromUpdates: Bool { self == .D0 }
    /// `symbol_get()` finds only what is exported to the GPL, and says so: a later fix of the 5.10 long-term kernels, at
    /// which type 1 still asks for `mdev_get_iommu_device()` in that way.
    public var refusesSymbolGet: Bool { self == .A1s }
    /// `VFIO_IOMMU_GET_INFO` has capabilities.
    public var hasInfoCapabilities: Bool { self != .A0 }
    /// Of an iommu group, type can be written.
    public var groupTypeIsWritable: Bool { isIn(.A2, .D0) }
}
