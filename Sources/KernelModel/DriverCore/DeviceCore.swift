// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// Buses, classes, drivers and devices of a kernel. What it does is in the extensions beside this file.
public final class DeviceCore {
    public let sysfs: Sysfs
    public let log: KernelLog
    public let scheduler: any Scheduler
    public let level: KernelLevel
    public let deviceNodes: DeviceNodes
    /// /sys/bus, /sys/class, /sys/devices, /sys/dev/char.
    public let buses: SysfsNode
    public let classes: SysfsNode
    public let devices: SysfsNode
    let numbers: SysfsNode
    /// Devices have a `power` directory (CONFIG_PM); what is in it is not modelled.
    public var hasPowerManagement = false
    /// Devices whose probe was deferred, in order.
    public internal(set) var deferred: [Device] = []
    /// Whether something that goes with the binding (devm_*()) is there without one.
    public var hasResources: (Device) -> Bool = { _ in false }
    /// Told of each device that was bound, before its uevent: the notifiers of buses.
    var onBound: ((Device) throws -> Void)?
    /// How often a probe succeeded: what was deferred meanwhile is tried again.
    var triggers = 0
    var toRetry: [Device] = []
    var isRetrying = false

    init(sysfs: Sysfs, log: KernelLog, scheduler: any Scheduler, level: KernelLevel, deviceNodes: DeviceNodes) {
        self.sysfs = sysfs
        self.log = log
        self.scheduler = scheduler
        self.level = level
        self.deviceNodes = deviceNodes
        func directory(_ name: String, in parent: SysfsNode) -> SysfsNode {
            let node = SysfsNode(name: name, content: .directory, parent: parent)
            parent.children[name] = node
            return node
        }
        buses = directory("bus", in: sysfs.root)
        classes = directory("class", in: sysfs.root)
        devices = directory("devices", in: sysfs.root)
        let numbersRoot = directory("dev", in: sysfs.root)
        _ = directory("block", in: numbersRoot)
        numbers = directory("char", in: numbersRoot)
        _ = directory("kernel", in: sysfs.root)
        _ = directory("module", in: sysfs.root)
    }

    /// dev_err() and its sisters.
    public func message(_ level: Int, _ device: Device, _ text: String) {
        log.message(level, "\(device.messagePrefix): \(text)")
    }

    // MARK: References

    /// device_register(). After an `Errno` the caller puts the device.
    public func register(_ device: Device) throws { try add(device) }

    /// device_unregister().
    public func unregister(_ device: Device) throws {
        try remove(device)
        try put(device)
    }

    /// get_device().
    public func get(_ device: Device) { device.references += 1 }

    /// put_device(): the last one releases it.
    public func put(_ device: Device) throws {
        guard device.references > 0 else {
            log.message(4, "refcount_t: underflow; use-after-free.")
            return
        }
        device.references -= 1
        guard device.references == 0 else { return }
        if let node = device.node {
            // kobject_cleanup() of what was never deleted.
            if device.wasAnnounced, !device.wasRemovalAnnounced { uevent(device, "remove") }
            device.node = nil
            try sysfs.remove(node)
        }
        if let release = device.release ?? device.type?.release ?? device.deviceClass?.release {
            try release(device)
        } else {
            log.message(
                3,
                "Device '\(device.name)' does not have a release() function, it is broken and must be fixed. "
                    + "See Documentation/core-api/kobject.rst.")
        }
    }

    // MARK: Files of a device that is there

    /// device_add_groups().
    public func add(_ groups: [AttributeGroup], to device: Device) throws {
        try sysfs.add(groups, to: device.node.orThrow(.EINVAL))
    }

    /// device_remove_groups().
    public func remove(_ groups: [AttributeGroup], from device: Device) throws {
        if let node = device.node { try sysfs.remove(groups, from: node) }
    }

    /// device_create_file().
    public func add(_ attribute: Attribute, to device: Device) throws {
        try sysfs.add(attribute.name, .file(attribute.file), to: device.node.orThrow(.EINVAL))
    }

    /// device_remove_file().
    public func removeFile(_ name: String, from device: Device) throws {
        if let node = device.node { try sysfs.remove(name, from: node) }
    }

    /// device_remove_file_self(), called in a store of that file.
    public func removeFileSelf(_ name: String, from device: Device) throws -> Bool {
        guard let node = device.node?.children[name] else { return false }
        return try sysfs.removeSelf(node)
    }

    /// A relative link in a device's directory.
    public func link(_ name: String, from node: SysfsNode, to target: SysfsNode) throws {
        try sysfs.add(name, .link(target), to: node)
    }
}
