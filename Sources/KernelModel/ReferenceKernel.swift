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

    public init(level: KernelLevel, scheduler: any Scheduler, userMemory: any UserMemory) {
        self.level = level
        self.scheduler = scheduler
        self.userMemory = userMemory
        sysfs = Sysfs(scheduler: scheduler, log: log)
        devices = DeviceCore(sysfs: sysfs, log: log, scheduler: scheduler, level: level, deviceNodes: deviceNodes)
    }
}
