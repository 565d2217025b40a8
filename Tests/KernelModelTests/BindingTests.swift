// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// Buses, drivers and who is bound to whom: api-history 3.3 and drivers/base/{bus,dd,driver}.c.
struct BindingTests {
    /// A bus with a driver whose probe does what the test says.
    final class Setup {
        let rig: Rig
        let bus: Bus
        let driver: Driver
        var result: Errno?
        var calls: [String] = []

        init(_ level: KernelLevel = .D0, matches: Bool = true) throws {
            rig = try Rig(level)
            bus = try rig.bus("mdev")
            bus.match = { _, _ in matches }
            driver = Driver(name: "drv", bus: bus)
            driver.owner = rig.kernel.modules.module(named: "mdev")
            driver.probe = { [unowned self] device in
                calls.append("probe \(device.name)")
                if let result { throw result }
            }
            driver.remove = { [unowned self] in calls.append("remove \($0.name)") }
            _ = rig.news()
        }

        func add(_ name: String) throws -> Device {
            let device = rig.device(name, bus: bus)
            try rig.devices.register(device)
            return device
        }
    }

    static let levels: [KernelLevel] = KernelLevel.allCases
    static let telling: Set<KernelLevel> = [.B1, .B2, .B3, .C0, .C1, .D0]

    /// Trace: "tree path=/sys/bus/mdev", "tree path=/sys/bus/mdev/drivers".
    @Test func directories() throws {
        let setup = try Setup()
        let device = try setup.add("x")
        try setup.rig.devices.register(setup.driver)
        #expect(
            setup.rig.news() == [
                "uevent add /devices/x SUBSYSTEM=mdev", "uevent bind /devices/x SUBSYSTEM=mdev DRIVER=drv",
                "uevent add /bus/mdev/drivers/drv SUBSYSTEM=drivers",
            ])
        #expect(
            setup.rig.tree("/sys/bus/mdev", depth: 3) == [
                "./", "devices/", "devices/x -> ../../../devices/x", "drivers/", "drivers/drv/",
                "drivers/drv/bind 0200", "drivers/drv/module -> ../../../../module/mdev", "drivers/drv/uevent 0200",
                "drivers/drv/unbind 0200", "drivers/drv/x -> ../../../../devices/x", "drivers_autoprobe 0644 \"1\\n\"",
                "drivers_probe 0200", "uevent 0200",
            ])
        #expect(
            setup.rig.tree("/sys/devices/x") == [
                "./", "driver -> ../../bus/mdev/drivers/drv", "subsystem -> ../../bus/mdev",
                "uevent 0644 \"DRIVER=drv\\n\"",
            ])
        #expect(
            try setup.rig.user.readlink("/sys/module/mdev/drivers/mdev:drv") == "../../../bus/mdev/drivers/drv")
        #expect(device.driver === setup.driver)
        try setup.rig.devices.unregister(setup.driver)
        #expect(
            setup.rig.news() == [
                "uevent unbind /devices/x SUBSYSTEM=mdev", "uevent remove /bus/mdev/drivers/drv SUBSYSTEM=drivers",
            ])
        #expect(setup.calls == ["probe x", "remove x"])
        #expect(setup.rig.tree("/sys/bus/mdev/drivers") == ["./"])
        #expect(setup.rig.tree("/sys/devices/x") == ["./", "subsystem -> ../../bus/mdev", "uevent 0644 \"\""])
    }

    /// driver_register(): a second one of the same name, and a bus that is not there.
    @Test func refusedDrivers() throws {
        let setup = try Setup()
        try setup.rig.devices.register(setup.driver)
        _ = setup.rig.news()
        #expect(throws: Errno.EBUSY) { try setup.rig.devices.register(Driver(name: "drv", bus: setup.bus)) }
        #expect(throws: Errno.EINVAL) { try setup.rig.devices.register(Driver(name: "d", bus: Bus(name: "none"))) }
        #expect(
            setup.rig.news() == [
                "kmsg 3 Error: Driver 'drv' is already registered, aborting...",
                "kmsg 3 Driver 'd' was unable to register with bus_type 'none' because the bus was not initialized.",
            ])
    }

    /// really_probe(): what is said of a probe that fails; -ENODEV and -ENXIO are silent.
    @Test(arguments: levels) func failingProbe(level: KernelLevel) throws {
        let setup = try Setup(level)
        try setup.rig.devices.register(setup.driver)
        _ = setup.rig.news()
        for error in [Errno.ENOSPC, .ENODEV, .ENXIO] {
            setup.result = error
            let device = try setup.add("d\(error)")
            #expect(device.driver == nil)
        }
        #expect(
            setup.rig.news() == [
                "uevent add /devices/dENOSPC SUBSYSTEM=mdev",
                "kmsg 4 drv: probe of dENOSPC failed with error -28", "uevent add /devices/dENODEV SUBSYSTEM=mdev",
                "uevent add /devices/dENXIO SUBSYSTEM=mdev",
            ])
    }

    /// The next driver gets its chance.
    @Test func theNextDriverIsTried() throws {
        let setup = try Setup()
        try setup.rig.devices.register(setup.driver)
        let other = Driver(name: "other", bus: setup.bus)
        try setup.rig.devices.register(other)
        setup.result = .EINVAL
        #expect(try setup.add("x").driver === other)
    }

    /// device_driver_attach() per level, and `bind` that hands it on (api-history 3.3).
    @Test(arguments: levels) func attachAndBind(level: KernelLevel) throws {
        let setup = try Setup(level)
        setup.bus.probesByItself = false
        let device = try setup.add("x")
        try setup.rig.devices.register(setup.driver)
        let bind = "/sys/bus/mdev/drivers/drv/bind"
        let tells = Self.telling.contains(level)
        for (error, told) in [(Errno.ENOSPC, "-ENOSPC"), (.ENODEV, "-ENODEV"), (.EPROBE_DEFER, "-EAGAIN")] {
            setup.result = error
            #expect(setup.rig.write(bind, "x") == (tells ? told : "-ENODEV"))
        }
        setup.result = nil
        #expect(setup.rig.write(bind, "x\n") == "2")
        #expect(device.driver === setup.driver)
        #expect(setup.rig.write(bind, "x") == (tells ? "-EBUSY" : "-ENODEV"))
        #expect(setup.rig.write(bind, "none") == "-ENODEV")
        if tells {
            #expect(throws: Errno.EBUSY) { try setup.rig.devices.attach(setup.driver, to: device) }
        } else {
            #expect(try setup.rig.devices.attach(setup.driver, to: device) == false)
        }
        try setup.rig.devices.remove(device)
        #expect(setup.calls.last == "remove x")
        if tells {
            #expect(throws: Errno.ENODEV) { try setup.rig.devices.attach(setup.driver, to: device) }
        } else {
            #expect(try setup.rig.devices.attach(setup.driver, to: device) == false)
        }
    }

    /// Trace "unbind and bind the mdev's driver" (6.1): no driver matches by itself.
    @Test func noMatch() throws {
        let setup = try Setup(matches: false)
        try setup.rig.devices.register(setup.driver)
        let device = try setup.add("x")
        #expect(setup.rig.write("/sys/bus/mdev/drivers/drv/bind", "x") == "-ENODEV")
        #expect(setup.rig.write("/sys/bus/mdev/drivers_probe", "x") == "1")
        #expect(setup.rig.write("/sys/bus/mdev/drivers_probe", "y") == "-ENODEV")
        #expect(device.driver == nil && setup.calls.isEmpty)
        try setup.rig.devices.attach(setup.driver, to: device)
        #expect(device.driver === setup.driver)
    }

    /// Trace "unbind and bind …" (5.10).
    @Test func unbind() throws {
        let setup = try Setup(.A1s)
        try setup.rig.devices.register(setup.driver)
        let device = try setup.add("x")
        device.driverData = setup
        var cleared = 0
        device.onDriverDataCleared = { cleared += 1 }
        _ = setup.rig.news()
        let unbind = "/sys/bus/mdev/drivers/drv/unbind"
        #expect(setup.rig.write(unbind, "x") == "1")
        #expect(setup.rig.write(unbind, "x") == "-ENODEV")
        #expect(setup.rig.news() == ["uevent unbind /devices/x SUBSYSTEM=mdev"])
        #expect(device.driverData == nil && cleared == 1)
        #expect(setup.rig.write("/sys/bus/mdev/drivers_probe", "x") == "1")
        #expect(device.driver === setup.driver)
    }

    @Test func autoprobe() throws {
        let setup = try Setup()
        #expect(setup.rig.write("/sys/bus/mdev/drivers_autoprobe", "0") == "1")
        #expect(setup.rig.read("/sys/bus/mdev/drivers_autoprobe") == "0\n")
        let first = try setup.add("x")
        try setup.rig.devices.register(setup.driver)
        #expect(first.driver == nil)
        #expect(setup.rig.write("/sys/bus/mdev/drivers_autoprobe", "yes") == "3")
        #expect(try setup.add("y").driver === setup.driver)
    }

    /// `driver.dev_groups`: there as long as the device is bound, gone before remove is called.
    @Test func filesOfTheDriver() throws {
        let setup = try Setup()
        setup.driver.deviceGroups = { [AttributeGroup(name: "vendor", attributes: [Attribute("who", $0.name)])] }
        setup.driver.remove = { [unowned setup] _ in setup.calls += try setup.rig.user.list("/sys/devices/x") }
        try setup.rig.devices.register(setup.driver)
        let device = try setup.add("x")
        #expect(setup.rig.read("/sys/devices/x/vendor/who") == "x")
        try setup.rig.devices.releaseDriver(of: device)
        #expect(setup.calls == ["probe x", "subsystem", "uevent"])
    }

    /// api-history 3.3, the edge: files that cannot be made. Told from 5.15 on and by 5.10 long-term's message.
    @Test(arguments: levels) func failingFilesOfTheDriver(level: KernelLevel) throws {
        let setup = try Setup(level)
        setup.bus.probesByItself = false
        setup.driver.deviceGroups = { _ in
            [AttributeGroup(name: nil, attributes: [Attribute("uevent", "")])]
        }
        let device = try setup.add("x")
        try setup.rig.devices.register(setup.driver)
        _ = setup.rig.news()
        let result = setup.rig.write("/sys/bus/mdev/drivers/drv/bind", "x")
        let expected: (String, [String]) =
            switch level {
            case .A1s: ("-ENODEV", ["kmsg 4 drv: probe of x failed with error -17"])
            case .A0, .A1, .A2, .B0, .S: ("-ENODEV", ["kmsg 4 drv: probe of x failed with error 0"])
            case .B1: ("1", [])
            default: ("-EEXIST", [])
            }
        #expect(result == expected.0)
        #expect(
            setup.rig.news() == [
                "kmsg 4 sysfs: cannot create duplicate filename '/devices/x/uevent'",
                "kmsg 3 drv x: device_add_groups() failed",
            ] + expected.1)
        #expect(setup.calls == ["probe x", "remove x"])
        #expect(device.driver == nil)
        #expect(setup.rig.tree("/sys/devices/x") == ["./", "subsystem -> ../../bus/mdev", "uevent 0644 \"\""])
    }

    /// A deferred probe is tried again when another one succeeds.
    @Test(arguments: [KernelLevel.A1s, .D0]) func deferredProbes(level: KernelLevel) throws {
        let setup = try Setup(level)
        try setup.rig.devices.register(setup.driver)
        setup.result = .EPROBE_DEFER
        let waiting = try setup.add("waits")
        #expect(setup.rig.devices.deferred.map(\.name) == ["waits"])
        #expect(!setup.rig.news().contains { $0.hasPrefix("kmsg") })
        setup.result = nil
        let other = try setup.add("other")
        #expect(other.driver != nil && waiting.driver == nil)
        try setup.rig.scheduler.settle()
        #expect(waiting.driver === setup.driver)
        #expect(setup.rig.devices.deferred.isEmpty)
    }

    /// uevent_show() of 6.1 takes the device's lock, which a probe has.
    @Test(arguments: [KernelLevel.C1, .D0]) func ueventIsReadDuringProbe(level: KernelLevel) throws {
        let setup = try Setup(level)
        setup.bus.probesByItself = false
        let device = try setup.add("x")
        let scheduler = setup.rig.scheduler
        var mayEnd = false
        setup.driver.probe = { _ in try scheduler.wait(for: "the test") { mayEnd } }
        try setup.rig.devices.register(setup.driver)
        try scheduler.start("binder") { try setup.rig.devices.attach(setup.driver, to: device) }
        try scheduler.settle()
        var text = ""
        let reader = try scheduler.start("reader") { text = setup.rig.read("/sys/devices/x/uevent") }
        try scheduler.settle()
        #expect(reader.isFinished == (level == .C1))
        mayEnd = true
        try scheduler.settle()
        #expect(reader.isFinished && text == "DRIVER=drv\n")
    }

    /// An oops in remove leaves the device locked: the next one waits for ever.
    @Test func anOopsLeavesTheLock() throws {
        let setup = try Setup()
        setup.driver.remove = { _ in throw ModelStop.oops("test") }
        try setup.rig.devices.register(setup.driver)
        let device = try setup.add("x")
        let writer = setup.rig.user.fork()
        let task = try writer.start { _ = try setup.rig.writeFile("/sys/bus/mdev/drivers/drv/unbind", "x", $0) }
        try setup.rig.scheduler.settle()
        #expect(setup.rig.scheduler.failure(of: task) as? ModelStop == .oops("test"))
        #expect(device.lock.owner === task)
        let error = #expect(throws: ModelStop.self) { try setup.rig.devices.remove(device) }
        guard case .deadlock(let text) = error else { return #expect(error == .abandoned) }
        #expect(text == "init waits for device ‘x’")
    }

    /// __driver_attach(): an error of match() makes the driver fail where that is not corrected.
    @Test(arguments: levels) func failingMatch(level: KernelLevel) throws {
        let setup = try Setup(level)
        _ = try setup.add("x")
        setup.bus.match = { _, _ in throw Errno.EIO }
        let corrected: Set<KernelLevel> = [.A1s, .B2, .D0]
        if corrected.contains(level) {
            try setup.rig.devices.register(setup.driver)
        } else {
            #expect(throws: Errno.EIO) { try setup.rig.devices.register(setup.driver) }
            #expect(setup.rig.tree("/sys/bus/mdev/drivers") == ["./"])
        }
    }
}
