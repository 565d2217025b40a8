// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.3, the file create.
@Suite struct CreateTests {
    /// Steps 1 and 3: length and syntax; the 37th byte is not looked at.
    @Test(arguments: [
        (Sample.one, "36"), (Sample.one + "\n", "37"), (Sample.one + "x", "37"), (Sample.one + "xy", "-EINVAL"),
        (String(Sample.one.dropLast()), "-EINVAL"), ("", "0"), ("1", "-EINVAL"),
        ("11111111-aaaa-4aaa-8aaa-00000000000g", "-EINVAL"), ("11111111aaaa4aaa8aaa0000000000010000", "-EINVAL"),
        ("{1111111-aaaa-4aaa-8aaa-00000000001}", "-EINVAL"), ("00000000-0000-0000-0000-000000000000", "36"),
        ("11111111-AAAA-4AAA-8AAA-000000000001", "36"),
    ])
    func looksAtTheText(text: String, result: String) throws {
        for level in [KernelLevel.A1s, .D0] {
            let sample = try Sample.loaded(level)
            #expect(sample.create(text) == result)
            if result == "36" { #expect(sample.exists(text.lowercased())) }
        }
    }

    /// Step 4: one UUID in all the machine.
    @Test(arguments: Sample.all) func refusesADuplicate(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        #expect(sample.create() == "-EEXIST")
        #expect(sample.create(Sample.one, "large") == "-EEXIST")
        // The failed ones took nothing.
        #expect(sample.create(Sample.two) == "36")
    }

    /// Step 5: D0 counts for drivers without get_available.
    @Test func countsInstances() throws {
        let sample = try Sample.loaded(.D0)
        let available = sample.path("small", "available_instances")
        #expect(sample.rig.read(available) == "2\n")
        #expect(sample.create() == "36")
        #expect(sample.rig.read(available) == "1\n")
        #expect(sample.create(Sample.two, "large") == "36")
        #expect(sample.create("11111111-aaaa-4aaa-8aaa-000000000003") == "-EUSERS")
        #expect(sample.remove() == "1")
        #expect(sample.rig.read(available) == "1\n")
    }

    /// The count comes back when the device is released, not when it is deleted.
    @Test func countsUntilReleased() throws {
        let sample = try Sample.loaded(.D0)
        #expect(sample.create() == "36")
        let device = try #require(sample.mdev()).device
        sample.rig.devices.get(device)
        #expect(sample.remove() == "1")
        #expect(!sample.exists())
        #expect(sample.rig.read(sample.path("small", "available_instances")) == "1\n")
        #expect(sample.create() == "-EEXIST")
        try sample.rig.devices.put(device)
        #expect(sample.rig.read(sample.path("small", "available_instances")) == "2\n")
        #expect(sample.create() == "36")
    }

    /// get_available: the driver's business.
    @Test func leavesCountingToTheDriver() throws {
        let sample = try Sample(.D0)
        sample.adjustDriver = {
            $0.availableInstances = { _ in 0 }
            $0.description = { type in Array("the \(type.name)\n".utf8) }
        }
        try sample.load()
        #expect(sample.rig.read(sample.path("small", "available_instances")) == "0\n")
        #expect(sample.rig.read(sample.path("small", "description")) == "the small\n")
        #expect(sample.create() == "36")
    }

    /// Step 9: an error of the driver's create or probe.
    @Test(arguments: Sample.all) func passesTheDriversError(level: KernelLevel) throws {
        for error in [Errno.ENOSPC, .EPROBE_DEFER] {
            let sample = try Sample.loaded(level)
            sample.createError = error
            let told = sample.style == .driver && error == .EPROBE_DEFER && level != .S ? Errno.EAGAIN : error
            #expect(sample.create() == "-\(told)")
            // Nothing is left of it.
            #expect(sample.mdev() == nil)
            #expect(sample.kernel.iommu.groups.isEmpty)
            let events = sample.rig.news().filter { $0.hasPrefix("uevent") }
            if level != .A0 { #expect(events.count == (sample.style == .table ? 0 : 2)) }
            sample.createError = nil
            #expect(sample.create() == "36")
        }
    }

    /// Step 9, A1 to B0: that nobody was bound is no error.
    @Test(arguments: [KernelLevel.A0, .A1, .A1s, .A2, .B0]) func doesNotAskForADriver(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        try sample.kernel.mdev.unregister(try #require(sample.kernel.mdev.shim).driver)
        #expect(sample.create() == "36")
        let mdev = try #require(sample.mdev())
        #expect(mdev.isActive)
        #expect(mdev.device.driver == nil)
        #expect(sample.kernel.vfio.groups.isEmpty)
        #expect(sample.remove() == "1")
    }

    /// Step 9 at S: no driver for the device is -EINVAL.
    @Test func refusesWithoutADriver() throws {
        let sample = try Sample.loaded(.S)
        try sample.kernel.mdev.unregister(try #require(sample.mdevDriver))
        #expect(sample.create() == "-EINVAL")
        #expect(sample.mdev() == nil)
    }

    /// Step 9, B1 to B3: create of the table, then the driver it names.
    @Test(arguments: [KernelLevel.B1, .B2, .B3]) func createsAndBinds(level: KernelLevel) throws {
        let sample = try Sample(level, .driver)
        var order: [String] = []
        sample.adjustTable = {
            $0.create = { order.append("table: \($0.device.node == nil)") }
            $0.remove = { _ in order.append("table: remove") }
        }
        sample.whileCreating = { order.append("probe") }
        try sample.load()
        #expect(sample.create() == "36")
        sample.createError = .ENXIO
        #expect(sample.create(Sample.two) == "-ENXIO")
        #expect(order == ["table: true", "probe", "table: true", "probe", "table: remove"])
    }

    /// Edge of B1: the driver's own files fail, and nobody is told.
    @Test(arguments: [KernelLevel.B1, .B2, .B3, .C0, .C1, .D0]) func hidesFailingFiles(level: KernelLevel) throws {
        let sample = try Sample(level, .driver)
        sample.adjustDriver = { $0.driver.deviceGroups = { _ in throw Errno.ENOMEM } }
        try sample.load()
        #expect(sample.create() == (level == .B1 ? "36" : "-ENOMEM"))
        #expect(sample.mdev()?.isActive == (level == .B1 ? true : nil))
        #expect(sample.mdev()?.device.driver == nil)
        #expect(sample.kernel.vfio.devices.isEmpty)
    }

    /// Files of the device come with it.
    @Test(arguments: Sample.tableLevels) func hasItsGroups(level: KernelLevel) throws {
        let sample = try Sample(level)
        sample.adjustTable = {
            $0.deviceGroups = { mdev in
                [AttributeGroup(name: "vendor", attributes: [Attribute("name", mdev.uuid + "\n")])]
            }
        }
        try sample.load()
        #expect(sample.create() == "36")
        #expect(sample.rig.read("/sys/bus/mdev/devices/\(Sample.one)/vendor/name") == Sample.one + "\n")
    }

    /// Success: what the log and /sys have then.
    @Test(arguments: Sample.all) func comesUp(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let name = sample.style == .table ? "vfio_mdev" : "sample"
        let device = "/devices/virtual/sample/parent/\(Sample.one)"
        var expected = ["kmsg 6 \(name) \(Sample.one): Adding to iommu group 0"]
        if level.isUpTo(.B2) { expected.append("kmsg 6 \(name) \(Sample.one): MDEV: group_id = 0") }
        expected.append("kmsg 7 \(name) \(Sample.one): MDEV: created")
        let news = sample.rig.news()
        #expect(news.filter { $0.hasPrefix("kmsg") } == expected)
        expected = ["uevent add \(device) SUBSYSTEM=mdev"]
        expected.append("uevent add /devices/virtual/vfio/0 SUBSYSTEM=vfio DEVNAME=vfio/0")
        if level == .D0 { expected.append("uevent add \(device)/vfio-dev/vfio0 SUBSYSTEM=vfio-dev") }
        expected.append("uevent bind \(device) SUBSYSTEM=mdev DRIVER=\(name)")
        #expect(news.filter { $0.hasPrefix("uevent") } == expected)
        #expect(try sample.rig.user.list(sample.path("small", "devices")) == [Sample.one])
        #expect(try sample.rig.user.readlink("/sys\(device)/mdev_type") == "../mdev_supported_types/sample-small")
        #expect(
            try sample.rig.user.readlink("/sys\(device)/iommu_group") == "../../../../../kernel/iommu_groups/0")
        let group = "/sys/kernel/iommu_groups/0"
        #expect(sample.rig.read(group + "/type") == "unknown\n")
        #expect(sample.rig.read(group + "/reserved_regions") == "")
        #expect(sample.rig.read(group + "/name") == (level.isFrom(.B3) ? "vfio-noiommu\n" : "-ENOENT"))
        #expect(try sample.rig.user.list(group + "/devices") == [Sample.one])
    }
}
