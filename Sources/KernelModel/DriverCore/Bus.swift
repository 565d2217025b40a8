// SPDX-License-Identifier: Apache-2.0

/// `struct bus_type`.
public final class Bus {
    public let name: String
    /// nil: every driver matches every device.
    public var match: ((Device, Driver) throws -> Bool)?
    /// nil: the driver's own is called.
    public var probe: ((Device) throws -> Void)?
    public var remove: ((Device) throws -> Void)?
    public var deviceGroups: [AttributeGroup] = []
    public var handle: UInt64 = 0
    public internal(set) var drivers: [Driver] = []
    public internal(set) var devices: [Device] = []
    public var probesByItself = true
    public internal(set) var node: SysfsNode?

    public init(name: String) { self.name = name }
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
    public var hasBindFiles = true
    public var handle: UInt64 = 0
    public internal(set) var devices: [Device] = []
    public internal(set) var node: SysfsNode?

    public init(name: String, bus: Bus) {
        self.name = name
        self.bus = bus
    }
}

/// `struct class`.
public final class DeviceClass {
    public let name: String
    public var handle: UInt64 = 0
    public internal(set) var node: SysfsNode?
    public internal(set) var devices: [Device] = []
    /// The name below /dev, where it is not the device's own; "vfio/0".
    public var deviceNode: (Device) -> String = { $0.name }

    public init(name: String) { self.name = name }
}
