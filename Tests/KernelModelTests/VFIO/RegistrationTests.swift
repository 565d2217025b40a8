// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.5, registering devices.
@Suite struct RegistrationTests {
    /// A device without an iommu group, and one that is registered.
    @Test(arguments: Sample.all) func refuses(level: KernelLevel) throws {
        let sample = try Sample.loaded(level, level.bindsDrivers || level == .D0 ? .driver : .table)
        #expect(sample.create() == "36")
        let vfio = sample.kernel.vfio!
        let stranger = sample.rig.device("stranger")
        #expect(throws: Errno.EINVAL) { try vfio.register(VFIODevice(stranger, sample.operations())) }
        let mdev = try #require(sample.mdev())
        #expect(throws: level.isFrom(.C0) ? Errno.EINVAL : .EBUSY) {
            try vfio.register(VFIODevice(mdev.device, sample.operations()))
        }
        #expect(sample.remove() == "1")
        #expect(vfio.groups.isEmpty)
    }

    /// Sets of devices, B2 to C1: each alone, or by a name.
    @Test(arguments: [KernelLevel.B2, .B3, .C0, .C1]) func keepsSets(level: KernelLevel) throws {
        let sample = try Sample.loaded(level, .driver)
        let vfio = sample.kernel.vfio!
        let (first, second) = (sample.rig.device("first"), sample.rig.device("second"))
        let one = VFIODevice(first, sample.operations())
        let two = VFIODevice(second, sample.operations())
        #expect(throws: Errno.EINVAL) { try vfio.assignSet(0, to: one) }
        try vfio.assignSet(7, to: one)
        try vfio.assignSet(7, to: two)
        #expect(one.deviceSet === two.deviceSet)
        vfio.uninitialise(one)
        #expect(vfio.sets.count == 1)
        vfio.uninitialise(two)
        #expect(vfio.sets.isEmpty)
    }

    /// D0: the object is counted; a failing init leaves nothing.
    @Test func countsObjects() throws {
        let sample = try Sample.loaded(.D0)
        let vfio = sample.kernel.vfio!
        let device = sample.rig.device("device")
        sample.adjust = { $0.initialise = { _ in throw Errno.ENOSPC } }
        #expect(throws: Errno.ENOSPC) { _ = try vfio.allocate(device, sample.operations()) }
        #expect(vfio.indices.isEmpty)
        sample.adjust = { _ in }
        let one = try vfio.allocate(device, sample.operations())
        let two = try vfio.allocate(device, sample.operations())
        #expect([one.index, two.index] == [0, 1])
        vfio.get(one)
        try vfio.put(one)
        #expect(sample.events.isEmpty)
        try vfio.put(one)
        #expect(sample.events == ["free"])
        #expect(try vfio.allocate(device, sample.operations()).index == 0)
    }
}
