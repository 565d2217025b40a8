// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Validation

/// Every kind of line, performed on a kernel that answers as recorded: the same lines come out.
@Suite struct PerformerTests {
    static let uuid = "0a0a0a0a-aaaa-4aaa-8aaa-000000000001"

    /// One line of each kind, with effects in each place where a recording has some.
    static let everyLine = #"""
        # load
        insmod name=sample params="dyndbg=+p" -> 0
          kmsg 6 sample: loaded
          uevent add /module/sample SUBSYSTEM=module
        sysfs_read path=/sys/module/sample/refcnt -> 2 data="0\n"
        sysfs_read path=/sys/module/none/refcnt -> -ENOENT
        sysfs_open path=/sys/x/create mode=readwrite -> -EACCES
        sysfs_open path=/sys/x/create mode=write -> 0
        sysfs_write path=/sys/x/create data="1\n" -> -EINVAL
        tree path=/sys/class/mdev_bus/parent/. -> 0
          node . dir
          node dev file 0444 (dev)
          node power dir
          node secret file 0200
          node sick file 0444 -EIO
          node subsystem link ../../class/sample
          node types dir
          node types/sample-1 dir
          node types/sample-1/name file 0444 "One\n"
        tree path=/dev/none -> -ENOENT
        tree path=/dev/vfio -> 0
          node . dir
          node vfio char 0666
        available sample-1="4\n" sample-2="-1\n" -> 0
        create type=sample-1 data="\#(uuid)\n" -> 37
          kmsg 7 sample \#(uuid): created
          uevent add /devices/\#(uuid) SUBSYSTEM=mdev
        exists uuid=\#(uuid) -> 0
        write_part first=18 -> -EINVAL
        write_part second=18 -> -EINVAL
        mdev_driver name=sample -> 0
        iommu_group uuid=\#(uuid) id=3 -> 0
        iommu_group uuid=none id=-2 -> -ENOENT
        open path=/dev/vfio/vfio -> 0
        open path=/dev/vfio/3 -> 0
        open path=/dev/vfio/3 -> -EBUSY
        ioctl on=container cmd=CHECK_EXTENSION arg=1 -> 1
        ioctl on=group cmd=GROUP_GET_STATUS in=0800000000000000 -> 0 out=0800000001000000
        ioctl on=group cmd=GROUP_GET_STATUS arg=BADPTR -> -EFAULT
        ioctl on=group cmd=GROUP_SET_CONTAINER container=/dev/null -> -EINVAL
        ioctl on=group cmd=GROUP_SET_CONTAINER container=container -> 0
        ioctl on=container cmd=IOMMU_MAP_DMA in=2000000003000000000000100000000000100000000000000020000000000000 -> 0
        ioctl on=group cmd=GROUP_GET_DEVICE_FD name= -> -ENODEV
        ioctl on=group cmd=GROUP_GET_DEVICE_FD name=\#(uuid) -> 0
        ioctl on=device cmd=0x1234 arg=0 -> -ENOTTY
        ioctl on=device cmd=DEVICE_SET_IRQS argsz=24 flags=0x24 index=0 start=0 count=1 data=intx -> 0
        ioctl on=device cmd=DEVICE_SET_IRQS argsz=21 flags=0x22 index=0 start=0 count=1 data=01 -> 0
        eventfd_read name=intx count=2 -> 0
        eventfd_read name=intx count=0 -> -EAGAIN
        pread region=0 off=0x2 n=4 -> 4 data=c1......
        pread region=7 off=0x0 n=0 -> 0
        pread region=7 off=0x0 n=4 buf=BADPTR -> -EFAULT
        pread region=7 off=0x0 n=8 buf=4+fault -> -EFAULT
        partial data=48435332 -> 0
        pread pos=-1 n=4 -> -EINVAL
        pread pos=0x10 n=4 value=0xffe00008 -> 4
        pread pos=0x0 n=2 -> 2 data=361b
        pread pos=config+0x102 n=4 -> 4
        pread pos=1<<50 n=4 -> -EFAULT
        pwrite region=0 off=0x1 data=02 -> 1
        pwrite pos=-1 n=4 -> -EINVAL
        lseek region=7 -> 7696581394432
        lseek current -> 7696581394432
        read n=1 -> -EINVAL
        mmap pos=0x1000 n=0x2000 shared=1 -> 0
        mmap pos=0x1000 n=0x2000 shared=0 -> -EINVAL
        mmap region=0 n=4096 -> -EINVAL
        mapped n=4 data=00000000 -> 0
        mapped n=4 data=11223344 -> 0
        job_start name=remove arg=\#(uuid) -> 0
        job_blocked name=remove state=S -> 0
          kmsg 6 sample: waiting
        job_signal name=remove -> 0
        job_blocked name=remove state=D -> 0
          kmsg 4 task "exercise" (PID) blocked
        close what=device -> 0
          kmsg 6 sample: closed
        job_end name=remove -> 1
        close what=group -> 0
        close what=container -> 0
        remove uuid=\#(uuid) data="1" -> 1
        write_stale attr=remove -> -ENODEV
        read_stale attr=available_instances -> -ENODEV
        # unload
          kmsg 6 late
        rmmod name=sample -> -EAGAIN
        open path=/dev/vfio/3 -> 0
        ioctl on=group cmd=GROUP_GET_DEVICE_FD name=\#(uuid) -> 0
        writer signal=9 -> 0
          kmsg 1 BUG: kernel NULL pointer dereference, address: 0000000000000018

