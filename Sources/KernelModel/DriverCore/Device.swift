// SPDX-License-Identifier: Apache-2.0

/// `struct device`.
public final class Device {
    public var name: String
    public var parent: Device?
    public var bus: Bus?
    public var deviceClass: DeviceClass?
    public var driver: Driver?
    public var groups: [AttributeGroup] = []
    /// Called when the last reference goes.
    public var release: ((Device) throws -> Void)?
    public internal(set) var references = 1
    /// Its directory; nil before device_add() and after device_del().
    public internal(set) var node: SysfsNode?
    public var number: DeviceNumber?
    /// More of uevents, by the subsystem: "DEVNAME=vfio/0".
    public var environment: [KernelLog.Variable] = []
    /// Where its `struct device` is, for those who have one.
    public var handle: UInt64 = 0
    /// drvdata of drivers that are written in Swift.
    public var driverData: AnyObject?
    /// `kill_device()` was called.
    public internal(set) var isDead = false
    /// device_lock().
    public let lock: ModelLock

    public init(name: String, scheduler: any Scheduler) {
        self.name = name
        lock = ModelLock("device ‘\(name)’", scheduler)
    }

    /// What dev_info() and its sisters put in front: "vfio_mdev 1111…".
    public var messagePrefix: String {
        "\(driver?.name ?? bus?.name ?? deviceClass?.name ?? "") \(name)"
    }
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

/// `struct attribute_group`.
public struct AttributeGroup {
    /// A directory of this name; nil puts the files into the object's own.
    public var name: String?
    public var attributes: [Attribute]

    public init(name: String?, attributes: [Attribute]) {
        self.name = name
        self.attributes = attributes
    }
}

/// `struct attribute` with its show and store; what is_visible() leaves out is not in the group.
public struct Attribute {
    public var name: String
    public var file: SysfsFile

    public init(name: String, file: SysfsFile) {
        self.name = name
        self.file = file
    }
}
