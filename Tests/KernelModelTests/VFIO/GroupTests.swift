// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.6, groups, containers and files of devices.
@Suite struct GroupTests {
    /// open of /dev/vfio/N: one at a time, also while a device of an earlier open is there.
    @Test(arguments: Sample.all) func opensOnce(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        #expect(throws: Errno.ENOENT) { _ = try sample.openGroup(1) }
        let session = try sample.open()
        #expect(throws: Errno.EBUSY) { _ = try sample.openGroup() }
        try sample.close(session.group)
        #expect(throws: Errno.EBUSY) { _ = try sample.openGroup() }
        try sample.close(session.device)
        try sample.close(try sample.openGroup(), session.container)
    }

    /// VFIO_GROUP_SET_CONTAINER.
    @Test(arguments: Sample.all) func joinsAContainer(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        #expect(sample.ioctl(group, 4, 8) == "-EFAULT")
        #expect(try sample.setContainer(group, -1) == (level == .D0 ? "-EBADF" : "-EINVAL"))
        #expect(try sample.setContainer(group, 999) == "-EBADF")
        #expect(try sample.setContainer(group, try sample.rig.user.openNull()) == "-EINVAL")
        #expect(try sample.setContainer(group, group) == "-EINVAL")
        #expect(try sample.status(group) == "1")
        #expect(try sample.setContainer(group, container) == "0")
        #expect(try sample.setContainer(group, container) == "-EINVAL")
        #expect(try sample.setContainer(group, 999) == (level == .D0 ? "-EBADF" : "-EINVAL"))
        #expect(try sample.status(group) == "3")
        #expect(sample.ioctl(group, 5) == "0")
        #expect(sample.ioctl(group, 5) == "-EINVAL")
        #expect(try sample.status(group) == "1")
    }

    /// VFIO_GROUP_UNSET_CONTAINER, and unknown numbers.
    @Test(arguments: Sample.all) func staysWhileADeviceIsOpen(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let session = try sample.open()
        #expect(sample.ioctl(session.group, 5) == "-EBUSY")
        #expect(sample.ioctl(session.group, 11) == "-ENOTTY")
        #expect(try sample.ioctl(session.group, 3, numbers(4, 0)).result == "-EINVAL")
        #expect(sample.ioctl(session.group, 3, 8) == "-EFAULT")
        try sample.close(session.device)
        #expect(sample.ioctl(session.group, 5) == "0")
    }

    /// VFIO_GROUP_GET_DEVICE_FD: what has to be there first, and the lookup.
    @Test(arguments: Sample.all) func findsDevices(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        #expect(try sample.device(group) == "-EINVAL")
        #expect(try sample.device(group, "x") == (level.isFrom(.C0) ? "-ENODEV" : "-EINVAL"))
        #expect(try sample.setContainer(group, container) == "0")
        #expect(try sample.device(group) == "-EINVAL")
        #expect(sample.ioctl(container, 2, 3) == "0")
        #expect(try sample.device(group, Sample.two) == "-ENODEV")
        #expect(try sample.device(group, "") == "-ENODEV")
        #expect(try sample.device(group, Sample.one.uppercased()) == "-ENODEV")
        #expect(sample.ioctl(group, 6, 8) == "-EFAULT")
        #expect(try sample.ioctl(group, 6, Array(repeating: 65, count: 4096)).result == "-EINVAL")
        #expect(Int(try sample.device(group)) != nil)
    }

    /// `ops->match` decides, and its error ends the search.
    @Test(arguments: Sample.driverLevels) func asksMatch(level: KernelLevel) throws {
        let sample = try Sample(level, .driver)
        sample.adjust = {
            $0.match = { _, name in
                if name == "bad" { throw Errno.EPERM }
                return name == "good"
            }
        }
        try sample.load()
        #expect(sample.create() == "36")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        _ = try sample.setContainer(group, container)
        _ = sample.ioctl(container, 2, 3)
        #expect(try sample.device(group, "bad") == "-EPERM")
        #expect(try sample.device(group) == "-ENODEV")
        #expect(Int(try sample.device(group, "good")) != nil)
    }

