// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.4, the file remove.
@Suite struct RemoveTests {
    /// Steps 1 and 2: what is a number, and 0.
    @Test(arguments: [
        ("0", "1", true), ("abc", "-EINVAL", true), ("", "0", true), ("-1", "-EINVAL", true), ("1x", "-EINVAL", true),
        ("08", "-EINVAL", true), ("0x", "-EINVAL", true), ("99999999999999999999", "-EINVAL", true),
        ("1\n", "2", false), ("0x2", "3", false), ("077", "3", false), ("+1", "2", false),
    ])
    func looksAtTheText(text: String, result: String, isThere: Bool) throws {
        for level in [KernelLevel.A1s, .D0] {
            let sample = try Sample.loaded(level)
            #expect(sample.create() == "36")
            #expect(sample.remove(Sample.one, text) == result)
            #expect(sample.exists() == isThere)
        }
    }

    /// Step 3: a file that was open before.
    @Test(arguments: Sample.all) func isGoneForTheSecondWriter(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let fd = try sample.rig.user.open("/sys/bus/mdev/devices/\(Sample.one)/remove", .writeOnly)
        #expect(sample.remove() == "1")
        #expect(sample.rig.result { try sample.rig.put("1", into: fd, sample.rig.user) } == "-ENODEV")
    }

    /// Step 5: from C0 on the file is there before the device is ready, and is lost to who is too early.
    @Test(arguments: [KernelLevel.C0, .C1, .D0]) func isEarly(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        var early = ""
        sample.whileCreating = { [unowned sample] in
            let other = sample.rig.user.fork()
            early = sample.rig.result {
                try sample.rig.writeFile("/sys/bus/mdev/devices/\(Sample.one)/remove", "1", other)
            }
        }
        #expect(sample.create() == "36")
        #expect(early == "-EAGAIN")
        #expect(sample.exists())
        #expect(sample.remove() == "-ENOENT")
    }

    /// remove-common: what ends, in order.
    @Test(arguments: Sample.all) func goesDown(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        _ = sample.rig.news()
        #expect(sample.remove() == "1")
        let name = sample.style == .table ? "vfio_mdev" : "sample"
        let device = "/devices/virtual/sample/parent/\(Sample.one)"
        var expected = ["kmsg 6 \(name) \(Sample.one): Removing from iommu group 0"]
        if level.isUpTo(.B2) { expected.append("kmsg 6 \(name) \(Sample.one): MDEV: detaching iommu") }
        expected.append("kmsg 7 mdev \(Sample.one): MDEV: destroying")
        let news = sample.rig.news()
        #expect(news.filter { $0.hasPrefix("kmsg") } == expected)
        expected = ["uevent remove /devices/virtual/vfio/0 SUBSYSTEM=vfio DEVNAME=vfio/0"]
        if level == .D0 {
            expected.insert("uevent remove \(device)/vfio-dev/vfio0 SUBSYSTEM=vfio-dev", at: 0)
        }
        expected += ["uevent unbind \(device) SUBSYSTEM=mdev", "uevent remove \(device) SUBSYSTEM=mdev"]
        #expect(news.filter { $0.hasPrefix("uevent") } == expected)
        #expect(sample.kernel.iommu.groups.isEmpty)
        #expect(sample.kernel.vfio.groups.isEmpty)
        #expect(sample.create() == "36")
    }

    /// remove-common with the shim: nobody minds what remove returns, but for the log.
    @Test(arguments: Sample.tableLevels.filter { $0 != .A0 }) func goesInSpiteOfAnError(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        sample.removeError = .EBUSY
        #expect(sample.remove() == "1")
        #expect(sample.rig.news().contains("kmsg 3 mdev \(Sample.one): Remove failed: err=-16"))
        #expect(!sample.exists())
    }

    /// A0: remove may refuse, and the file is back.
    @Test func mayBeRefused() throws {
        let sample = try Sample(.A0, .table)
        try sample.load()
        #expect(sample.create() == "36")
        sample.removeError = .EPERM
        #expect(sample.remove() == "-EBUSY")
        #expect(sample.exists())
        sample.removeError = nil
        #expect(sample.remove() == "1")
        #expect(!sample.exists())
    }

    /// While blocked: the UUID is taken, others come and go, a second remove finds nothing.
    @Test(arguments: Sample.all) func blocks(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let session = try sample.open()
        let removal = try sample.removeJob()
        #expect(removal.state == "S")
        #expect(!sample.exists())
        #expect(sample.create() == "-EEXIST")
        #expect(sample.remove() == "-ENOENT")
        #expect(sample.create(Sample.two) == "36")
        #expect(sample.remove(Sample.two) == "1")
        #expect(try sample.rig.user.list(sample.path("small", "devices")).isEmpty)
        var left = ["iommu_group"]
        if level == .D0 { left.append("vfio-dev") }
        #expect(try sample.rig.user.list("/sys/devices/virtual/sample/parent/\(Sample.one)") == left)
        try sample.close(session.device)
        #expect(removal.isBlocked == level.isUpTo(.B3))
        try sample.close(session.group)
        #expect(removal.result == "1")
        #expect(sample.create() == "36")
    }
}
