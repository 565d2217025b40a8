// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.5, 3.6 and 3.8: neither memory nor descriptors are left.
@Suite struct ExhaustionTests {
    /// An mdev whose group is in a container, ready to be opened.
    private func ready(_ level: KernelLevel) throws -> (Sample, group: Int, container: Int) {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        #expect(try sample.setContainer(group, container) == "0")
        #expect(sample.ioctl(container, 2, 3) == "0")
        sample.events = []
        return (sample, group, container)
    }

    private func isAsBefore(_ sample: Sample) -> Bool {
        guard let group = sample.kernel.vfio.groups.first, let device = group.devices.first else { return false }
        return group.containerUsers == 1 && device.registrations == 1 && device.openCount == 0
    }

    /// No descriptor: up to B3 the device is opened and released, later it is not even opened.
    @Test(arguments: Sample.all) func descriptors(level: KernelLevel) throws {
        let (sample, group, _) = try ready(level)
        while (try? sample.rig.user.openNull()) != nil {}
        #expect(try sample.device(group) == "-EMFILE")
        #expect(sample.events == (level.isFrom(.C0) ? [] : ["open", "release"]))
        #expect(isAsBefore(sample))
        #expect(throws: Errno.EMFILE) { try sample.openContainer() }
        try sample.rig.user.close(100)
        #expect(try sample.device(group) == "100")
    }

    /// No memory for the file: the device is closed again.
    @Test(arguments: Sample.all) func files(level: KernelLevel) throws {
        let (sample, group, _) = try ready(level)
        #expect(sample.failing(first: .deviceFile) { try sample.device(group) } == "-ENOMEM")
        #expect(sample.events == ["open", "release"])
        #expect(isAsBefore(sample))
        #expect(Int(try sample.device(group)) != nil)
    }

    /// Containers, their iommu, what that keeps of groups and of mappings.
    @Test(arguments: Sample.all) func containers(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        #expect(sample.failing(first: .container) { "\(try sample.openContainer())" } == "-ENOMEM")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        #expect(try sample.setContainer(group, container) == "0")
        let module = try #require(sample.kernel.vfio.type1Module)
        let references = module.references
        for site in [AllocationSite.iommu, .iommuGroupOfContainer] {
            #expect(sample.failing(first: site) { sample.ioctl(container, 2, 3) } == "-ENOMEM")
            #expect(module.references == references)
            #expect(sample.ioctl(container, 11) == "-EINVAL")
        }
        #expect(sample.ioctl(container, 2, 3) == "0")
        let address = try sample.rig.memory.allocate(4096, at: nil)
        func map() throws -> String {
            try sample.ioctl(container, 13, numbers(32, 3) + long(address, 0x1000, 0x1000)).result
        }
        #expect(sample.failing(first: .mapping, map) == "-ENOMEM")
        #expect(try map() == "0")
    }

    /// 3.8: a page that cannot be remembered; those before it are let go.
    @Test(arguments: Sample.all) func pinnedPages(level: KernelLevel) throws {
        let sample = try Sample(level, level.bindsDrivers || level == .D0 ? .driver : .table)
        sample.adjust = { $0.dmaUnmap = { _, _, _ in } }
        try sample.load()
        #expect(sample.create() == "36")
        let session = try sample.open()
        let vfio = sample.kernel.vfio!
        let mdev = try #require(sample.mdev())
        let device = try #require(vfio.device(of: mdev.device))
        let address = try sample.rig.memory.allocate(2 * 4096, at: nil)
        #expect(
            try sample.ioctl(session.container, 13, numbers(32, 3) + long(address, 0x1000, 0x2000)).result == "0")
        var events: UInt64 = 1
        if level == .C0 { try vfio.register(Notifier { _ in }, 0, events: &events, of: device) }
        if level.isUpTo(.B3) { try vfio.register(Notifier { _ in }, 0, events: &events, of: mdev.device) }
        var unpinned: [UInt64] = []
        vfio.unpinUserPage = { unpinned.append($0) }
        func pin(_ pages: [UInt64]) -> String {
            sample.rig.result {
                level.isFrom(.C0)
                    ? try vfio.pin(pages, of: device, 3).count : try vfio.pin(pages, of: mdev.device, 3).count
            }
        }
        // The second of two.
        let failures = FailingAllocations(number: 2)
        #expect(sample.failing(failures) { pin([1, 2]) } == "-ENOMEM")
        #expect(failures.failed == .pinnedPage)
        #expect(Set(unpinned) == [address >> 12, address >> 12 + 1])
        #expect(pin([1, 2]) == "2")
    }

    /// 3.5: that there is no set is found out by who opens.
    @Test(arguments: [KernelLevel.B2, .B3, .C0, .C1, .D0]) func sets(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.failing(first: .deviceSet) { sample.create() } == "36")
        #expect(throws: Errno.EPERM) { _ = try sample.open() }
        #expect(try sample.device(4).hasPrefix("-oops"))
        let one = VFIODevice(sample.rig.device("first"), sample.operations())
        #expect(
            sample.failing(first: .deviceSet) {
                try sample.kernel.vfio.assignSet(7, to: one)
                return "0"
            } == "-ENOMEM")
        #expect(one.deviceSet == nil)
    }

    /// 3.5, D0: "vfio0" cannot be added: its group is undone, and probe's caller is told.
    @Test(arguments: [AllocationSite.sysfs("vfio0"), .sysfs("vfio-dev")]) func deviceOfTheClass(site: AllocationSite)
        throws
    {
        let sample = try Sample.loaded(.D0)
        let before = sample.everything()
        #expect(sample.failing(first: site) { sample.create() } == "-ENOMEM")
        #expect(sample.kernel.vfio.groups.isEmpty)
        #expect(sample.kernel.iommu.groups.isEmpty)
        #expect(sample.everything() == before)
        #expect(sample.create() == "36")
    }
}
