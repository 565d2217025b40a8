// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// Buses, classes, drivers and devices of a kernel.
public final class DeviceCore {
    public let sysfs: Sysfs
    public let log: KernelLog
    public let scheduler: any Scheduler
    public let level: KernelLevel

    init(sysfs: Sysfs, log: KernelLog, scheduler: any Scheduler, level: KernelLevel) {
        self.sysfs = sysfs
        self.log = log
        self.scheduler = scheduler
        self.level = level
    }

    // MARK: Devices

    public func register(_ device: Device) throws { try add(device) }

    /// device_add().
    public func add(_ device: Device) throws { throw ModelStop.unsupported("device_add()") }

    /// device_del().
    public func remove(_ device: Device) throws { throw ModelStop.unsupported("device_del()") }

    /// device_unregister().
    public func unregister(_ device: Device) throws {
        try remove(device)
        try put(device)
    }

    public func get(_ device: Device) { device.references += 1 }

    public func put(_ device: Device) throws {
        device.references -= 1
        if device.references == 0 { try device.release?(device) }
    }

    /// kobject_uevent_env() of a device: its subsystem's variables, then `environment`.
    public func uevent(_ device: Device, _ action: String, _ environment: [KernelLog.Variable] = []) {}

    /// Files that a subsystem adds to a device that is there.
    public func add(_ groups: [AttributeGroup], to device: Device) throws {}
    public func remove(_ groups: [AttributeGroup], from device: Device) throws {}

    /// A relative link in a device's directory.
    public func link(_ name: String, from node: SysfsNode, to target: SysfsNode) throws {
        try sysfs.add(name, .link(target), to: node)
    }

    // MARK: Buses, drivers, classes

    public func register(_ bus: Bus) throws {}
    public func unregister(_ bus: Bus) throws {}
    /// driver_register().
    public func register(_ driver: Driver) throws {}
    public func unregister(_ driver: Driver) throws {}
    public func register(_ deviceClass: DeviceClass) throws {}
    public func unregister(_ deviceClass: DeviceClass) throws {}

    // MARK: Binding

    /// device_driver_attach(): of this driver and no other. The result for the caller is as the level has it (api-history
    /// 3.3).
    public func attach(_ driver: Driver, to device: Device) throws {}
    /// device_attach(): the first driver that matches and whose probe succeeds. Errors of probe are not told.
    @discardableResult
    public func attach(_ device: Device) throws -> Bool { false }
    /// device_release_driver().
    public func releaseDriver(of device: Device) throws {}
}
