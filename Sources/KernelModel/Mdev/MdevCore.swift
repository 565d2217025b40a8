// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// The mdev core: parents that offer types, and the mdevs that were made of them.
public final class MdevCore {
    unowned let kernel: ReferenceKernel
    /// `mdev_bus_type`.
    public let bus = Bus(name: "mdev")
    /// mdev.ko.
    public var module: Module? { kernel.modules.module(named: "mdev") }
    public internal(set) var parents: [MdevParent] = []
    /// `mdev_list`: every mdev from the test for its UUID until its last reference goes.
    public internal(set) var devices: [MdevDevice] = []
    public internal(set) var drivers: [MdevDriver] = []
    /// The driver between ops tables and vfio, up to B3.
    public private(set) var shim: ShimDriver?
    /// Debug messages of the module, as with "module mdev +p" in dynamic_debug/control.
    public var printsDebugMessages = true
    /// Makes the C struct of an mdev.
    public var onAllocate: ((MdevDevice) throws -> Void)?
    /// Frees it: the last reference to the device is gone.
    public var onRelease: ((MdevDevice) throws -> Void)?
    /// Makes the C struct of a type of an attribute group, up to C1.
    public var onAllocateType: ((MdevType) throws -> Void)?
    /// Frees it.
    public var onReleaseType: ((MdevType) throws -> Void)?
    /// /sys/class/mdev_bus.
    var compatClass: SysfsNode?

    var level: KernelLevel { kernel.level }
    var log: KernelLog { kernel.log }

    init(_ kernel: ReferenceKernel) {
        self.kernel = kernel
    }

    /// mdev_init(), and that of vfio_mdev.ko where it is a module.
    func initialise() throws {
        bus.match = match
        bus.probe = { [unowned self] in try probe($0) }
        bus.remove = { [unowned self] in try remove($0) }
        try kernel.devices.register(bus)
        if level.makesCompatClassAtInit { try makeCompatClass() }
        if level.hasBuiltInShim || level.hasShimModule {
            let owner = kernel.modules.module(named: level.hasBuiltInShim ? "mdev" : "vfio_mdev")
            let shim = ShimDriver(self, owner: owner)
            self.shim = shim
            try register(shim.driver)
        }
    }

    func makeCompatClass() throws {
        if compatClass != nil { return }
        let classes = try kernel.sysfs.directory("class", in: kernel.sysfs.root)
        compatClass = try kernel.sysfs.directory("mdev_bus", in: classes)
    }

    func debug(_ text: String) {
        if printsDebugMessages { log.message(7, text) }
    }

    // MARK: Finding

    /// to_mdev_device(): nil for a device that is none (mdev_from_dev()).
    public func mdev(of device: Device) -> MdevDevice? { devices.first { $0.device === device } }

    public func parent(of device: Device) -> MdevParent? { parents.first { $0.device === device } }

    func mdevDriver(_ driver: Driver) -> MdevDriver? { drivers.first { $0.driver === driver } }

    // MARK: Drivers

    /// mdev_register_driver().
    public func register(_ driver: MdevDriver) throws {
        if level.requiresDeviceAPI, driver.deviceAPI == nil { throw Errno.EINVAL }
        // Before driver_register(), which at early levels probes the devices that are there.
        drivers.append(driver)
        do {
            try kernel.devices.register(driver.driver)
        } catch let error as Errno {
            drivers.removeAll { $0 === driver }
            throw error
        }
        driver.isRegistered = true
    }

    /// mdev_unregister_driver(): unbinds its devices, which waits until they are closed. The mdevs stay.
    public func unregister(_ driver: MdevDriver) throws {
        try kernel.devices.unregister(driver.driver)
        driver.isRegistered = false
        drivers.removeAll { $0 === driver }
    }

    // MARK: The bus

    /// nil: every driver matches every device.
    private var match: ((Device, Driver) throws -> Bool)? {
        if level.matchesEveryMdevDriver { return nil }
        if level.matchesParentsDriver {
            return { [unowned self] device, driver in mdev(of: device)?.parent.driver?.driver === driver }
        }
        // Only who is attached by name.
        return { _, _ in false }
    }

    private func probe(_ device: Device) throws {
        guard let mdev = mdev(of: device), let driver = device.driver.flatMap(mdevDriver) else { return }
        do {
            if level.busMakesIOMMUGroup { try attachGroup(mdev) }
            do {
                try driver.probe?(mdev)
            } catch let error as Errno {
                if level.busMakesIOMMUGroup { try detachGroup(mdev) }
                throw error
            }
        } catch let error as Errno {
            mdev.probeError = error
            throw error
        }
    }

    private func remove(_ device: Device) throws {
        guard let mdev = mdev(of: device), let driver = device.driver.flatMap(mdevDriver) else { return }
        try driver.remove?(mdev)
        if level.busMakesIOMMUGroup { try detachGroup(mdev) }
    }

    /// mdev_attach_iommu().
    private func attachGroup(_ mdev: MdevDevice) throws {
        let group = try kernel.iommu.allocate()
        do {
            try kernel.iommu.add(mdev.device, to: group)
        } catch let error as Errno {
            try kernel.iommu.put(group)
            throw error
        }
        log.message(6, "\(mdev.device.messagePrefix): MDEV: group_id = \(group.number)")
        try kernel.iommu.put(group)
    }

    /// mdev_detach_iommu().
    private func detachGroup(_ mdev: MdevDevice) throws {
        try kernel.iommu.remove(mdev.device)
        log.message(6, "\(mdev.device.messagePrefix): MDEV: detaching iommu")
    }
}