    /// Containers: versions, extensions, SET_IOMMU.
    @Test(arguments: Sample.all) func answersForContainers(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        func extensions() -> String { (0...10).map { sample.ioctl(container, 1, $0) }.joined() }
        let later = level.isUpTo(.A1s) ? "00" : level == .D0 ? "10" : "11"
        #expect(sample.ioctl(container, 0) == "0")
        #expect(extensions() == "010100100" + later)
        #expect(sample.ioctl(container, 2, 3) == "-EINVAL")
        #expect(sample.ioctl(container, 11) == "-EINVAL")
        _ = try sample.setContainer(group, container)
        #expect(sample.ioctl(container, 2, 99) == "-ENODEV")
        #expect(sample.ioctl(container, 2, 8) == "-ENODEV")
        _ = sample.rig.news()
        #expect(sample.ioctl(container, 2, 1) == "0")
        let message = "kmsg 4 failing symbol_get of non-GPLONLY symbol mdev_get_iommu_device."
        #expect(sample.rig.news() == (level == .A1s ? [message] : []))
        #expect(sample.ioctl(container, 2, 3) == "-EINVAL")
        #expect(extensions() == "010110100" + later)
        #expect(sample.ioctl(container, 11) == "-ENOTTY")
        #expect(sample.ioctl(group, 5) == "0")
        #expect(sample.ioctl(container, 11) == "-EINVAL")
    }

    /// Device open: every time or only the first, by level; an error leaves nothing.
    @Test(arguments: Sample.all) func opensDevices(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        sample.openError = .EIO
        #expect(throws: Errno.EPERM) { _ = try sample.open() }
        sample.openError = nil
        let group = try #require(sample.kernel.vfio.groups.first)
        #expect(group.containerUsers == 1)
        #expect(group.devices.first?.registrations == 1)
        // The descriptors of the failed open: container 3, group 4.
        sample.events = []
        let first = try #require(Int(try sample.device(4)))
        let second = try #require(Int(try sample.device(4)))
        try sample.close(first, second)
        let each = ["open", "release"]
        #expect(sample.events == (level.isFrom(.B2) ? each : ["open", "open", "release", "release"]))
        #expect(group.devices.first?.registrations == 1)
    }

    /// The driver's module counts files from B1 on; once it is going, there is no open.
    @Test(arguments: [KernelLevel.S, .B1, .B2, .B3, .C0, .C1, .D0]) func holdsTheModule(level: KernelLevel) throws {
        let sample = try Sample(level, .driver)
        let module = Module(name: "sample")
        module.initialise = { [unowned sample] _ in try sample.load() }
        module.exit = { [unowned sample] in try sample.unload() }
        sample.module = module
        sample.kernel.modules.makeAvailable(module)
        try sample.rig.user.insmod("sample")
        #expect(sample.create() == "36")
        let session = try sample.open()
        let counts = level.isFrom(.B1)
        #expect(module.references == (counts ? 1 : 0))
        let second = try #require(Int(try sample.device(session.group)))
        #expect(module.references == (counts ? 2 : 0))
        let unload = try sample.job { process in
            try process.rmmod("sample")
            return 0
        }
        #expect(unload.result == (counts ? "-EAGAIN" : nil))
        try sample.close(second, session.device, session.group)
        if counts {
            #expect(module.references == 0)
            try sample.rig.user.rmmod("sample")
        } else {
            #expect(unload.result == "0")
        }
        #expect(sample.mdev() == nil)
    }

    /// NULL ops of the table, as the shim takes them.
    @Test(arguments: Sample.tableLevels) func translatesMissingCallbacks(level: KernelLevel) throws {
        let sample = try Sample(level)
        sample.adjustTable = {
            ($0.open, $0.openDevice, $0.release, $0.closeDevice, $0.ioctl) = (nil, nil, nil, nil, nil)
        }
        try sample.load()
        #expect(sample.create() == "36")
        guard !level.isUpTo(.B1) else {
            #expect(throws: Errno.EPERM) { _ = try sample.open() }
            #expect(try sample.device(4) == "-EINVAL")
            return
        }
        let session = try sample.open()
        #expect(sample.ioctl(session.device, 7) == "0")
        try sample.close(session.device, session.group)
        #expect(sample.remove() == "1")
    }

    /// An ops table without ioctl, read, write and mmap: the shim's own answers.
    @Test(arguments: Sample.tableLevels) func answersForTheTable(level: KernelLevel) throws {
        let sample = try Sample(level)
        sample.adjustTable = { $0.ioctl = nil }
        try sample.load()
        #expect(sample.create() == "36")
        let session = try sample.open()
        let user = sample.rig.user
        #expect(sample.ioctl(session.device, 7) == (level.isFrom(.B2) ? "0" : "-EINVAL"))
        #expect(throws: Errno.EINVAL) { _ = try user.pread(session.device, address: 0, count: 4, position: 0) }
        #expect(throws: Errno.EINVAL) { _ = try user.pwrite(session.device, address: 0, count: 4, position: 0) }
        #expect(throws: Errno.EINVAL) { _ = try user.mmap(session.device, length: 4096, isShared: true) }
    }

