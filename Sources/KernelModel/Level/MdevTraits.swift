// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// How the mdev core of a level behaves. Facts: api-history 3.1 to 3.4.
extension KernelLevel {
    private func isIn(_ first: KernelLevel, _ last: KernelLevel) -> Bool {
        order >= first.order && order <= last.order
    }

    // MARK: Drivers

    /// The mdev core has that driver in itself.
    public var hasBuiltInShim: Bool { isIn(.B1, .B3) }
    /// Every mdev driver fits every mdev: whoever was registered first and whose probe succeeds has it.
    public var matchesEveryMdevDriver: Bool { isIn(.A0, .B0) }
    /// Only the driver that the parent names fits.
    public var matchesParentsDriver: Bool { self == .S }
    /// create binds the device to one driver itself, and tells what came of it.
    public var attachesExplicitly: Bool { isIn(.B1, .D0) }
    /// `mdev_register_driver()` wants `device_api`.
    public var requiresDeviceAPI: Bool { self == .D0 }
    /// The bus makes an iommu group for each device before it calls the driver's probe.
    public var busMakesIOMMUGroup: Bool { isIn(.A0, .B2) }

    // MARK: Parents

    /// create and remove of the ops table must be there, whatever else is.
    public var requiresCreateAndRemove: Bool { isIn(.A0, .B0) }
    /// Registration remarks that the ops table has no request.
    public var remarksMissingRequest: Bool { isIn(.A2, .B1) && self != .S }
    /// `mdev_register_parent()` with memory of the driver's and an array of types.
    public var registersTypeArrays: Bool { self == .D0 }
    /// A uevent tells when a parent is registered and unregistered.
    public var announcesParents: Bool { self != .A0 }
    /// An mdev holds its type.
    public var mdevHoldsType: Bool { isIn(.B0, .D0) }
    /// Types go in the order in which they came; before, the last first.
    public var removesTypesInOrder: Bool { self == .D0 }
    /// /sys/class/mdev_bus is there from the start and not only with the first parent.
    public var makesCompatClassAtInit: Bool { self == .D0 }

    /// Drivers see a type's kobject, not a `struct mdev_type`. Up to 5.12.
    public var showsTypesAsKobjects: Bool { isIn(.A0, .A2) }

    // MARK: create and remove

    /// The core counts instances where the driver has no get_available.
    public var limitsInstancesInCore: Bool { self == .D0 }
    /// `ops->create` runs before the device is added, `ops->remove` after it was deleted; unregistration of the parent is
    /// kept apart by `unreg_sem`. From 5.2 on.
    public var createsBeforeAdd: Bool { self != .A0 }
    /// `ops->remove` may refuse, which the writer of remove is told as -EBUSY.
    public var removeMayVeto: Bool { self == .A0 }
    /// The device has no name yet when the parent turns out to be going.
    public var checksParentBeforeNaming: Bool { isIn(.A1, .A2) }
    /// dev_set_name() is asked whether it could. Before, device_add() refuses the device without a name.
    public var checksNameOfMdev: Bool { isIn(.B0, .D0) }
    /// The file remove comes with the device, not after it was bound.
    public var removeFileComesWithDevice: Bool { isIn(.C0, .D0) }
    /// The device's groups are those of the ops table.
    public var tableHasDeviceGroups: Bool { isIn(.A0, .B3) && self != .S }

    // MARK: The shim

    /// vfio_mdev passes request on.
    public var shimForwardsRequest: Bool { isIn(.A2, .B3) }
    /// vfio_mdev refuses to open where the ops table has no open; later it takes it for one that succeeds.
    public var shimRequiresOpen: Bool { isIn(.A0, .B1) }
    /// vfio_mdev holds its own module for each file.
    public var shimHoldsItsModule: Bool { isIn(.A0, .B0) }
    /// An ops table without ioctl: 0 instead of -EINVAL.
    public var shimIgnoresMissingIoctl: Bool { isIn(.B2, .B3) }
}
