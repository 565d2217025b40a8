// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.8, drivers and users' memory.
@Suite struct PinTests {
    /// An open device whose DMA address 0x1000 is four pages of the user, the last of them read-only and at 0x8000.
    private final class Pinner {
        let sample: Sample
        var session: Sample.Session
        let address: UInt64
        var heard: [String] = []
        var unpins = true
        var notifier: Notifier!

        init(_ level: KernelLevel, iommu: UInt64 = 3, listens: Bool = true) throws {
            sample = try Sample(level, level.bindsDrivers || level == .D0 ? .driver : .table)
            session = Sample.Session(container: -1, group: -1, device: -1)
            address = try sample.rig.memory.allocate(4 * 4096, at: nil)
            if level.isFrom(.C1), listens {
                sample.adjust = {
                    $0.dmaUnmap = { [unowned self] _, iova, size in try hear(iova, size) }
                }
            }
            try sample.load()
            guard sample.create() == "36" else { throw Errno.EIO }
            session = try sample.open(iommu: iommu)
            notifier = Notifier { [unowned self] event in
                if case .unmap(let iova, let size) = event { try hear(iova, size) }
                if case .setKVM(let kvm) = event { heard.append("kvm \(kvm)") }
            }
            if !level.isFrom(.C1), listens { _ = register() }
            for (iova, size, flags) in [(0x1000, 0x3000, 3), (0x8000, 0x1000, 1)] as [(UInt64, UInt64, UInt32)] {
                let at = address + (flags == 3 ? 0 : 0x3000)
                let result = try sample.ioctl(session.container, 13, numbers(32, flags) + long(at, iova, size)).result
                guard result == "0" else { throw Errno.EIO }
            }
        }

        var vfio: VFIOCore { sample.kernel.vfio }
        var mdev: MdevDevice { sample.mdev()! }
        var device: VFIODevice { vfio.device(of: mdev.device)! }

        func hear(_ iova: UInt64, _ size: UInt64) throws {
            heard.append("\(String(iova, radix: 16)) \(String(size, radix: 16))")
            guard unpins else { return }
            for page in 0..<size >> 12 { _ = unpin([iova >> 12 + page]) }
        }

        func register(_ kind: UInt32 = 0, _ events: UInt64 = 1) -> String {
            var events = events
            return sample.rig.result {
                if sample.level.isFrom(.C0) {
                    try vfio.register(notifier, kind, events: &events, of: device)
                } else {
                    try vfio.register(notifier, kind, events: &events, of: mdev.device)
                }
                return 0
            }
        }

        func pin(_ pages: [UInt64], _ protection: UInt32 = 3) -> String {
            do {
                let frames =
                    sample.level.isFrom(.C0)
                    ? try vfio.pin(pages, of: device, protection) : try vfio.pin(pages, of: mdev.device, protection)
                return frames.map { "\(Int64($0) - Int64(address >> 12))" }.joined(separator: " ")
            } catch { return "-\(error)" }
        }

        func unpin(_ pages: [UInt64]) -> String {
            sample.rig.result {
                sample.level.isFrom(.C0)
                    ? try vfio.unpin(pages, of: device) : try vfio.unpin(pages, of: mdev.device)
            }
        }

        func unmap() throws -> String {
            try sample.ioctl(session.container, 14, numbers(24, 0) + long(0x1000, 0x3000)).result
        }
    }

    /// The refusals in their order, all or nothing, and counts.
    @Test(arguments: Sample.all) func pins(level: KernelLevel) throws {
        let user = try Pinner(level)
        #expect(user.pin([]) == "-EINVAL")
        #expect(user.pin(Array(repeating: 1, count: 513)) == "-E2BIG")
        #expect(user.pin([1, 2, 3]) == "0 1 2")
        #expect(user.pin([8]) == "-EPERM")
        #expect(user.pin([8], 1) == "3")
        #expect(user.pin([5]) == "-EINVAL")
        #expect(user.pin([2, 5]) == "-EINVAL")
        let mapping = try #require(user.device.group?.container?.iommu?.find(0x1000, 4096))
        #expect(mapping.pins[0x2000]?.count == 1)
        #expect(user.pin([2]) == "1")
        #expect(mapping.pins[0x2000]?.count == 2)
        #expect(user.unpin([2]) == "1")
        #expect(mapping.pins[0x2000]?.count == 1)
        #expect(user.unpin([2, 3, 5]) == "2")
        #expect(user.unpin([5]) == (level.isFrom(.C1) ? "0" : "-EINVAL"))
        #expect(mapping.pins.keys.sorted() == [0x1000])
    }