    /// The shim holds its own module for each file, up to B0.
    @Test(arguments: [KernelLevel.A0, .A1, .A1s, .A2, .B0, .B1, .B2, .B3]) func holdsTheShim(level: KernelLevel) throws
    {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let module = try #require(sample.kernel.mdev.shim?.module)
        let before = module.references
        let session = try sample.open()
        #expect(module.references == before + 1)
        try sample.close(session.device)
        #expect(module.references == before)
    }

    /// NULL ops of a device: -EINVAL; without open, an oops at S and B1.
    @Test(arguments: Sample.driverLevels) func refusesMissingOps(level: KernelLevel) throws {
        let sample = try Sample(level, .driver)
        sample.adjust = { $0.ioctl = nil }
        try sample.load()
        #expect(sample.create() == "36")
        let session = try sample.open()
        let user = sample.rig.user
        #expect(sample.ioctl(session.device, 7) == "-EINVAL")
        #expect(throws: Errno.EINVAL) { _ = try user.pread(session.device, address: 0, count: 4, position: 0) }
        #expect(throws: Errno.EINVAL) { _ = try user.pwrite(session.device, address: 0, count: 0, position: 0) }
        #expect(throws: Errno.EINVAL) { _ = try user.mmap(session.device, length: 4096, isShared: true) }
        #expect(throws: Errno.ESPIPE) { try user.lseek(session.device, 0, .start) }
    }

    @Test(arguments: [KernelLevel.S, .B1]) func oopsesWithoutOpen(level: KernelLevel) throws {
        let sample = try Sample(level, .driver)
        sample.adjust = { $0.open = nil }
        try sample.load()
        #expect(sample.create() == "36")
        #expect(throws: Errno.EPERM) { _ = try sample.open() }
        #expect(try sample.device(4).hasPrefix("-oops"))
    }

    /// The core answers VFIO_DEVICE_FEATURE before the driver, from C0 on.
    @Test(arguments: Sample.driverLevels) func answersFeatures(level: KernelLevel) throws {
        let sample = try Sample.loaded(level, .driver)
        #expect(sample.create() == "36")
        let session = try sample.open()
        func ask(_ size: UInt32, _ flags: UInt32) throws -> String {
            try sample.ioctl(session.device, 17, numbers(size, flags)).result
        }
        guard level.isFrom(.C0) else {
            #expect(try ask(8, 0x5_0001) == "\(0x3b64 + 17)")
            return
        }
        #expect(try ask(8, 0x5_0001) == "-ENOTTY")
        #expect(try ask(8, 0x5_0003) == (level == .D0 ? "-ENOTTY" : "-EINVAL"))
        #expect(try ask(4, 0x5_0001) == "-EINVAL")
        #expect(try ask(8, 0x3_0001) == "-EINVAL")
        #expect(try ask(8, 0x80_0001) == "-EINVAL")
        #expect(sample.ioctl(session.device, 17, 8) == "-EFAULT")
    }

    /// KVM is there before the open, from C0 on, and is gone after the close.
    @Test(arguments: [KernelLevel.C0, .C1, .D0]) func tellsKVM(level: KernelLevel) throws {
        let sample = try Sample(level, .driver)
        var seen: [UInt64] = []
        sample.adjust = {
            $0.openDevice = { seen.append($0.kvm) }
        }
        try sample.load()
        #expect(sample.create() == "36")
        let group = try #require(sample.kernel.vfio.groups.first)
        try sample.kernel.vfio.setKVM(0x1000, of: group)
        let session = try sample.open()
        #expect(seen == [0x1000])
        try sample.close(session.device)
        #expect(sample.vfioDevices[Sample.one]?.kvm == 0)
    }

    /// After the device went: the group stays with who has it open, at D0 as a shell.
    @Test(arguments: Sample.all) func outlivesItsDevices(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        #expect(sample.remove() == "1")
        let isShell = level.isFrom(.D0)
        #expect(try sample.rig.user.list("/dev/vfio") == (isShell ? ["vfio"] : ["0", "vfio"]))
        #expect(try sample.status(group) == (isShell ? "-ENODEV" : "1"))
        #expect(try sample.setContainer(group, container) == (isShell ? "-ENODEV" : "0"))
        #expect(sample.ioctl(container, 2, 3) == (isShell ? "-EINVAL" : "0"))
        #expect(try sample.device(group) == "-ENODEV")
        // The number of the iommu group is taken as long as the vfio group is there.
        #expect(sample.create(Sample.two) == "36")
        #expect(sample.kernel.iommu.groups.keys.sorted() == (isShell ? [0] : [0, 1]))
        try sample.close(group, container)
        #expect(try sample.rig.user.list("/dev/vfio") == (isShell ? ["0", "vfio"] : ["1", "vfio"]))
    }
}
