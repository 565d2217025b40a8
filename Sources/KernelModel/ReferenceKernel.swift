// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// One kernel at one level, with the parts of it that mdev drivers and their users meet.
public final class ReferenceKernel {
    public let level: KernelLevel
    public let scheduler: any Scheduler
    public let userMemory: any UserMemory
    public let log = KernelLog()
    public let sysfs: Sysfs
    public let deviceNodes = DeviceNodes()
    public let devices: DeviceCore
    public private(set) var iommu: IOMMUGroups!
    public private(set) var vfio: VFIOCore!
    public private(set) var mdev: MdevCore!

    public init(level: KernelLevel, scheduler: any Scheduler, userMemory: any UserMemory) {
        self.level = level
        self.scheduler = scheduler
        self.userMemory = userMemory
        sysfs = Sysfs(scheduler: scheduler, log: log)
        devices = DeviceCore(sysfs: sysfs, log: log, scheduler: scheduler, level: level, deviceNodes: deviceNodes)
    }

    /// Loads irqbypass, vfio, type 1, mdev and, where it is a module, vfio_mdev.
    public func bootVFIO() throws {
        iommu = try IOMMUGroups(self)
        vfio = VFIOCore(self)
        try vfio.initialise()
        mdev = MdevCore(self)
        try mdev.initialise()
    }
}
