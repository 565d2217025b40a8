// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.5 and 3.6: enable_unsafe_noiommu_mode.
@Suite struct NoIOMMUTests {
    private static let levels: [KernelLevel] = [.B3, .C0, .C1, .D0]

    /// A device without an iommu group, registered in that mode.
    private func registered(_ level: KernelLevel, _ ops: VFIODeviceOps? = nil) throws -> (Sample, VFIODevice) {
        let sample = try Sample(level, .driver)
        let vfio = sample.kernel.vfio!
        vfio.allowsNoIOMMU = true
        let device = sample.rig.device("plain", bus: try sample.rig.bus("plain"))
        let driver = Driver(name: "plain", bus: try #require(device.bus))
        var made: VFIODevice?
        driver.probe = { [unowned sample] device in
            let own = ops ?? sample.operations()
            let one = level == .D0 ? try vfio.allocate(device, own) : VFIODevice(device, own)
            try vfio.register(one)
            made = one
        }
        try sample.rig.devices.register(driver)
        try sample.rig.devices.add(device)
        return (sample, try #require(made))
    }

    /// 3.5: a group of its own, and the kernel is tainted; without the mode it is refused.
    @Test(arguments: Self.levels) func makesAGroup(level: KernelLevel) throws {
        let (sample, device) = try registered(level)
        #expect(sample.kernel.vfio.isTainted)
        #expect(
            sample.rig.news().contains("kmsg 4 plain plain: Adding kernel taint for vfio-noiommu group on device"))
        #expect(try sample.rig.user.list("/dev/vfio") == ["noiommu-0", "vfio"])
        #expect(sample.rig.read("/sys/kernel/iommu_groups/0/name") == "vfio-noiommu\n")
        try sample.kernel.vfio.unregister(device)
        #expect(try sample.rig.user.list("/dev/vfio") == ["vfio"])
        #expect(sample.kernel.iommu.groups.isEmpty)
        sample.kernel.vfio.allowsNoIOMMU = false
        #expect(throws: Errno.EINVAL) { try sample.kernel.vfio.register(device) }
    }

    /// 3.5: earlier vfio_register_group_dev() has no such mode.
    @Test(arguments: [KernelLevel.B0, .S, .B1, .B2]) func isNotForEarlierDrivers(level: KernelLevel) throws {
        let sample = try Sample(level)
        sample.kernel.vfio.allowsNoIOMMU = true
        let device = VFIODevice(sample.rig.device("plain"), sample.operations())
        #expect(throws: Errno.EINVAL) { try sample.kernel.vfio.register(device) }
    }

    /// 3.6: only for who may do raw I/O, at each step.
    @Test(arguments: Self.levels) func wantsRawIO(level: KernelLevel) throws {
        let (sample, _) = try registered(level)
        let user = sample.rig.user
        let container = try sample.openContainer()
        user.hasRawIO = false
        #expect(throws: Errno.EPERM) { try user.open("/dev/vfio/noiommu-0", .readWrite) }
        user.hasRawIO = true
        let group = try user.open("/dev/vfio/noiommu-0", .readWrite)
        user.hasRawIO = false
        #expect(try sample.setContainer(group, container) == "-EPERM")
        user.hasRawIO = true
        #expect(try sample.setContainer(group, container) == "0")
        user.hasRawIO = false
        #expect(sample.ioctl(container, 2, 8) == "-EPERM")
        user.hasRawIO = true
        #expect(sample.ioctl(container, 2, 8) == "0")
        user.hasRawIO = false
        #expect(try sample.device(group, "plain") == "-EPERM")
        user.hasRawIO = true
        _ = sample.rig.news()
        #expect(Int(try sample.device(group, "plain")) != nil)
        let task = sample.rig.scheduler.current
        let name = task.name
        #expect(
            sample.rig.news() == ["kmsg 4 plain plain: vfio-noiommu device opened by user (\(name):\(task.pid))"])
    }

    /// 3.6: containers are for the one or the other.
    @Test(arguments: Self.levels) func doesNotMix(level: KernelLevel) throws {
        let (sample, _) = try registered(level)
        try sample.load()
        #expect(sample.create() == "36")
        let container = try sample.openContainer()
        let none = try sample.rig.user.open("/dev/vfio/noiommu-0", .readWrite)
        let group = try sample.openGroup(1)
        #expect(sample.ioctl(container, 1, 8) == "1")
        #expect(try sample.setContainer(group, container) == "0")
        #expect(sample.ioctl(container, 1, 8) == "0")
        #expect(try sample.setContainer(none, container) == "-EPERM")
        #expect(sample.ioctl(container, 2, 8) == "-ENODEV")
        #expect(sample.ioctl(group, 5) == "0")
        #expect(try sample.setContainer(none, container) == "0")
        #expect(sample.ioctl(container, 1, 3) == "0")
        #expect(sample.ioctl(container, 1, 8) == "1")
        #expect(sample.ioctl(container, 2, 3) == "-ENODEV")
        let references = try #require(sample.kernel.vfio.module).references
        #expect(sample.ioctl(container, 2, 8) == "0")
        #expect(sample.kernel.vfio.module?.references == references + 1)
        #expect(try sample.setContainer(group, container) == "-EPERM")
        #expect(sample.ioctl(container, 12) == "-ENOTTY")
        #expect(sample.ioctl(none, 5) == "0")
        #expect(sample.kernel.vfio.module?.references == references)
    }

    /// 3.8: there is nothing to pin with: -EPERM by the device, up to B3; -ENOTTY by the vfio_device.
    @Test(arguments: Self.levels) func pinsNothing(level: KernelLevel) throws {
        let (sample, device) = try registered(level)
        let vfio = sample.kernel.vfio!
        let container = try sample.openContainer()
        let group = try sample.rig.user.open("/dev/vfio/noiommu-0", .readWrite)
        _ = try sample.setContainer(group, container)
        #expect(sample.ioctl(container, 2, 8) == "0")
        #expect(Int(try sample.device(group, "plain")) != nil)
        let notifier = Notifier { _ in }
        var events: UInt64 = 1
        if level == .B3 {
            #expect(throws: Errno.EPERM) { _ = try vfio.pin([1], of: device.device, 3) }
            #expect(throws: Errno.EPERM) { _ = try vfio.unpin([1], of: device.device) }
            #expect(throws: Errno.EPERM) { _ = try vfio.externalUser(of: device.device) }
            #expect(throws: Errno.EINVAL) { try vfio.register(notifier, 0, events: &events, of: device.device) }
            let own = try #require(device.group)
            #expect(throws: Errno.ENOTTY) { _ = try vfio.pin([1], of: own, 3) }
            #expect(throws: Errno.ENOTTY) { _ = try vfio.readDMA(1, at: 0, of: own) }
            return
        }
        #expect(throws: Errno.ENOTTY) { _ = try vfio.pin([1], of: device, 3) }
        #expect(throws: Errno.ENOTTY) { _ = try vfio.readDMA(1, at: 0, of: device) }
        #expect(throws: Errno.ENOTTY) { try vfio.writeDMA([1], at: 0, of: device) }
        if level == .C0 {
            #expect(throws: Errno.ENOTTY) { _ = try vfio.unpin([1], of: device) }
            #expect(throws: Errno.ENOTTY) { try vfio.register(notifier, 0, events: &events, of: device) }
        }
    }
}
