// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.7 and 3.9, who waits for whom.
@Suite struct UnregisterTests {
    /// Step 3: request at once and every ten seconds, from A2 on (with the shim).
    @Test(arguments: Sample.all) func asksAgainAndAgain(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let session = try sample.open()
        sample.events = []
        let removal = try sample.removeJob()
        // Of the early shims none asks.
        func requests() -> [String] { sample.events.filter { $0.hasPrefix("request") } }
        #expect(requests() == (level.isUpTo(.A1s) ? [] : ["request 0"]))
        _ = try sample.rig.scheduler.wait(
            for: "time", isInterruptible: false, until: sample.rig.scheduler.now + 25_000_000_000
        ) { false }
        #expect(requests() == (level.isUpTo(.A1s) ? [] : ["request 0", "request 1", "request 2"]))
        try sample.close(session.device, session.group)
        #expect(removal.result == "1")
    }

    /// Step 3: no request in the table: one notice.
    @Test(arguments: Sample.tableLevels) func saysThatNobodyAsks(level: KernelLevel) throws {
        let sample = try Sample(level)
        sample.adjustTable = { $0.request = nil }
        try sample.load()
        #expect(sample.create() == "36")
        let session = try sample.open()
        _ = sample.rig.news()
        _ = try sample.removeJob()
        let notice =
            "kmsg 5 vfio_mdev \(Sample.one): No mdev vendor driver request callback support, "
            + "blocked until released by user"
        #expect(sample.rig.news() == (level.isUpTo(.A1s) ? [] : [notice]))
        try sample.close(session.device, session.group)
    }

    /// Step 3: a signal ends nothing, but is told, and the next is not looked at.
    @Test(arguments: Sample.all) func isNotInterrupted(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let session = try sample.open()
        let removal = try sample.removeJob()
        #expect(removal.state == "S")
        _ = sample.rig.news()
        let task = try #require(removal.task)
        task.hasSignal = true
        try sample.rig.scheduler.settle()
        #expect(removal.state == "D")
        let name = sample.style == .table ? "vfio_mdev" : "sample"
        #expect(
            sample.rig.news() == [
                "kmsg 4 \(name) \(Sample.one): Device is currently in use, task \"exercise\" (\(task.pid)) "
                    + "blocked until device is released"
            ])
        try sample.rig.scheduler.settle()
        #expect(sample.rig.news().isEmpty)
        try sample.close(session.device, session.group)
        #expect(removal.result == "1")
    }

    /// Until the last file goes, more can be opened.
    @Test(arguments: Sample.all) func canStillBeOpened(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let session = try sample.open()
        let removal = try sample.removeJob()
        let second = try #require(Int(try sample.device(session.group)))
        try sample.close(session.device)
        #expect(removal.isBlocked)
        try sample.close(second, session.group)
        #expect(removal.result == "1")
    }

    /// Step 4: up to B3 the group has to leave its container.
    @Test(arguments: Sample.all) func waitsForTheContainer(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        _ = try sample.setContainer(group, container)
        let removal = try sample.removeJob()
        let waits = level.isUpTo(.B3)
        #expect(removal.result == (waits ? nil : "1"))
        #expect(removal.state == (waits ? "D" : "-"))
        #expect(try sample.status(group) == (level == .D0 ? "-ENODEV" : "3"))
        #expect(sample.ioctl(group, 5) == (level == .D0 ? "-EINVAL" : "0"))
        try sample.rig.scheduler.settle()
        #expect(removal.result == "1")
    }

    /// I1, I2, I7: the driver's remove comes after its last close, and the writer returns after that.
    @Test(arguments: Sample.all) func closesBeforeItRemoves(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let session = try sample.open()
        let removal = try sample.removeJob()
        sample.events.removeAll { $0.hasPrefix("request") }
        try sample.close(session.device, session.group)
        #expect(removal.result == "1")
        // At A0 the driver's remove comes first, under whatever is open.
        let expected = ["create", "open"] + (level == .A0 ? ["remove", "release"] : ["release", "remove"])
        #expect(sample.events.filter { $0 != "free" } == expected)
        if level == .D0 { #expect(sample.events.contains("free")) }
    }

    /// I6: with the parent all of its mdevs go.
    @Test(arguments: Sample.all) func leavesNoChildren(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        #expect(sample.create(Sample.two, "large") == "36")
        try sample.unload()
        #expect(sample.kernel.mdev.devices.isEmpty)
        #expect(sample.kernel.vfio.devices.isEmpty)
        #expect(sample.kernel.iommu.groups.isEmpty)
        #expect(sample.events.filter { $0 == "remove" }.count == 2)
    }
}
