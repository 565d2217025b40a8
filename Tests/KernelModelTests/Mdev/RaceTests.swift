// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.2 to 3.4 and 3.9: who comes while another is under way.
@Suite struct RaceTests {
    /// A driver that takes its time in create.
    private func slow(_ level: KernelLevel) throws -> (Sample, go: () throws -> Void) {
        let sample = try Sample.loaded(level)
        var mayGo = false
        sample.whileCreating = { [unowned sample] in
            try sample.rig.scheduler.wait(for: "the test") { mayGo }
        }
        let go: () throws -> Void = {
            mayGo = true
            try sample.rig.scheduler.settle()
        }
        return (sample, go)
    }

    /// Unregistration waits for a create, and removes what that has made.
    @Test(arguments: Sample.later) func parentWaitsForCreate(level: KernelLevel) throws {
        let (sample, go) = try slow(level)
        let creation = try sample.job { [rig = sample.rig, path = sample.path("small", "create")] in
            try rig.writeFile(path, Sample.one, $0)
        }
        #expect(creation.isBlocked)
        let unload = try sample.job { _ in
            try sample.unload()
            return 0
        }
        #expect(unload.state == "D")
        #expect(
            sample.rig.write(
                "/sys/devices/virtual/sample/parent/mdev_supported_types/sample-small/create", Sample.two) == "-ENODEV")
        try go()
        #expect(creation.result == "36")
        #expect(unload.result == "0")
        #expect(sample.kernel.mdev.devices.isEmpty)
        #expect(sample.events.last == "remove")
    }

    /// A create that fails while the parent waits.
    @Test(arguments: Sample.later) func parentWaitsForAFailingCreate(level: KernelLevel) throws {
        let (sample, go) = try slow(level)
        sample.createError = .EIO
        let creation = try sample.job { [rig = sample.rig, path = sample.path("small", "create")] in
            try rig.writeFile(path, Sample.one, $0)
        }
        let unload = try sample.job { _ in
            try sample.unload()
            return 0
        }
        try go()
        #expect(creation.result == "-EIO")
        #expect(unload.result == "0")
        #expect(sample.kernel.mdev.devices.isEmpty)
    }

    /// The UUID is taken from the first moment.
    @Test(arguments: Sample.all) func secondCreateIsRefused(level: KernelLevel) throws {
        let (sample, go) = try slow(level)
        let creation = try sample.job { [rig = sample.rig, path = sample.path("small", "create")] in
            try rig.writeFile(path, Sample.one, $0)
        }
        #expect(creation.isBlocked)
        #expect(sample.create() == "-EEXIST")
        try go()
        #expect(creation.result == "36")
    }

    /// Two removes that are open before either writes: one removes, the other finds the file gone.
    @Test(arguments: Sample.all) func removesOnce(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let session = try sample.open()
        let file = "/sys/bus/mdev/devices/\(Sample.one)/remove"
        let late = try sample.rig.user.open(file, .writeOnly)
        let removal = try sample.removeJob()
        #expect(sample.rig.result { try sample.rig.put("1", into: late, sample.rig.user) } == "-ENODEV")
        #expect(removal.isBlocked)
        try sample.close(session.device, session.group)
        #expect(removal.result == "1")
    }

    /// I5: up to B0 and at S nothing keeps the parent from going while a device is open, but it blocks.
    @Test(arguments: [KernelLevel.A0, .A1, .A1s, .A2, .B0, .S]) func unloadingBlocks(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let session = try sample.open()
        let unload = try sample.job { _ in
            try sample.unload()
            return 0
        }
        #expect(unload.state == "S")
        #expect(sample.create(Sample.two) == "-ENOENT")
        #expect(sample.ioctl(session.device, 7) == "\(0x3b64 + 7)")
        try sample.close(session.device, session.group)
        #expect(unload.result == "0")
    }

    /// bind and unbind by hand: back again up to B0, never from B1 on.
    @Test(arguments: Sample.all) func canBeBoundAgain(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let name = sample.style == .table ? "vfio_mdev" : "sample"
        let place = "/sys/bus/mdev/drivers/\(name)/"
        #expect(sample.rig.write(place + "unbind", Sample.one) == "36")
        #expect(sample.exists())
        #expect(sample.kernel.vfio.devices.isEmpty)
        #expect(sample.rig.write(place + "unbind", Sample.one) == "-ENODEV")
        let fits = level.isUpTo(.B0) || level == .S
        #expect(sample.rig.write(place + "bind", Sample.one) == (fits ? "36" : "-ENODEV"))
        #expect(sample.rig.write("/sys/bus/mdev/drivers_probe", Sample.one) == "36")
        #expect(sample.kernel.vfio.devices.count == (fits ? 1 : 0))
        #expect(sample.remove() == "1")
        #expect(sample.create() == "36")
    }
}