    /// Not in version 1, not without somebody who hears of unmapping, not closed.
    @Test(arguments: Sample.all) func wantsMore(level: KernelLevel) throws {
        #expect(try Pinner(level, iommu: 1).pin([1]) == "-EACCES")
        let deaf = try Pinner(level, listens: false)
        #expect(deaf.pin([1]) == "-EINVAL")
        try deaf.sample.close(deaf.session.device)
        #expect(deaf.pin([1]) == "-EINVAL")
        if level.isFrom(.C0) {
            #expect(deaf.sample.rig.news().contains { $0.hasSuffix("the device is not open") })
        } else {
            let stranger = deaf.sample.rig.device("stranger")
            #expect(throws: Errno.ENODEV) { _ = try deaf.vfio.pin([1], of: stranger, 3) }
        }
    }

    /// An address of the user's that is not there.
    @Test(arguments: Sample.all) func passesFaults(level: KernelLevel) throws {
        let user = try Pinner(level)
        try user.sample.rig.memory.release(user.address, 4 * 4096)
        #expect(user.pin([1]) == "-EFAULT")
    }

    /// Unmapping what is pinned: the driver is told once and unpins.
    @Test(arguments: Sample.all) func tellsOfUnmapping(level: KernelLevel) throws {
        let user = try Pinner(level)
        #expect(try user.unmap() == "0")
        #expect(user.heard.isEmpty)
        let again = try Pinner(level)
        #expect(again.pin([1, 3]) == "0 2")
        #expect(try again.unmap() == "0")
        #expect(again.heard == ["1000 3000"])
    }

    /// A driver that does not unpin is told eleven times, and then it is a BUG.
    @Test(arguments: Sample.all) func givesUpAtLast(level: KernelLevel) throws {
        let user = try Pinner(level)
        user.unpins = false
        #expect(user.pin([1]) == "0")
        #expect(try user.unmap().hasPrefix("-oops"))
        #expect(user.heard.count == 11)
    }

    /// vfio_dma_rw().
    @Test(arguments: Sample.all) func readsAndWrites(level: KernelLevel) throws {
        let user = try Pinner(level)
        let vfio = user.vfio
        func read(_ count: Int, _ iova: UInt64) throws -> [UInt8] {
            level.isFrom(.C0)
                ? try vfio.readDMA(count, at: iova, of: user.device)
                : try vfio.readDMA(count, at: iova, of: user.device.group!)
        }
        func write(_ bytes: [UInt8], _ iova: UInt64) throws {
            if level.isFrom(.C0) {
                try vfio.writeDMA(bytes, at: iova, of: user.device)
            } else {
                try vfio.writeDMA(bytes, at: iova, of: user.device.group!)
            }
        }
        try write([1, 2, 3, 4], 0x1ffe)
        #expect(try read(4, 0x1ffe) == [1, 2, 3, 4])
        #expect(try user.sample.rig.memory.read(user.address + 0xffe, 4) == [1, 2, 3, 4])
        #expect(throws: Errno.EPERM) { try write([1], 0x8000) }
        #expect(try read(1, 0x8000) == [0])
        #expect(throws: Errno.EINVAL) { _ = try read(1, 0x5000) }
        #expect(throws: Errno.EINVAL) { _ = try read(8, 0x3ffc) }
        #expect(throws: Errno.EINVAL) { _ = try read(0, 0x1000) }
        _ = user.sample.ioctl(user.session.group, 5)
    }

