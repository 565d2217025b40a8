// SPDX-License-Identifier: Apache-2.0

/// `struct device`.
public final class Device {
    public var name: String
    public var parent: Device?
    public var bus: Bus?
    public var deviceClass: DeviceClass?
    public var type: DeviceType?
    public internal(set) var driver: Driver?
    public var groups: [AttributeGroup] = []
    /// Called when the last reference goes; where it is nil, the type's or the class's.
    public var release: ((Device) throws -> Void)?
    public internal(set) var references = 1
    /// Its directory; nil before device_add() and after device_del().
    public internal(set) var node: SysfsNode?
    public var number: DeviceNumber?
    /// More of uevents, by whoever made the device.
    public var environment: [KernelLog.Variable] = []
    /// Where its `struct device` is, for those who have one.
    public var handle: UInt64 = 0
    /// drvdata of drivers that are written in Swift.
    public var driverData: AnyObject?
    /// Told after drvdata was cleared, for those who keep it elsewhere.
    public var onDriverDataCleared: (() throws -> Void)?
    /// `kill_device()` was called.
    public internal(set) var isDead = false
    /// device_lock().
    public let lock: ModelLock
    /// Those whose parent it is, in the order in which they were added.
    public internal(set) var children: [Device] = []
    /// Its node in /dev, while it has one.
    public internal(set) var nodeName: String?
    /// Is in the driver's list: device_is_bound().
    public internal(set) var isBound = false
    /// dev_set_uevent_suppress().
    public var suppressesEvents = false
    var glue: GlueDirectory?
    var wasAnnounced = false
    var wasRemovalAnnounced = false

    public init(name: String, scheduler: any Scheduler) {
        self.name = name
        lock = ModelLock("device ‘\(name)’", scheduler)
    }

    /// What dev_info() and its sisters put in front: "vfio_mdev 1111…".
    public var messagePrefix: String { "\(driverText) \(name.isEmpty ? "(null)" : name)" }

    /// dev_driver_string().
    public var driverText: String { driver?.name ?? bus?.name ?? deviceClass?.name ?? "" }

    /// device_is_registered(): it has its directory.
    public var isRegistered: Bool { node != nil }
}

/// The numbers of a character device.
public struct DeviceNumber: Hashable, Sendable {
    public var major: Int
    public var minor: Int

    public init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }
}

/// `struct device_type`.
public final class DeviceType {
    public let name: String?
    public var groups: [AttributeGroup] = []
    public var release: ((Device) throws -> Void)?

    public init(name: String?) { self.name = name }
}

/// The directory of a class below a parent that is of no class itself.
final class GlueDirectory {
    let node: SysfsNode
    var users = 0

    init(_ node: SysfsNode) { self.node = node }
}
