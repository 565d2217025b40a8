// SPDX-License-Identifier: Apache-2.0

/// What tells one level from another, each difference by its own name. Whoever acts differently asks for these, not for
/// the level. Facts: api-history 1.1 to 1.10.
extension KernelLevel {
    /// `mdev_parent_ops.device_driver` names the driver to bind; the rest of the table stays (B1 to B3).
    public var tableNamesDriver: Bool { [.B1, .B2, .B3].contains(self) }

    /// `mdev_register_device()` takes an `mdev_driver`, which has the type groups in it.
    public var registersParentWithDriver: Bool { [.S, .C0, .C1].contains(self) }

    /// There is an `mdev_driver` that can stand for the ops table.
    public var bindsDrivers: Bool { tableNamesDriver || registersParentWithDriver }

    /// The core calls open and release without asking whether they are there.
    public var needsOpenAndRelease: Bool { [.S, .B1].contains(self) }

    /// `open_device`, `close_device` and `vfio_uninit_group_dev()`.
    public var hasDeviceSets: Bool { [.B2, .B3, .C0, .C1].contains(self) }

    /// A device without an iommu group of its own is registered by `vfio_register_emulated_iommu_dev()`.
    public var registersEmulated: Bool { [.B3, .C0, .C1].contains(self) }

    /// `mdev_set_iommu_device()` exists.
    public var hasIommuDevice: Bool { order >= KernelLevel.A1.order && order < KernelLevel.B3.order }

    /// Type attributes and create are given the `mdev_type`, not its kobject.
    public var givesTypes: Bool { order >= KernelLevel.B0.order }

    /// The function that registers the vfio_device of an mdev.
    public var registerFunction: String {
        registersEmulated ? "vfio_register_emulated_iommu_dev" : "vfio_register_group_dev"
    }
}
