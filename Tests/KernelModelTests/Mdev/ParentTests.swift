// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// api-history 3.2, parents.
@Suite struct ParentTests {
    private func refusal(_ sample: Sample, _ change: (inout MdevParentOps) -> Void) -> String {
        sample.rig.result {
            var ops = sample.table()
            change(&ops)
            try sample.kernel.mdev.register(sample.parentDevice, ops)
            try sample.kernel.mdev.unregister(sample.parentDevice)
            return 0
        }
    }

    /// 3.2: nobody looks whether the driver is NULL.
    @Test(arguments: [KernelLevel.S, .C0, .C1, .D0]) func oopsesWithoutADriver(level: KernelLevel) throws {
        let sample = try Sample(level, .driver)
        let nobody: MdevDriver? = nil
        #expect(throws: ModelStop.self) {
            if level == .D0 {
                try sample.kernel.mdev.registerParent(sample.parentDevice, nobody, [])
            } else {
                _ = try sample.kernel.mdev.register(sample.parentDevice, nobody)
            }
        }
    }

    /// Mandatory pointers of ops tables.
    @Test(arguments: Sample.tableLevels) func wantsCallbacks(level: KernelLevel) throws {
        let sample = try Sample(level)
        #expect(refusal(sample) { _ in } == "0")
        #expect(refusal(sample) { $0.typeGroups = nil } == "-EINVAL")
        #expect(refusal(sample) { $0.create = nil } == "-EINVAL")
        #expect(refusal(sample) { $0.remove = nil } == "-EINVAL")
        let driver = MdevDriver(name: "one", bus: sample.kernel.mdev.bus)
        #expect(
            refusal(sample) {
                $0.create = nil
                $0.deviceDriver = driver
            } == (level.tableNamesDriver ? "0" : "-EINVAL"))
        #expect(throws: Errno.EINVAL) { try sample.kernel.mdev.register(sample.parentDevice, nil as MdevParentOps?) }
        #expect(throws: Errno.EINVAL) { try sample.kernel.mdev.register(nil, sample.table()) }
    }

    /// Mandatory pointers of drivers: no type groups, and NULL.
    @Test(arguments: [KernelLevel.S, .C0, .C1]) func wantsTypeGroups(level: KernelLevel) throws {
        let sample = try Sample(level)
        let driver = MdevDriver(name: "one", bus: sample.kernel.mdev.bus)
        #expect(throws: Errno.EINVAL) { try sample.kernel.mdev.register(sample.parentDevice, driver) }
        #expect(throws: ModelStop.self) {
            try sample.kernel.mdev.register(sample.parentDevice, nil as MdevDriver?)
        }
    }

    /// Missing `request`: A2 to B1 say so.
    @Test(arguments: Sample.tableLevels) func remarksMissingRequest(level: KernelLevel) throws {
        let sample = try Sample(level)
        sample.adjustTable = { $0.request = nil }
        try sample.load()
        let said = sample.rig.news().contains("kmsg 6 sample parent: Driver cannot be asked to release device")
        #expect(said == [.A2, .B0, .B1].contains(level))
    }

    /// A parent twice.
    @Test(arguments: Sample.all) func refusesADuplicate(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        let references = sample.parentDevice.references
        if sample.style == .table {
            #expect(throws: Errno.EEXIST) { try sample.kernel.mdev.register(sample.parentDevice, sample.table()) }
        } else if level != .D0 {
            #expect(throws: Errno.EEXIST) {
                try sample.kernel.mdev.register(sample.parentDevice, sample.mdevDriver)
            }
        }
        #expect(sample.parentDevice.references == references)
        if level == .D0 {
            let driver = try #require(sample.mdevDriver)
            #expect(throws: Errno.ENOMEM) { try sample.kernel.mdev.registerParent(sample.parentDevice, driver, []) }
        }
    }

    /// A type without a name, and one whose files cannot be made; nothing stays.
    @Test(arguments: Sample.tableLevels) func undoesTypes(level: KernelLevel) throws {
        let sample = try Sample(level)
        let references = sample.parentDevice.references
        #expect(refusal(sample) { $0.typeGroups?.append(MdevTypeGroup(name: nil)) } == "-EINVAL")
        #expect(sample.rig.news().contains("kmsg 3 add_mdev_supported_type: Type name empty!"))
        let twice = MdevTypeGroup(name: "x") { _ in [Attribute("name", "a"), Attribute("name", "b")] }
        #expect(refusal(sample) { $0.typeGroups?.append(twice) } == "-ENOMEM")
        #expect(sample.rig.news().filter { $0.contains("Releasing group") }.count == 3)
        #expect(sample.parentDevice.references == references)
        #expect((try? sample.rig.user.stat("/sys/devices/virtual/sample/parent/mdev_supported_types")) == nil)
    }

    /// Success: link, files, message and uevent; and all that again in reverse.
    @Test(arguments: Sample.all) func comesAndGoes(level: KernelLevel) throws {
        let sample = try Sample(level)
        let references = sample.parentDevice.references
        try sample.load()
        let announcement = "uevent change /devices/virtual/sample/parent SUBSYSTEM=sample MDEV_STATE="
        var expected = ["kmsg 6 sample parent: MDEV: Registered"]
        if level != .A0 { expected.append(announcement + "registered") }
        #expect(sample.rig.news().filter { !$0.contains("/bus/mdev/drivers") && !$0.contains("asked") } == expected)
        var files = ["available_instances", "create", "device_api", "devices", "name"]
        if level != .D0 { files = ["create", "device_api", "devices"] }
        #expect(try sample.rig.user.list(sample.path("small", "..") + "/sample-small") == files)
        #expect(
            sample.rig.read(sample.path("small", "device_api")) == (level == .D0 ? "vfio-pci\n" : "vfio-pci of 0\n"))
        if level == .D0 {
            #expect(sample.rig.read(sample.path("small", "name")) == "A small one\n")
            #expect(sample.rig.read(sample.path("large", "name")) == "large\n")
        }
        try sample.unload()
        expected = ["kmsg 6 sample parent: MDEV: Unregistering", "kmsg 7 Releasing group sample-large"]
        expected.insert("kmsg 7 Releasing group sample-small", at: level == .D0 ? 1 : 2)
        if level != .A0 { expected.append(announcement + "unregistered") }
        #expect(sample.rig.news().filter { !$0.contains("/bus/mdev/drivers") } == expected)
        #expect(try sample.rig.user.list("/sys/class/mdev_bus").isEmpty)
        #expect(sample.parentDevice.references == references)
    }

    /// `mdev_unregister_device` of a stranger says nothing.
    @Test(arguments: Sample.tableLevels) func ignoresStrangers(level: KernelLevel) throws {
        let sample = try Sample(level)
        try sample.kernel.mdev.unregister(sample.parentDevice)
        #expect(sample.rig.news().isEmpty)
    }

    /// Unregistration removes the children and waits for those that are open; meanwhile create is -ENODEV.
    @Test(arguments: Sample.later) func waitsForOpenChildren(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        #expect(sample.create(Sample.two) == "36")
        let session = try sample.open()
        let typePath = "/sys/devices/virtual/sample/parent/mdev_supported_types/sample-small/create"
        let unload = try sample.job { _ in
            try sample.unload()
            return 0
        }
        #expect(unload.isBlocked)
        _ = sample.rig.news()
        let third = "11111111-aaaa-4aaa-8aaa-000000000003"
        #expect(sample.rig.write(typePath, third) == (level == .D0 ? "-EUSERS" : "-ENODEV"))
        if [.A1, .A1s, .A2].contains(level) { #expect(sample.rig.news() == ["kmsg 7  (null): MDEV: destroying"]) }
        #expect(sample.mdev(third) == nil)
        try sample.close(session.device, session.group)
        #expect(unload.result == "0")
        #expect(sample.kernel.mdev.devices.isEmpty)
        #expect(!sample.exists(Sample.two))
        try sample.close(session.container)
    }

    /// A child whose `remove` is under way holds the parent up; a remove that comes later is -ENODEV.
    @Test(arguments: Sample.later) func waitsForARemove(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        #expect(sample.create(Sample.two) == "36")
        let session = try sample.open()
        let removal = try sample.removeJob()
        let unload = try sample.job { _ in
            try sample.unload()
            return 0
        }
        #expect(removal.state == "S")
        #expect(unload.state == "D")
        #expect(sample.remove(Sample.two) == "-ENODEV")
        #expect(sample.exists(Sample.two))
        try sample.close(session.device, session.group)
        #expect(removal.result == "1")
        #expect(unload.result == "0")
        #expect(!sample.exists(Sample.two))
    }

    /// An mdev that somebody holds keeps its type, from B0 on.
    @Test(arguments: Sample.all) func typesLiveWithTheirMdevs(level: KernelLevel) throws {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        let device = try #require(sample.mdev()).device
        sample.rig.devices.get(device)
        try sample.unload()
        let released = "kmsg 7 Releasing group sample-small"
        #expect(sample.rig.news().contains(released) == level.isUpTo(.A2))
        try sample.rig.devices.put(device)
        #expect(sample.rig.news().contains(released) == level.isFrom(.B0))
    }
}
