// SPDX-License-Identifier: Apache-2.0

/// `struct mdev_driver`.
public final class MdevDriver {
    /// The `struct device_driver` in it, with owner and files of devices.
    public let driver: Driver
    public var probe: ((MdevDevice) throws -> Void)?
    public var remove: ((MdevDevice) throws -> Void)?
    /// S, C0, C1; nil is NULL.
    public var typeGroups: [MdevTypeGroup]?

    // MARK: D0

    /// "vfio-pci"; nil is NULL.
    public var deviceAPI: String?
    public var maximalInstances: UInt32 = 0
    public var availableInstances: ((MdevType) throws -> UInt32)?
    /// show_description(): text as it writes it.
    public var description: ((MdevType) throws -> [UInt8])?

    public var handle: UInt64 = 0
    public internal(set) var isRegistered = false

    /// `bus` is `kernel.mdev.bus`.
    public init(name: String, bus: Bus) { driver = Driver(name: name, bus: bus) }
}
