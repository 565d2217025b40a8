// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.6 and 3.7: a group with devices that are not vfio's, and modules that go.
@Suite struct ViabilityTests {
    /// One group with the device "one" of a vfio driver and the device "two".
    private final class Neighbours {
        let sample: Sample
        let bus: Bus
        let one: Device
        let two: Device
        let vfioDevice: VFIODevice

        init(_ level: KernelLevel) throws {
            sample = try Sample(level)
            bus = try sample.rig.bus("hard")
            one = sample.rig.device("one", bus: bus)
            two = sample.rig.device("two", bus: bus)
            try sample.rig.devices.add(one)
            try sample.rig.devices.add(two)
            let group = try sample.kernel.iommu.allocate()
            try sample.kernel.iommu.add(one, to: group)
            try sample.kernel.iommu.add(two, to: group)
            try sample.kernel.iommu.put(group)
            vfioDevice = VFIODevice(one, sample.operations())
            bus.match = { device, driver in driver.name.hasSuffix(device.name) || driver.name == "pci-stub" }
            let driver = Driver(name: "vfio-one", bus: bus)
            driver.probe = { [unowned self] _ in try sample.kernel.vfio.register(vfioDevice) }
            driver.remove = { [unowned self] _ in try sample.kernel.vfio.unregister(vfioDevice) }
            try sample.rig.devices.register(driver)
        }

        func bind(_ name: String) throws {
            bus.match = { device, driver in driver.name == name && device.name == "two" }
            try sample.rig.devices.register(Driver(name: name, bus: bus))
        }
    }

    private static let walking: [KernelLevel] = [.A0, .A1, .A1s, .A2, .B0, .S, .B1, .B2, .B3]

    /// A device of the group that another driver has: the group is of no use.
    @Test(arguments: Self.walking) func isNotViable(level: KernelLevel) throws {
        let both = try Neighbours(level)
        let sample = both.sample
        let group = try sample.openGroup()
        #expect(try sample.status(group) == "1")
        try both.bind("net")
        #expect(try sample.status(group) == "0")
        // It can be put into a container, but that is all.
        let container = try sample.openContainer()
        #expect(try sample.setContainer(group, container) == "0")
        #expect(sample.ioctl(container, 2, 3) == "0")
        #expect(try sample.device(group, "one") == "-EINVAL")
        #expect(throws: Errno.EINVAL) { _ = try sample.kernel.vfio.externalUser(of: both.one) }
        try sample.rig.devices.releaseDriver(of: both.two)
        #expect(try sample.status(group) == "3")
        #expect(Int(try sample.device(group, "one")) != nil)
    }

    /// Stubs do no harm.
    @Test(arguments: Self.walking) func allowsStubs(level: KernelLevel) throws {
        let both = try Neighbours(level)
        let group = try both.sample.openGroup()
        try both.bind("pci-stub")
        #expect(both.two.driver?.name == "pci-stub")
        #expect(try both.sample.status(group) == "1")
    }

    /// 3.6: to bind another driver in a group that is in use is a BUG.
    @Test(arguments: Self.walking) func oopsesInUse(level: KernelLevel) throws {
        let both = try Neighbours(level)
        let group = try both.sample.openGroup()
        _ = try both.sample.setContainer(group, try both.sample.openContainer())
        #expect(throws: ModelStop.self) { try both.bind("net") }
        // Not so a stub.
        let other = try Neighbours(level)
        _ = try other.sample.setContainer(try other.sample.openGroup(), try other.sample.openContainer())
        try other.bind("pci-stub")
    }

    /// 3.7 step 1: a device whose driver just goes does not make the group less viable.
    @Test(arguments: Self.walking) func bridgesUnbinding(level: KernelLevel) throws {
        let both = try Neighbours(level)
        let sample = both.sample
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        _ = try sample.setContainer(group, container)
        #expect(sample.ioctl(container, 2, 3) == "0")
        let device = try #require(Int(try sample.device(group, "one")))
        let unbinding = try sample.job { _ in
            try sample.rig.devices.releaseDriver(of: both.one)
            return 0
        }
        #expect(unbinding.isBlocked)
        #expect(try sample.status(group) == "3")
        try sample.close(device, group)
        #expect(unbinding.result == "0")
    }

    /// Two devices of a group: nobody pins for the one what the other sees.
    @Test(arguments: Self.walking) func pinsOnlyAlone(level: KernelLevel) throws {
        let both = try Neighbours(level)
        let sample = both.sample
        let second = VFIODevice(both.two, sample.operations())
        try sample.kernel.vfio.register(second)
        #expect(throws: Errno.EINVAL) { _ = try sample.kernel.vfio.pin([1], of: both.one, 3) }
        #expect(try #require(sample.kernel.vfio.groups.first).devices.count == 2)
        #expect(throws: Errno.EBUSY) { try sample.kernel.vfio.register(VFIODevice(both.two, sample.operations())) }
        try sample.kernel.vfio.unregister(second)
        #expect(sample.kernel.vfio.groups.count == 1)
    }

    /// 3.5, from C0 on: hardware whose iommu does not keep caches coherent.
    @Test(arguments: [KernelLevel.C0, .C1, .D0]) func refusesHardware(level: KernelLevel) throws {
        let sample = try Sample(level)
        let device = sample.rig.device("one")
        let group = try sample.kernel.iommu.allocate()
        try sample.kernel.iommu.add(device, to: group)
        #expect(throws: Errno.EINVAL) {
            try sample.kernel.vfio.register(VFIODevice(device, sample.operations()))
        }
        #expect(sample.kernel.vfio.groups.isEmpty)
    }

    /// 3.6: a module on its way out is not held any more: no open.
    @Test(arguments: [KernelLevel.B1, .B2, .B3, .C0, .C1, .D0]) func refusesAModuleThatGoes(level: KernelLevel) throws {
        let sample = try Sample(level, .driver)
        let module = Module(name: "sample")
        var mayGo = false
        module.initialise = { [unowned sample] _ in try sample.load() }
        module.exit = { [unowned sample] in
            try sample.rig.scheduler.wait(for: "the test") { mayGo }
            try sample.unload()
        }
        sample.module = module
        sample.kernel.modules.makeAvailable(module)
        try sample.rig.user.insmod("sample")
        #expect(sample.create() == "36")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        _ = try sample.setContainer(group, container)
        _ = sample.ioctl(container, 2, 3)
        let unload = try sample.job { process in
            try process.rmmod("sample")
            return 0
        }
        #expect(unload.isBlocked)
        sample.events = []
        #expect(try sample.device(group) == "-ENODEV")
        #expect(sample.events.isEmpty)
        #expect(sample.kernel.vfio.groups.first?.containerUsers == 1)
        #expect(sample.vfioDevices[Sample.one]?.registrations == 1)
        mayGo = true
        try sample.close(group)
        #expect(unload.result == "0")
    }

    /// 3.6: the same for the module of the shim, up to B0.
    @Test(arguments: [KernelLevel.A0, .A1, .A1s, .A2, .B0]) func refusesAShimThatGoes(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let (group, container) = (try sample.openGroup(), try sample.openContainer())
        _ = try sample.setContainer(group, container)
        _ = sample.ioctl(container, 2, 3)
        let module = try #require(sample.kernel.mdev.shim?.module)
        module.state = .going
        #expect(try sample.device(group) == "-ENODEV")
        #expect(sample.events == ["create"])
        module.state = .live
        #expect(Int(try sample.device(group)) != nil)
    }
}