        """#

    @Test func printsWhatIsRecorded() throws {
        let (trace, _) = try RecordedKernel.replay(Self.everyLine)
        #expect(trace.description == Self.everyLine + "! fault: access to address 0x18\n! end\n")
    }

    @Test func everyOperationIsInTheSample() throws {
        let names = try Set(Trace(parsing: Self.everyLine, file: "").operations.map(\.operation.name))
        // Extensions have tests of their own.
        #expect(
            Set(Operations.all.keys).subtracting(names) == [
                "hardware", "kvm", "load", "mapped_write", "race_blocked", "race_end", "race_start",
                "sleep", "store", "write",
            ])
    }

    @Test(arguments: [
        ("frobnicate x=1", "the operation \"frobnicate\" is not known"),
        ("close", "the field \"what=\" is missing"),
        ("ioctl on=device cmd=NONE arg=0", "the command \"NONE\" is not known"),
        ("ioctl on=device cmd=DEVICE_RESET", "the argument is missing"),
        ("ioctl on=device cmd=DEVICE_RESET arg=x", "\"arg=x\" is no number"),
        ("ioctl on=device cmd=DEVICE_RESET in=0", "no pairs of hexadecimal digits"),
        ("pwrite region=0 off=0x0 data=..", "no pairs of hexadecimal digits"),
        ("pread pos=somewhere n=1", "is no position"),
        ("pread region=0 off=0 n=99999999", "out of range"),
        ("pread region=0 off=0 n=1 buf=x", "neither BADPTR"),
        ("sysfs_open path=/sys/x mode=execute", "none of read, write, readwrite"),
        ("job_start name=dance arg=x", "there is no job \"dance\": remove, rmmod"),
        ("job_end name=remove", "no job \"remove\" was started"),
    ])
    func saysWhatCannotBePerformed(_ line: String, _ problem: String) {
        let error = #expect(throws: TraceError.self) { _ = try RecordedKernel.replay("# h\n\(line)\n") }
        #expect(error?.line == 2)
        #expect(error?.problem.contains(problem) == true, "\(error.debugDescription)")
        #expect(error?.problem.hasSuffix(line) == true)
    }

    @Test func resultsOfAScenarioAreNotLookedAt() throws {
        let text = "sysfs_read path=/sys/x -> 2 data=\"0\\n\"\nclose what=group -> 0\n"
        let trace = try Trace(parsing: text, file: "trace")
        let kernel = RecordedKernel(trace)
        let performer = Performer(kernel)
        kernel.performer = performer
        let bare = try Scenario(parsing: "sysfs_read path=/sys/x\nclose what=group\n", file: "bare")
        // No group is open: the recorded 0 does not make one.
        #expect(
            try performer.perform(bare).description
                == "sysfs_read path=/sys/x -> 2 data=\"0\\n\"\nclose what=group -> -EBADF\n! end\n")
    }

    @Test func aFaultEndsTheTraceOrDoesNot() throws {
        let text = "insmod name=x params=\"\" -> 0\nrmmod name=x -> killed\nrmmod name=y -> 0\n"
        let (stopped, kernel) = try RecordedKernel.replay(text)
        #expect(
            stopped.description
                == "insmod name=x params=\"\" -> 0\nrmmod name=x -> killed\n! fault: access to address 0x18\n")
        #expect(kernel.calls.last == "died")

        let trace = try Trace(parsing: text, file: "trace")
        let other = RecordedKernel(trace)
        let performer = Performer(other, afterFault: .goOn)
        other.performer = performer
        let whole = try performer.perform(Scenario(trace, file: "trace"))
        #expect(whole.operations.map { $0.operation.result } == [.value(0), .killed, .value(0)])
    }

    @Test func nothingFollowsAnOops() throws {
        let text = "rmmod name=x -> 0\n  kmsg 1 BUG: bad\n  kmsg 4 RIP: here\nrmmod name=y -> 0\n  kmsg 6 y\n"
        #expect(
            try RecordedKernel.replay(text).trace.description
                == "rmmod name=x -> 0\n  kmsg 1 BUG: bad\nrmmod name=y -> 0\n! end\n")
    }

    @Test func treesAreAsDeepAsRecordedOrAsTheLineSays() throws {
        let nodes = "  node . dir\n  node a dir\n  node a/b dir\n  node a/b/c dir\n"
        #expect(try Scenario(parsing: "tree path=/sys/x\n" + nodes, file: "").steps[0].recordedDepth == 3)
        #expect(try Scenario(parsing: "tree path=/sys/x\n", file: "").steps[0].recordedDepth == nil)
        let (trace, _) = try RecordedKernel.replay("tree path=/sys/x depth=1 -> 0\n" + nodes)
        #expect(trace.description == "tree path=/sys/x depth=1 -> 0\n  node . dir\n  node a dir\n! end\n")
        // An empty tree was looked into all the same.
        let (empty, _) = try RecordedKernel.replay("tree path=/sys/x -> 0\n  node . dir\n")
        #expect(empty.operations[0].entry.effects.count == 1)
    }
}
