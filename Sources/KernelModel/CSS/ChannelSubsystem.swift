// SPDX-License-Identifier: Apache-2.0

/// The channel subsystem of an s390 and the bus of its subchannels: drivers/s390/cio/css.c. The kernel's own drivers of
/// the bus are not there, so a subchannel belongs to the first driver that takes it.
public final class ChannelSubsystem {
    unowned let kernel: ReferenceKernel
    public let bus = Bus(name: "css")
    /// /sys/devices/css0.
    public let device: Device
    public private(set) var drivers: [CSSDriver] = []
    public private(set) var subchannels: [Subchannel] = []
    public let memory: any ChannelMemory

    // For those who keep a C struct of it.
    public var onAllocate: (Subchannel) throws -> Void = { _ in }
    public var onRelease: (Subchannel) throws -> Void = { _ in }
    /// Its driver is set, or none any more.
    public var onDriver: (Subchannel) throws -> Void = { _ in }
    /// Around what is done with a subchannel's lock held. After what is no `Errno` it stays held.
    public var withLock: (Subchannel, () throws -> Void) throws -> Void = { _, body in try body() }
    /// What was stored or configured meanwhile, and back.
    public var onFetch: (Subchannel) throws -> Void = { _ in }
    public var onTell: (Subchannel) throws -> Void = { _ in }
    /// There is something to do for `step`.
    public var onWork: () throws -> Void = {}
    /// Makes a task of the kernel's for what machine checks tell it.
    public var startWorker: (_ name: String, _ body: @escaping () throws -> Void) throws -> Void

    /// `kernel.channels` has to be set by who makes one.
    init(_ kernel: ReferenceKernel, memory: any ChannelMemory) throws {
        self.kernel = kernel
        self.memory = memory
        device = Device(name: "css0", scheduler: kernel.scheduler)
        startWorker = { [unowned kernel] name, body in _ = try kernel.scheduler.start(name, body) }
        device.release = { _ in }
        device.groups = [
            AttributeGroup(
                name: nil,
                attributes: [Attribute(name: "real_cssid", file: SysfsFile(mode: 0o444, text: { "0\n" }))])
        ]
        bus.match = { [unowned self] device, driver in
            guard let subchannel = subchannel(of: device), let own = self.driver(of: driver) else { return false }
            if let only = subchannel.driverOverride, only != driver.name { return false }
            return own.types.contains(0)
        }
        bus.probe = { [unowned self] in try probe($0) }
        bus.remove = { [unowned self] in try remove($0) }
        bus.uevent = { _ in [.init("ST", "0"), .init("MODALIAS", "css:t0")] }
        try kernel.devices.register(bus)
        try kernel.devices.add(device)
        let defunct = Device(name: "defunct", scheduler: kernel.scheduler)
        defunct.parent = device
        defunct.release = { _ in }
        try kernel.devices.add(defunct)
    }

    // MARK: Who is who

    public func subchannel(_ id: SubchannelID) -> Subchannel? { subchannels.first { $0.id == id } }
    public func subchannel(of device: Device) -> Subchannel? { subchannels.first { $0.device === device } }
    func driver(of driver: Driver) -> CSSDriver? { drivers.first { $0.driver === driver } }

    // MARK: Drivers

    /// Makes a driver known, before its `Driver` is registered with the core.
    public func add(_ driver: CSSDriver) { drivers.append(driver) }
    public func forget(_ driver: Driver) { drivers.removeAll { $0.driver === driver } }

    /// css_driver_register(), of a driver that is written in Swift.
    public func register(_ driver: CSSDriver) throws {
        add(driver)
        do {
            try kernel.devices.register(driver.driver)
        } catch let errno as Errno {
            forget(driver.driver)
            throw errno
        }
    }

    /// css_driver_unregister().
    public func unregister(_ driver: CSSDriver) throws {
        try kernel.devices.unregister(driver.driver)
        forget(driver.driver)
    }

    private func probe(_ device: Device) throws {
        guard let subchannel = subchannel(of: device) else { return }
        subchannel.driver = device.driver.flatMap { driver(of: $0) }
        try onDriver(subchannel)
        do {
            try subchannel.driver?.probe?(subchannel)
        } catch let errno as Errno {
            subchannel.driver = nil
            try onDriver(subchannel)
            throw errno
        }
    }

    private func remove(_ device: Device) throws {
        guard let subchannel = subchannel(of: device) else { return }
        try subchannel.driver?.remove?(subchannel)
        subchannel.driver = nil
        try onDriver(subchannel)
    }

    // MARK: Subchannels come and go

    /// A subchannel of type I/O with a device is attached, and the kernel finds it.
    @discardableResult
    public func attach(_ id: SubchannelID, deviceNumber: UInt16, paths: [UInt8]) throws -> Subchannel {
        if subchannel(id) != nil { throw Errno.EEXIST }
        let hardware = HardwareSubchannel(id, deviceNumber: deviceNumber, paths: paths)
        hardware.onWork = { [unowned self] in try onWork() }
        let made = Subchannel(hardware, kernel.scheduler)
        made.device.parent = device
        made.device.bus = bus
        made.device.type = DeviceType(name: nil)
        made.device.type?.groups = [typeFiles(of: made)]
        made.device.groups = [files(of: made)]
        made.device.release = { [unowned self, unowned made] _ in
            try onRelease(made)
            subchannels.removeAll { $0 === made }
        }
        // A driver that takes it says when users are told.
        made.device.suppressesEvents = true
        subchannels.append(made)
        try onAllocate(made)
        do {
            try kernel.devices.add(made.device)
        } catch let errno as Errno {
            try kernel.devices.put(made.device)
            throw errno
        }
        if made.driver == nil {
            made.device.suppressesEvents = false
            kernel.devices.uevent(made.device, "add")
        }
        return made
    }

    /// The device is gone: a machine check, after which the kernel looks.
    public func detach(_ id: SubchannelID) throws {
        guard let subchannel = subchannel(id), subchannel.hardware.isThere else { throw Errno.ENODEV }
        subchannel.hardware.isThere = false
        try startWorker("slow path") { [unowned self] in try evaluate(subchannel) }
    }

    /// css_evaluate_known_subchannel(): the driver looks what became of it. Without a driver nobody does.
    public func evaluate(_ subchannel: Subchannel) throws {
        do { try subchannel.driver?.event?(subchannel, true) } catch is Errno {}
    }

    /// css_sch_device_unregister().
    public func unregister(_ subchannel: Subchannel) throws {
        guard subchannel.device.isRegistered else { return }
        try kernel.devices.unregister(subchannel.device)
    }

    /// css_sch_todo().
    public func perform(_ todo: Subchannel.Todo, of subchannel: Subchannel) throws {
        switch todo {
        case .nothing: break
        case .evaluate: try evaluate(subchannel)
        case .unregister: try unregister(subchannel)
        }
    }
}
