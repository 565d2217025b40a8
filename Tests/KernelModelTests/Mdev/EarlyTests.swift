// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.2 to 3.4 as it was before 5.2.
@Suite struct EarlyTests {
    /// 3.3 step 9: the device is bound before the driver's create runs, and may be seen.
    @Test func createsAfterBinding() throws {
        let sample = try Sample.loaded(.A0)
        var seen: [String] = []
        sample.whileCreating = { [unowned sample] in
            let mdev = try #require(sample.mdev())
            seen = [mdev.device.driver?.name ?? "nobody", "\(sample.kernel.vfio.devices.count)", "\(mdev.isActive)"]
            // The file remove comes last.
            #expect(sample.remove() == "-ENOENT")
        }
        #expect(sample.create() == "36")
        #expect(seen == ["vfio_mdev", "1", "false"])
        #expect(sample.mdev()?.isActive == true)
    }

    /// An error of create: what was bound is unbound, and nothing stays.
    @Test func undoesTheDevice() throws {
        let sample = try Sample.loaded(.A0)
        let before = sample.everything()
        sample.createError = .ENOSPC
        #expect(sample.create() == "-ENOSPC")
        #expect(sample.everything() == before)
        #expect(sample.events == ["create"])
    }

    /// Files of the device that cannot be made: the driver's remove is called.
    @Test func undoesCreate() throws {
        let sample = try Sample(.A0)
        let twice = AttributeGroup(name: nil, attributes: [Attribute("uevent", "")])
        sample.adjustTable = { $0.deviceGroups = { _ in [twice] } }
        try sample.load()
        #expect(sample.create() == "-EEXIST")
        #expect(sample.events == ["create", "remove"])
        #expect(sample.mdev() == nil)
    }

    /// 3.4: remove may refuse, whatever it says it is -EBUSY; the mdev is as it was, its file too.
    @Test func mayRefuse() throws {
        let sample = try Sample.loaded(.A0)
        #expect(sample.create() == "36")
        sample.removeError = .EPERM
        let session = try sample.open()
        #expect(sample.remove() == "-EBUSY")
        #expect(sample.remove() == "-EBUSY")
        #expect(sample.mdev()?.isActive == true)
        #expect(sample.ioctl(session.device, 7) == "\(0x3b64 + 7)")
        try sample.close(session.device, session.group)
    }

    /// The driver's remove runs while files are open, and removal waits for them after that.
    @Test func removesUnderOpenFiles() throws {
        let sample = try Sample.loaded(.A0)
        #expect(sample.create() == "36")
        let session = try sample.open()
        let removal = try sample.removeJob()
        #expect(sample.events == ["create", "open", "remove"])
        #expect(removal.isBlocked)
        // The driver is called for what it has forgotten.
        #expect(sample.ioctl(session.device, 7) == "\(0x3b64 + 7)")
        try sample.close(session.device, session.group)
        #expect(sample.events == ["create", "open", "remove", "release"])
        #expect(removal.result == "1")
    }

    /// 3.2: with the parent everything goes, refused or not.
    @Test func forcesRemoval() throws {
        let sample = try Sample.loaded(.A0)
        #expect(sample.create() == "36")
        #expect(sample.create(Sample.two) == "36")
        sample.removeError = .EBUSY
        try sample.unload()
        #expect(sample.kernel.mdev.devices.isEmpty)
        #expect(sample.events.filter { $0 == "remove" }.count == 2)
    }

    /// 3.2: a child that is not ready is left behind, with those that come after it.
    @Test func leavesBehindWhoIsNotReady() throws {
        let sample = try Sample.loaded(.A0)
        #expect(sample.create() == "36")
        var (waits, mayGo) = (true, false)
        sample.whileCreating = { [unowned sample] in
            if waits { try sample.rig.scheduler.wait(for: "the test") { mayGo } }
        }
        let path = sample.path("small", "create")
        let creation = try sample.job { [rig = sample.rig] in try rig.writeFile(path, Sample.two, $0) }
        #expect(creation.isBlocked)
        waits = false
        let third = "11111111-aaaa-4aaa-8aaa-000000000003"
        #expect(sample.create(third, "large") == "36")
        let unload = try sample.job { _ in
            try sample.unload()
            return 0
        }
        // Not for the mdev, but for the file create that is being written.
        #expect(unload.state == "D")
        #expect(sample.mdev() == nil)
        mayGo = true
        try sample.rig.scheduler.settle()
        // Its type is gone.
        #expect(creation.result == "-ENOENT")
        #expect(unload.result == "0")
        #expect(sample.kernel.mdev.parents.isEmpty)
        #expect(sample.mdev(third)?.isActive == true)
        #expect(sample.remove(third) == "1")
    }
}
