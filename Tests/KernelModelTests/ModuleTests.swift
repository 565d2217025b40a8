// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// kernel/module, as insmod and rmmod see it.
struct ModuleTests {
    /// Trace "load mtty": the uevent comes after init; "rmmod name=mdev -> -EAGAIN"; "load again": -EEXIST, -ENOENT.
    @Test(arguments: [KernelLevel.A1s, .D0]) func loadAndUnload(level: KernelLevel) throws {
        let rig = try Rig(level)
        let module = Module(name: "drv")
        module.uses = [try #require(rig.kernel.modules.module(named: "mdev"))]
        var states: [String] = []
        module.initialise = { parameters in
            states += [parameters, rig.read("/sys/module/drv/initstate"), rig.read("/sys/module/drv/refcnt")]
            rig.kernel.log.message(6, "init")
        }
        module.exit = { states.append(rig.read("/sys/module/drv/initstate")) }
        module.parameters = [Attribute("count", "4\n")]
        rig.kernel.modules.makeAvailable(module)
        #expect(throws: Errno.ENOENT) { try rig.user.insmod("none") }
        try rig.user.insmod("drv", parameters: "count=4")
        #expect(rig.news() == ["kmsg 6 init", "uevent add /module/drv SUBSYSTEM=module"])
        #expect(
            rig.tree("/sys/module/drv") == [
                "./", "holders/", "initstate 0444 \"live\\n\"", "parameters/", "parameters/count 0444 \"4\\n\"",
                "refcnt 0444 \"0\\n\"", "uevent 0200",
            ])
        #expect(try rig.user.readlink("/sys/module/mdev/holders/drv") == "../../drv")
        #expect(throws: Errno.EEXIST) { try rig.user.insmod("drv") }
        #expect(throws: Errno.EAGAIN) { try rig.user.rmmod("mdev") }
        #expect(rig.kernel.modules.tryGet(module))
        #expect(rig.read("/sys/module/drv/refcnt") == "1\n")
        #expect(throws: Errno.EAGAIN) { try rig.user.rmmod("drv") }
        rig.kernel.modules.put(module)
        try rig.user.rmmod("drv")
        #expect(states == ["count=4", "coming\n", "1\n", "going\n"])
        #expect(rig.news() == ["uevent remove /module/drv SUBSYSTEM=module"])
        #expect(throws: Errno.ENOENT) { try rig.user.rmmod("drv") }
        #expect(rig.tree("/sys/module/drv") == ["-ENOENT"])
        #expect(!rig.kernel.modules.tryGet(module))
        try rig.user.insmod("drv")
    }

    @Test func failingInit() throws {
        let rig = try Rig()
        let module = Module(name: "drv")
        module.initialise = { _ in throw Errno.ENOMEM }
        module.exit = {}
        rig.kernel.modules.makeAvailable(module)
        #expect(throws: Errno.ENOMEM) { try rig.user.insmod("drv") }
        #expect(rig.news().isEmpty)
        #expect(rig.tree("/sys/module/drv") == ["-ENOENT"])
        #expect(throws: Errno.ENOENT) { try rig.user.rmmod("drv") }
    }

    /// delete_module(): without an exit, and while the exit runs. Trace "unload with a device open" (5.10): the second
    /// one is not traced there; -EBUSY is from the source.
    @Test(arguments: [KernelLevel.A1s, .C0, .D0]) func busy(level: KernelLevel) throws {
        let rig = try Rig(level)
        let stuck = Module(name: "stuck")
        stuck.initialise = { _ in }
        let slow = Module(name: "slow")
        var mayEnd = false
        slow.initialise = { _ in }
        slow.exit = { try rig.scheduler.wait(for: "the test") { mayEnd } }
        rig.kernel.modules.makeAvailable(stuck)
        rig.kernel.modules.makeAvailable(slow)
        try rig.user.insmod("stuck")
        try rig.user.insmod("slow")
        #expect(throws: Errno.EBUSY) { try rig.user.rmmod("stuck") }
        let job = rig.user.fork()
        let task = try job.start { try $0.rmmod("slow") }
        try rig.scheduler.settle()
        #expect(task.wait == .uninterruptible)
        #expect(throws: Errno.EBUSY) { try rig.user.rmmod("slow") }
        #expect(!rig.kernel.modules.tryGet(slow))
        if level == .C0 {
            mayEnd = true
            // Who loads it again waits until it is gone.
            try rig.user.insmod("slow")
        } else {
            #expect(throws: Errno.EBUSY) { try rig.user.insmod("slow") }
            mayEnd = true
            try rig.scheduler.settle()
        }
        #expect(task.isFinished)
    }

    /// api-history 1.9: the shim is a module of its own up to 5.13. Trace: "rmmod name=mdev -> -EAGAIN".
    @Test(arguments: Sample.all)
    func coreModules(level: KernelLevel) throws {
        let rig = try Rig(level)
        let shim = [.A0, .A1, .A1s, .A2, .B0].contains(level)
        #expect((rig.kernel.modules.module(named: "vfio_mdev") != nil) == shim)
        #expect(rig.read("/sys/module/mdev/initstate") == "live\n")
        if shim { #expect(throws: Errno.EAGAIN) { try rig.user.rmmod("mdev") } }
        #expect(throws: Errno.EAGAIN) { try rig.user.rmmod("vfio") }
    }
}
