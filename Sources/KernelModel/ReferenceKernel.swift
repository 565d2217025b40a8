// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// One kernel at one level, with the parts of it that mdev drivers and their users meet.
public final class ReferenceKernel {
    public let level: KernelLevel
    public let scheduler: any Scheduler
    public let userMemory: any UserMemory
    public let log = KernelLog()
    public let sysfs: Sysfs
    /// /dev.
    public let deviceNodes = DeviceNodes()
    public let devices: DeviceCore
    public let modules: ModuleLoader
    public let characters: CharacterDevices
    /// By the number of the task in which their latest system call runs or ran.
    var processes: [Int: Process] = [:]
    let allocations = Allocations()
    /// Which allocations of the kernel's own fail; nil: none.
    public var allocationFailures: (any AllocationFailures)? {
        get { allocations.failures }
        set { allocations.failures = newValue }
    }
    public private(set) var misc: MiscDevices!
    public private(set) var iommu: IOMMUGroups!
    public private(set) var vfio: VFIOCore!
    public private(set) var mdev: MdevCore!
    /// What can be plugged in and out.
    public var hardware = HardwareTable()
    /// On s390; nil elsewhere, and where nobody knows subchannels.
    public private(set) var channels: ChannelSubsystem?
    public private(set) lazy var kvm = KVMCore(self)
    public private(set) lazy var ap = APBus(self)

    public init(level: KernelLevel, scheduler: any Scheduler, userMemory: any UserMemory) {
        self.level = level
        self.scheduler = scheduler
        self.userMemory = userMemory
        sysfs = Sysfs(scheduler: scheduler, log: log, allocations: allocations)
        devices = DeviceCore(sysfs: sysfs, log: log, scheduler: scheduler, level: level, deviceNodes: deviceNodes)
        modules = ModuleLoader(devices: devices)
        characters = CharacterDevices(log: log, modules: modules)
        modules.preload(level.coreModules)
    }

    /// `current`: whose system call runs; nil in a task of the kernel.
    public var current: Process? { processes[scheduler.current.number] }

    /// What the inits of vfio, type 1, mdev and, where it is a module, vfio_mdev do. Before that `misc`, `iommu`, `vfio` and `mdev`
    /// are not there.
    public func bootVFIO() throws {
        misc = try MiscDevices(devices, characters)
        iommu = try IOMMUGroups(self)
        vfio = VFIOCore(self)
        try vfio.initialise()
        mdev = MdevCore(self)
        try mdev.initialise()
        hardware.add("ap-queue") { [unowned self] in try ap.perform($0) }
        _ = log.drain()
    }

    /// What the init of the channel subsystem does, with what `prepare` attaches to it. Nobody has seen the messages.
    public func bootChannels(
        memory: any ChannelMemory, _ prepare: (ChannelSubsystem) throws -> Void = { _ in }
    ) throws {
        let made = try ChannelSubsystem(self, memory: memory)
        channels = made
        hardware.add("subchannel") { [unowned made] in try made.performOnSubchannel($0) }
        hardware.add("path") { [unowned made] in try made.performOnPath($0) }
        try prepare(made)
        _ = log.drain()
    }
}
