// SPDX-License-Identifier: Apache-2.0

/// `struct mdev_device`.
public final class MdevDevice {
    public enum State: Sendable, Hashable {
        /// In the list of all mdevs: nobody else can have the UUID.
        case listed
        /// The ops table's create has succeeded.
        case created
        /// device_add() is done.
        case added
        /// Ready: what create leaves.
        case active
        /// Somebody removes it.
        case removing
        /// device_del() is done.
        case deleted
        /// The last reference is gone.
        case released
    }

    /// In lower case; also the device's name.
    public let uuid: String
    public let type: MdevType
    public let device: Device
    public internal(set) var state = State.listed
    /// The `active` of the C struct.
    public internal(set) var isActive = false
    /// mdev_set_iommu_device().
    public var iommuDevice: Device?
    /// What probe returned, at S.
    var probeError: Errno?
    /// mdev_set_drvdata() of drivers that are written in Swift.
    public var driverData: AnyObject?
    /// The C struct.
    public var handle: UInt64 = 0

    public var parent: MdevParent { type.parent }

    init(uuid: String, type: MdevType, device: Device) {
        self.uuid = uuid
        self.type = type
        self.device = device
    }
}
