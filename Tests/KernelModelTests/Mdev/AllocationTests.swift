// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.2 and 3.3: there is no memory. Every allocation of the kernel's own fails once.
@Suite struct AllocationTests {
    /// What came of an action whose n-th allocation failed.
    private struct Outcome {
        var failed: AllocationSite
        var result: String
        var before: [String]
        var sample: Sample
    }

    /// Does the same with ever the next allocation failing, until none is left that could.
    private func sweep(
        _ level: KernelLevel, prepare: (Sample) throws -> Void, action: (Sample) throws -> String,
        look: (Outcome) throws -> Void
    ) throws -> [AllocationSite] {
        for number in 1... {
            let sample = try Sample(level)
            try prepare(sample)
            _ = sample.rig.news()
            let before = sample.everything()
            let failures = FailingAllocations(number: number)
            let result = sample.failing(failures) { try action(sample) }
            guard let failed = failures.failed else {
                #expect(!result.hasPrefix("-"))
                return failures.asked
            }
            try look(Outcome(failed: failed, result: result, before: before, sample: sample))
        }
        return []
    }

    /// 3.2: registration of a parent is undone, whatever fails; only the link in the compatibility class may be missing.
    @Test(arguments: Sample.all) func parents(level: KernelLevel) throws {
        let asked = try sweep(level) { sample in
            // The compatibility class stays once it is there.
            try sample.load()
            try sample.unload()
            try sample.registerDriver()
        } action: { sample in
            try sample.registerParent()
            return "0"
        } look: { outcome in
            let sample = outcome.sample
            guard outcome.failed != .sysfs("parent") else {
                #expect(outcome.result == "0")
                #expect(
                    sample.rig.news().contains("kmsg 4 sample parent: Failed to create compatibility class link"))
                try sample.kernel.mdev.unregister(try #require(sample.parent))
                return
            }
            #expect(outcome.result == "-ENOMEM", "\(outcome.failed)")
            #expect(sample.everything() == outcome.before, "\(outcome.failed)")
            // And then it can be done.
            try sample.registerParent()
        }
        var expected: Set<AllocationSite> = [
            .sysfs("mdev_supported_types"), .sysfs("sample-small"), .sysfs("sample-large"), .sysfs("create"),
            .sysfs("devices"), .sysfs("device_api"), .sysfs("parent"),
        ]
        if level == .D0 {
            expected.formUnion([.sysfs("name"), .sysfs("available_instances")])
        } else {
            expected.formUnion([.parent, .type])
        }
        #expect(Set(asked) == expected)
    }

    /// 3.2: the class itself, with the first parent.
    @Test(arguments: Sample.all) func compatibilityClass(level: KernelLevel) throws {
        let sample = try Sample(level)
        try sample.registerDriver()
        let result = sample.failing(first: .sysfs("mdev_bus")) {
            try sample.registerParent()
            return "0"
        }
        #expect(result == (level == .D0 ? "0" : "-ENOMEM"))
        #expect(sample.kernel.mdev.parents.count == (level == .D0 ? 1 : 0))
    }

    /// 3.1: a driver is registered, if need be without what it can do without.
    @Test(arguments: Sample.driverLevels) func drivers(level: KernelLevel) throws {
        let asked = try sweep(level) { _ in
        } action: { sample in
            let driver = MdevDriver(name: "one", bus: sample.kernel.mdev.bus)
            driver.deviceAPI = "vfio-pci"
            try sample.kernel.mdev.register(driver)
            return "0"
        } look: { outcome in
            let isNeeded = [.driver, .sysfs("one")].contains(outcome.failed)
            #expect(outcome.result == (isNeeded ? "-ENOMEM" : "0"))
            let errors = outcome.sample.rig.news().filter { $0.hasPrefix("kmsg 3") && $0.contains("(one) failed") }
            #expect(errors.count == (isNeeded ? 0 : 1))
            if isNeeded { #expect(outcome.sample.everything() == outcome.before) }
        }
        #expect(asked == [.driver, .sysfs("one"), .sysfs("uevent"), .sysfs("unbind"), .sysfs("bind")])
    }

    /// 3.3 and I4: a create that fails leaves no trace but one, and one that succeeds can be removed.
    @Test(arguments: Sample.all) func create(level: KernelLevel) throws {
        let asked = try sweep(level) { sample in
            try sample.load()
        } action: { sample in
            let result = sample.create()
            return result
        } look: { outcome in
            let (sample, failed) = (outcome.sample, outcome.failed)
            if outcome.result == "36" {
                let mdev = try #require(sample.mdev())
                #expect(mdev.isActive)
                // At S the core binds what device_add() has not bound.
                let isTriedAgain = level == .S && [.sysfs(Sample.one), .sysfs("driver")].contains(failed)
                if failed == .deviceSet || isTriedAgain {
                    #expect(mdev.device.driver != nil)
                } else {
                    // Not told that nobody has it: up to B0, and where it is no error of probe's at B1.
                    #expect(level.isUpTo(.B0) || level == .B1, "\(failed)")
                    #expect(mdev.device.driver == nil, "\(failed)")
                }
                #expect(sample.remove() == "1")
                #expect(sample.everything() == outcome.before, "\(failed)")
                return
            }
            #expect(sample.mdev() == nil)
            let isNameless = failed == .mdevName && level.isUpTo(.A2)
            #expect(outcome.result == (isNameless ? "-EINVAL" : "-ENOMEM"), "\(failed)")
            if level == .D0, failed == .mdev {
                // One instance less, for ever.
                #expect(sample.rig.read(sample.path("small", "available_instances")) == "1\n")
                return
            }
            #expect(sample.everything() == outcome.before, "\(failed)")
            #expect(sample.create() == "36")
        }
        let always: Set<AllocationSite> = [
            .createText, .mdev, .mdevName, .device, .iommuGroup, .iommuGroupDevice, .group, .sysfs(Sample.one),
            .sysfs("mdev_type"), .sysfs("remove"), .sysfs("driver"), .sysfs("iommu_group"),
        ]
        #expect(always.subtracting(asked).isEmpty)
        #expect(asked.contains(.deviceSet) == level.isFrom(.B2))
        #expect(asked.contains(.vfioDevice) == (level.isUpTo(.A2) || level == .D0))
    }

    /// Step 7 up to B0: the driver's create has run and is undone.
    @Test(arguments: [KernelLevel.A1, .A1s, .A2]) func withoutAName(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.failing(first: .mdevName) { sample.create() } == "-EINVAL")
        #expect(sample.events == ["create", "remove"])
    }
}
