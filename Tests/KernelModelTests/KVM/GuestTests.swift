// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// Guests, the groups they know and what drivers learn of it.
@Suite struct GuestTests {
    @Test(arguments: Sample.all) func aGroupLearnsOfItsGuest(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let (user, kvm) = (sample.rig.user, sample.kernel.kvm)
        let alone = try sample.openGroup()
        if level.kvmHoldsGroupFile {
            try user.attachGuest(1, group: alone)
            try user.detachGuest(1, group: alone)
        } else {
            // Its container has to do something.
            #expect(throws: Errno.EINVAL) { try user.attachGuest(1, group: alone) }
        }
        try sample.close(alone)

        let session = try sample.open()
        #expect(throws: Errno.EINVAL) { try user.attachGuest(1, group: session.container) }
        #expect(throws: Errno.EBADF) { try user.attachGuest(1, group: 999) }
        #expect(throws: Errno.ENOENT) { try user.detachGuest(1, group: session.group) }
        try user.attachGuest(1, group: session.group)
        #expect(throws: Errno.EEXIST) { try user.attachGuest(1, group: session.group) }
        let group = try #require(sample.kernel.vfio.groups.first)
        #expect(group.kvm == (try kvm.guest(1).handle))
        try user.detachGuest(1, group: session.group)
        #expect(group.kvm == 0)
        try sample.close(session.device)
        try sample.close(session.group, session.container)
    }

    @Test(arguments: [KernelLevel.A1s, .B3]) func notifiersAreCalled(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let session = try sample.open()
        let device = try #require(sample.kernel.vfio.groups.first?.devices.first?.device)
        var heard: [Notifier.Event] = []
        let notifier = Notifier { heard.append($0) }
        var events = Notifier.onlyEvent
        try sample.rig.user.attachGuest(1, group: session.group)
        let handle = try sample.kernel.kvm.guest(1).handle
        try sample.kernel.vfio.register(notifier, Notifier.Kind.group.rawValue, events: &events, of: device)
        try sample.rig.user.detachGuest(1, group: session.group)
        #expect(heard == [.setKVM(handle), .setKVM(0)])
    }

    @Test func theLastReferenceEndsIt() throws {
        let sample = try Sample.loaded(.A1s)
        #expect(sample.create() == "36")
        let session = try sample.open()
        let kvm = sample.kernel.kvm
        var gone: [Int] = []
        kvm.onDestroy = { gone.append($0.number) }
        try sample.rig.user.attachGuest(1, group: session.group)
        let guest = try kvm.guest(1)
        kvm.get(guest)
        try sample.rig.user.closeGuest(1)
        #expect(gone.isEmpty && kvm.guest(at: guest.handle) === guest)
        try kvm.put(guest)
        #expect(gone == [1] && kvm.guests.isEmpty)
        // And with it what it knew of groups.
        #expect(sample.kernel.vfio.groups.first?.kvm == 0)
    }

    @Test func subclassesAreCounted() throws {
        let rig = try Rig(.D0)
        let (kvm, guest) = (rig.kernel.kvm, try rig.kernel.kvm.guest(1))
        #expect(try kvm.registerSubclass(3, of: guest) == GuestCrypto.hostClass)
        #expect(throws: Errno.ERANGE) { _ = try kvm.registerSubclass(8, of: guest) }
        try kvm.unregisterSubclass(3, of: guest)
        #expect(throws: Errno.EINVAL) { try kvm.unregisterSubclass(3, of: guest) }
    }

    @Test func withoutAHookThereAreNoQueues() throws {
        let rig = try Rig(.D0)
        let (without, condition) = try rig.user.executePQAP(1, [0x0300_0405, 0, 0])
        #expect(without == 0x1_0000 && condition == 3)
        #expect(throws: Errno.EOPNOTSUPP) { _ = try rig.user.executePQAP(1, [0x0000_0405, 0, 0]) }
        rig.kernel.kvm.queueHook = { _, registers in registers[2] }
        let (with, good) = try rig.user.executePQAP(1, [0x0300_0405, 0, 0x8100_0000])
        #expect(with == 0x8100_0000 && good == 0)
    }
}
