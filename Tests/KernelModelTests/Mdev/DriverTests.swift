// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.1, the bus and its drivers.
@Suite struct DriverTests {
    /// Core load: the shim is there where the level has it.
    @Test(arguments: Sample.all) func hasTheShimOfTheLevel(level: KernelLevel) throws {
        let sample = try Sample(level)
        let names = try sample.rig.user.list("/sys/bus/mdev/drivers")
        #expect(names == (Sample.tableLevels.contains(level) ? ["vfio_mdev"] : []))
    }

    /// Class-compat: with the first parent, at D0 from the start.
    @Test(arguments: Sample.all) func makesTheCompatClass(level: KernelLevel) throws {
        let sample = try Sample(level)
        #expect((try? sample.rig.user.stat("/sys/class/mdev_bus")) == nil || level == .D0)
        try sample.load()
        #expect(try sample.rig.user.list("/sys/class/mdev_bus") == ["parent"])
    }

    /// `mdev_register_driver(D)`: a name once, `device_api` at D0.
    @Test(arguments: Sample.all) func refusesDrivers(level: KernelLevel) throws {
        let sample = try Sample(level)
        func register(_ api: String?) -> String {
            sample.rig.result {
                let driver = MdevDriver(name: "one", bus: sample.kernel.mdev.bus)
                driver.deviceAPI = api
                try sample.kernel.mdev.register(driver)
                return 0
            }
        }
        #expect(register(nil) == (level == .D0 ? "-EINVAL" : "0"))
        #expect(register("vfio-pci") == (level == .D0 ? "0" : "-EBUSY"))
        #expect(register("vfio-pci") == "-EBUSY")
    }

    /// match: from B1 on nobody has an mdev without being named; before, everybody who comes first.
    @Test(arguments: Sample.all) func bindsWhoFits(level: KernelLevel) throws {
        let sample = try Sample(level)
        let other = MdevDriver(name: "another", bus: sample.kernel.mdev.bus)
        other.deviceAPI = "vfio-pci"
        var probed = 0
        other.probe = { _ in probed += 1 }
        try sample.kernel.mdev.register(other)
        try sample.load()
        #expect(sample.create() == "36")
        #expect(probed == 0)
        if level.isUpTo(.B0) {
            try sample.kernel.mdev.unregister(try #require(sample.kernel.mdev.shim).driver)
            #expect(sample.create(Sample.two) == "36")
            #expect(sample.mdev(Sample.two)?.device.driver?.name == "another")
        }
    }

    /// `mdev_unregister_driver(D)`: the mdev stays, unbound, and can be removed.
    @Test(arguments: Sample.driverLevels) func unbindsWhenTheDriverGoes(level: KernelLevel) throws {
        let sample = try Sample.loaded(level, .driver)
        #expect(sample.create() == "36")
        try sample.kernel.mdev.unregister(try #require(sample.mdevDriver))
        #expect(sample.events == (level == .D0 ? ["create", "free", "remove"] : ["create", "remove"]))
        let mdev = try #require(sample.mdev())
        #expect(mdev.device.driver == nil)
        #expect(mdev.isActive)
        #expect(sample.remove() == "1")
        #expect(!sample.exists())
    }

    /// create with a driver that is gone: an oops where it is attached by name.
    @Test(arguments: [KernelLevel.B1, .B2, .B3, .C0, .C1, .D0]) func oopsesWithoutItsDriver(level: KernelLevel) throws {
        let sample = try Sample.loaded(level, .driver)
        try sample.kernel.mdev.unregister(try #require(sample.mdevDriver))
        #expect(sample.create().hasPrefix("-oops"))
    }
}
