// SPDX-License-Identifier: Apache-2.0

/// drivers/base/class.c, and devices that are made in one go.
extension DeviceCore {
    /// class_register().
    public func register(_ deviceClass: DeviceClass) throws {
        let node = try sysfs.addObject(deviceClass.name, to: classes)
        log.uevent("add", node.path, [.init("SUBSYSTEM", "class")])
        deviceClass.node = node
        do {
            try sysfs.add(deviceClass.classGroups, to: node)
        } catch let error as Errno {
            try unregister(deviceClass)
            throw error
        }
    }

    /// class_unregister(), class_destroy().
    public func unregister(_ deviceClass: DeviceClass) throws {
        guard let node = deviceClass.node else { return }
        log.uevent("remove", node.path, [.init("SUBSYSTEM", "class")])
        deviceClass.node = nil
        try sysfs.remove(node)
    }

    /// class_create().
    public func createClass(_ name: String, owner: Module? = nil) throws -> DeviceClass {
        let made = DeviceClass(name: name)
        made.owner = owner
        try register(made)
        return made
    }

    /// device_create() and device_create_with_groups().
    @discardableResult
    public func createDevice(
        _ name: String, of deviceClass: DeviceClass, parent: Device? = nil, number: DeviceNumber? = nil,
        data: AnyObject? = nil, groups: [AttributeGroup] = []
    ) throws -> Device {
        let device = Device(name: name, scheduler: scheduler)
        device.deviceClass = deviceClass
        device.parent = parent
        device.number = number
        device.groups = groups
        device.driverData = data
        device.release = { _ in }
        try addOrPut(device)
        return device
    }

    /// Who made a device gives it back where it cannot be added.
    private func addOrPut(_ device: Device) throws {
        do {
            try add(device)
        } catch let error as Errno {
            try put(device)
            throw error
        }
    }

    /// device_destroy().
    public func destroyDevice(_ number: DeviceNumber, of deviceClass: DeviceClass) throws {
        if let device = deviceClass.device(number) { try unregister(device) }
    }

    /// root_device_register(): /sys/devices/NAME, of no subsystem, so without uevents.
    public func registerRoot(_ name: String, owner: Module? = nil) throws -> Device {
        let device = Device(name: name, scheduler: scheduler)
        device.release = { _ in }
        try addOrPut(device)
        if let module = owner?.node, let node = device.node {
            do {
                try sysfs.add("module", .link(module), to: node)
            } catch let error as Errno {
                try unregister(device)
                throw error
            }
        }
        return device
    }

    /// root_device_unregister().
    public func unregisterRoot(_ device: Device) throws {
        try removeFile("module", from: device)
        try unregister(device)
    }

    /// class_compat_register(): a directory of links, without uevents.
    public func registerCompatibilityClass(_ name: String) throws -> SysfsNode {
        try sysfs.addObject(name, to: classes)
    }

    /// class_compat_create_link(), for a device without a link of its own.
    public func link(_ device: Device, intoCompatibilityClass node: SysfsNode) throws {
        try sysfs.add(device.name, .link(device.node.orThrow(.ENOENT)), to: node)
    }

    /// class_compat_remove_link().
    public func unlink(_ device: Device, fromCompatibilityClass node: SysfsNode) throws {
        try sysfs.remove(device.name, from: node)
    }
}
