// SPDX-License-Identifier: Apache-2.0

/// `struct mdev_parent`: a device of which mdevs are parts.
public final class MdevParent {
    public let device: Device
    /// Up to B3.
    public let ops: MdevParentOps?
    /// S, C0 and later.
    public let driver: MdevDriver?
    public internal(set) var types: [MdevType] = []
    /// Mdevs that are added and not deleted, in the order of device_for_each_child().
    public internal(set) var children: [MdevDevice] = []
    /// How many more there can be, at D0; the atomic_t wraps below zero no more than the C one does.
    public internal(set) var availableInstances: UInt32 = 0
    /// The C struct, which at D0 is the driver's.
    public var handle: UInt64 = 0
    var typesNode: SysfsNode?

    /// Read by whoever creates or removes one mdev, written by the unregistration of the parent.
    private let unregistration: ModelSemaphore
    /// From the wish to unregister it until that is done.
    public var isBeingUnregistered: Bool { unregistration.isWanted }

    init(device: Device, ops: MdevParentOps?, driver: MdevDriver?, scheduler: any Scheduler) {
        self.device = device
        self.ops = ops
        self.driver = driver
        unregistration = ModelSemaphore("unreg_sem of ‘\(device.name)’", scheduler)
    }

    func tryEnter() -> Bool { unregistration.tryRead() }
    func leave() { unregistration.endRead() }

    func beginUnregistration() throws { try unregistration.write() }
    func endUnregistration() { unregistration.endWrite() }
}
