// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import KernelModel
import Testing

@testable import Validation

/// The performer on the reference model itself, with a module that is no driver of anything.
@Suite struct ProcessUserSpaceTests {
    struct Oops: Error {}

    static func perform(_ text: String, exit: @escaping (ReferenceKernel) throws -> Void = { _ in }) throws -> String {
        let kernel = ReferenceKernel(
            level: .A1, scheduler: ThreadScheduler("exercise"), userMemory: ArrayUserMemory())
        let module = Module(name: "sample")
        module.initialise = { [unowned kernel] in kernel.log.message(6, "sample: \($0)") }
        module.exit = { [unowned kernel] in try exit(kernel) }
        kernel.modules.makeAvailable(module)
        let user = ProcessUserSpace(Process(kernel)) { $0 is Oops ? "BUG: sample" : nil }
        let trace = try Performer(user).perform(Scenario(parsing: text, file: "scenario"))
        return trace.description
    }

    @Test func modulesAndTheirFiles() throws {
        #expect(
            try Self.perform(
                """
                insmod name=sample params="a=1"
                insmod name=sample params=""
                insmod name=none params=""
                sysfs_read path=/sys/module/sample/refcnt
                sysfs_open path=/sys/module/sample/refcnt mode=write
                tree path=/sys/module/sample depth=1
                open path=/dev/vfio/0
                rmmod name=sample
                rmmod name=sample
                """) == """
                    insmod name=sample params="a=1" -> 0
                      kmsg 6 sample: a=1
                      uevent add /module/sample SUBSYSTEM=module
                    insmod name=sample params="" -> -EEXIST
                    insmod name=none params="" -> -ENOENT
                    sysfs_read path=/sys/module/sample/refcnt -> 2 data="0\\n"
                    sysfs_open path=/sys/module/sample/refcnt mode=write -> -EACCES
                    tree path=/sys/module/sample depth=1 -> 0
                      node . dir
                      node holders dir
                      node initstate file 0444 "live\\n"
                      node refcnt file 0444 "0\\n"
                      node uevent file 0200
                    open path=/dev/vfio/0 -> -ENOENT
                    rmmod name=sample -> 0
                      uevent remove /module/sample SUBSYSTEM=module
                    rmmod name=sample -> -ENOENT
                    ! end

                    """)
    }

    @Test func aJobIsATaskOfItsOwn() throws {
        let text = try Self.perform(
            """
            insmod name=sample params=""
            job_start name=rmmod arg=sample
            job_end name=rmmod
            sysfs_read path=/sys/module/sample/initstate
            job_signal name=rmmod
            job_blocked name=rmmod
            """
        ) { kernel in
            kernel.log.message(6, "task (\(kernel.scheduler.current.pid)) waits")
            _ = try kernel.scheduler.wait(for: "a signal", isInterruptible: true, until: nil, { false })
        }
        #expect(
            text.split(separator: "\n").dropFirst(3) == [
                "job_start name=rmmod arg=sample -> 0", "job_blocked name=rmmod state=S -> 0",
                "  kmsg 6 task (PID) waits", "sysfs_read path=/sys/module/sample/initstate -> 6 data=\"going\\n\"",
                "job_signal name=rmmod -> 0", "job_end name=rmmod -> 0",
                "  uevent remove /module/sample SUBSYSTEM=module", "! end",
            ])
    }

    @Test func aFaultIsLoggedAndEndsTheTrace() throws {
        let text = try Self.perform("insmod name=sample params=\"\"\nrmmod name=sample\nrmmod name=sample\n") { _ in
            throw Oops()
        }
        #expect(text.hasSuffix("rmmod name=sample -> killed\n  kmsg 1 BUG: sample\n! fault: Oops()\n"))
    }

    @Test func aFaultOfAJobIsTold() throws {
        let text = try Self.perform(
            "insmod name=sample params=\"\"\njob_start name=rmmod arg=sample\njob_end name=rmmod\n"
        ) { _ in throw Oops() }
        #expect(
            text.hasSuffix(
                "job_start name=rmmod arg=sample -> 0\n! fault: Oops()\njob_end name=rmmod -> killed\n  kmsg 1 BUG: sample\n"
            ))
    }

    @Test func eventfdsCountAndMemoryEnds() throws {
        #expect(
            try Self.perform("eventfd_read name=irq\npread region=0 off=0x0 n=8 buf=4+fault\npartial\n")
                == "eventfd_read name=irq count=0 -> -EAGAIN\npread region=0 off=0x0 n=8 buf=4+fault -> -EBADF\n"
                + "partial data=00000000 -> 0\n! end\n")
    }

    @Test func sleepLetsTimePass() throws {
        let kernel = ReferenceKernel(level: .A1, scheduler: ThreadScheduler("exercise"), userMemory: ArrayUserMemory())
        let user = ProcessUserSpace(Process(kernel)) { _ in nil }
        let start = kernel.scheduler.now
        let text = "sleep ms=1500\nsleep ms=0\n"
        let trace = try Performer(user).perform(Scenario(parsing: text, file: "scenario"))
        #expect(trace.description == "sleep ms=1500 -> 0\nsleep ms=0 -> 0\n! end\n")
        #expect(kernel.scheduler.now - start == 1_500_000_000)
    }
}