    /// Notifiers: refusals, and KVM replayed.
    @Test(arguments: [KernelLevel.A0, .A1, .A1s, .A2, .B0, .S, .B1, .B2, .B3, .C0]) func notifies(level: KernelLevel)
        throws
    {
        let user = try Pinner(level, listens: false)
        #expect(user.register(0, 0) == "-EINVAL")
        #expect(user.register(7, 1) == "-EINVAL")
        #expect(user.register(0, 2) == "-EINVAL")
        #expect(user.register(1, 3) == "-EINVAL")
        let group = try #require(user.device.group)
        try user.vfio.setKVM(42, of: group)
        #expect(user.register(1, 1) == (level == .C0 ? "-EINVAL" : "0"))
        #expect(user.heard == (level == .C0 ? [] : ["kvm 42"]))
        #expect(user.register(0, 1) == "0")
        if level != .C0 {
            try user.vfio.setKVM(0, of: group)
            #expect(user.heard == ["kvm 42", "kvm 0"])
            let stranger = user.sample.rig.device("stranger")
            var events: UInt64 = 1
            #expect(throws: Errno.ENODEV) { try user.vfio.register(user.notifier, 0, events: &events, of: stranger) }
            try user.vfio.unregister(user.notifier, 1, of: user.mdev.device)
            #expect(throws: Errno.ENOENT) { try user.vfio.unregister(user.notifier, 1, of: user.mdev.device) }
        }
    }

    /// A group that goes with a notifier on it says so.
    @Test(arguments: [KernelLevel.A1, .A1s, .A2, .B0, .B1, .B2, .B3]) func warnsOfNotifiers(level: KernelLevel) throws {
        let user = try Pinner(level, listens: false)
        #expect(user.register(1, 1) == "0")
        try user.sample.close(user.session.device, user.session.group, user.session.container)
        _ = user.sample.rig.news()
        #expect(user.sample.remove() == "1")
        #expect(user.sample.rig.news().contains("kmsg 4 WARNING: notifiers of vfio group 0 are left"))
    }

    /// An external user keeps the group where it is.
    @Test(arguments: [KernelLevel.A1, .A1s, .A2, .B0, .B1, .B2, .B3]) func hasExternalUsers(level: KernelLevel) throws {
        let user = try Pinner(level)
        let group = try user.vfio.externalUser(of: user.mdev.device)
        try user.sample.close(user.session.device)
        #expect(user.sample.ioctl(user.session.group, 5) == "-EBUSY")
        #expect(try user.vfio.pin([1], of: group, 3).count == 1)
        #expect(try user.vfio.unpin([1], of: group) == 1)
        try user.vfio.putExternalUser(group)
        #expect(user.sample.ioctl(user.session.group, 5) == "0")
    }

    /// VFIO_IOMMU_DIRTY_PAGES: what is pinned, and what was since the last time.
    @Test(arguments: Sample.all) func tracksDirtyPages(level: KernelLevel) throws {
        let user = try Pinner(level)
        let sample = user.sample
        let fd = user.session.container
        let data = try sample.rig.memory.allocate(8, at: nil)
        func bitmap() throws -> String {
            let range = long(0x1000, 0x3000, 0x1000, 8, data)
            let result = try sample.ioctl(fd, 17, numbers(48, 4) + range).result
            return result == "0" ? "\(try sample.rig.memory.read(data, 1)[0])" : result
        }
        if level == .A0 {
            #expect(try bitmap() == "-ENOTTY")
            return
        }
        #expect(try bitmap() == "-EINVAL")
        #expect(try sample.ioctl(fd, 17, numbers(8, 3)).result == "-EINVAL")
        #expect(user.pin([1]) == "0")
        #expect(try sample.ioctl(fd, 17, numbers(8, 1)).result == "0")
        #expect(user.pin([3]) == "2")
        #expect(try bitmap() == "5")
        #expect(user.unpin([3]) == "1")
        #expect(try bitmap() == "5")
        #expect(try bitmap() == "1")
        #expect(try sample.ioctl(fd, 17, numbers(8, 2)).result == "0")
        #expect(try bitmap() == "-EINVAL")
    }

    /// VFIO_DMA_UNMAP_FLAG_VADDR: who pins waits for the new address, where mdevs are not kept out of it.
    @Test(arguments: [KernelLevel.A2, .B0, .S, .B1, .B2, .B3, .C0, .C1]) func waitsForAddresses(level: KernelLevel)
        throws
    {
        let user = try Pinner(level)
        let sample = user.sample
        let fd = user.session.container
        #expect(try sample.ioctl(fd, 14, numbers(24, 4) + long(0x1000, 0x3000)).result == "0")
        var pinned = ""
        let job = try sample.job { _ in
            pinned = user.pin([2])
            return 0
        }
        #expect(job.isBlocked)
        #expect(try sample.ioctl(fd, 13, numbers(32, 4) + long(user.address + 0x1000, 0x1000, 0x3000)).result == "0")
        try sample.rig.scheduler.settle()
        #expect(job.result == "0")
        #expect(pinned == "2")
    }
}
