// SPDX-License-Identifier: Apache-2.0

/// `struct bus_type`.
public final class Bus {
    public let name: String
    /// nil: every driver matches every device.
    public var match: ((Device, Driver) throws -> Bool)?
    /// nil: the driver's own is called.
    public var probe: ((Device) throws -> Void)?
    public var remove: ((Device) throws -> Void)?
    /// More of its devices' uevents; an `Errno` drops the event.
    public var uevent: ((Device) throws -> [KernelLog.Variable])?
    public var busGroups: [AttributeGroup] = []
    /// Files of each device.
    public var deviceGroups: [AttributeGroup] = []
    /// Files of each driver.
    public var driverGroups: [AttributeGroup] = []
    public var handle: UInt64 = 0
    public internal(set) var drivers: [Driver] = []
    public internal(set) var devices: [Device] = []
    public var probesByItself = true
    /// /sys/bus/NAME; nil while it is not registered.
    public internal(set) var node: SysfsNode?

    public init(name: String) { self.name = name }

    /// bus_find_device_by_name().
    public func device(named name: String) -> Device? { devices.first { $0.name == name } }

    /// driver_find().
    public func driver(named name: String) -> Driver? { drivers.first { $0.name == name } }
}

/// `struct device_driver`.
public final class Driver {
    public let name: String
    public let bus: Bus
    public var owner: Module?
    public var probe: ((Device) throws -> Void)?
    public var remove: ((Device) throws -> Void)?
    public var groups: [AttributeGroup] = []
    /// Files of each device as long as it is bound, made for it.
    public var deviceGroups: (Device) throws -> [AttributeGroup] = { _ in [] }
    /// False: suppress_bind_attrs.
    public var hasBindFiles = true
    public var handle: UInt64 = 0
    public internal(set) var devices: [Device] = []
    public internal(set) var node: SysfsNode?
    /// The groups that a device got when it was bound.
    var groupsOfDevices: [ObjectIdentifier: [AttributeGroup]] = [:]

    public init(name: String, bus: Bus) {
        self.name = name
        self.bus = bus
    }
}

/// `struct class`.
public final class DeviceClass {
    public let name: String
    public var owner: Module?
    public var handle: UInt64 = 0
    /// /sys/class/NAME; nil while it is not registered.
    public internal(set) var node: SysfsNode?
    public internal(set) var devices: [Device] = []
    public var classGroups: [AttributeGroup] = []
    /// Files of each device.
    public var deviceGroups: [AttributeGroup] = []
    /// Releases devices that have no release of their own (dev_release).
    public var release: ((Device) throws -> Void)?
    /// More of its devices' uevents; an `Errno` drops the event.
    public var uevent: ((Device) throws -> [KernelLog.Variable])?
    /// The name below /dev, where it is not the device's own; "vfio/0".
    public var deviceNode: (Device) -> String = { $0.name.replacing("!", with: "/") }
    /// Permission bits of the node; nil: 0600, and no DEVMODE in uevents.
    public var deviceMode: (Device) -> UInt16? = { _ in nil }
    var glue: [GlueDirectory] = []

    public init(name: String) { self.name = name }

    /// class_find_device_by_devt().
    public func device(_ number: DeviceNumber) -> Device? { devices.first { $0.number == number } }
}
