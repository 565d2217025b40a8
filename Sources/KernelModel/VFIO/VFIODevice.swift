// SPDX-License-Identifier: Apache-2.0

/// `struct vfio_device`: what users open.
public final class VFIODevice {
    /// The device that it makes accessible, `->dev`.
    public let device: Device
    public let ops: VFIODeviceOps
    public internal(set) var group: VFIOGroup?
    /// Registration counts one, each file one; 0 is what unregistration waits for.
    public internal(set) var registrations = 0
    public internal(set) var openCount = 0
    public internal(set) var deviceSet: VFIODeviceSet?
    /// `->kvm`, set before open_device; 0 is NULL.
    public internal(set) var kvm: UInt64 = 0
    /// "vfioN" of D0, whose last reference releases the object.
    public internal(set) var classDevice: Device?
    public internal(set) var index = 0
    /// The C struct.
    public var handle: UInt64 = 0
    /// What the driver keeps with it.
    public var driverData: AnyObject?

    /// vfio_init_group_dev().
    public init(_ device: Device, _ ops: VFIODeviceOps) {
        self.device = device
        self.ops = ops
    }
}

/// `struct vfio_device_set`: devices that are opened and closed one after the other; without a call of
/// vfio_assign_device_set() every device is alone in one.
public final class VFIODeviceSet {
    /// Whose set it is.
    public let identity: UInt64?
    public internal(set) var devices: [VFIODevice] = []
    let lock: ModelLock

    init(_ identity: UInt64?, _ scheduler: any Scheduler) {
        self.identity = identity
        lock = ModelLock("dev_set->lock", scheduler)
    }
}
