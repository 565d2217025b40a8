// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Validation

/// What a line does not say: which calls are made for it.
@Suite struct PerformerRuleTests {
    static let uuid = PerformerTests.uuid
    static let type = "/sys/class/mdev_bus/parent/mdev_supported_types/sample-1"

    static func calls(_ text: String, _ prepare: (RecordedKernel) -> Void = { _ in }) throws -> [String] {
        try RecordedKernel.replay(text, prepare).kernel.calls
    }

    @Test func theFirstFreeNameIsTaken() throws {
        let calls = try Self.calls(
            """
            open path=/dev/vfio/0 -> 0
            open path=/dev/vfio/1 -> 0
            close what=group -> 0
            open path=/dev/vfio/2 -> 0
            close what=group2 -> 0
            close what=group -> 0
            """)
        #expect(
            calls.filter { $0.hasPrefix("close") } == ["close /dev/vfio/0", "close /dev/vfio/1", "close /dev/vfio/2"])
    }

    @Test func containersAreOpenedWhenTheyAreNamed() throws {
        let calls = try Self.calls(
            """
            open path=/dev/vfio/0 -> 0
            ioctl on=group cmd=GROUP_SET_CONTAINER container=container2 -> 0
            ioctl on=container cmd=GET_API_VERSION arg=0 -> 0
            ioctl on=device cmd=DEVICE_RESET arg=0 -> -EBADF
            close what=container2 -> 0
            """)
        #expect(
            calls == [
                "open /dev/vfio/0 readwrite", "open /dev/vfio/vfio readwrite", "ioctl /dev/vfio/0 0x3b68",
                "with 04000000", "open /dev/vfio/vfio readwrite", "ioctl /dev/vfio/vfio 0x3b64",
                "close /dev/vfio/vfio",
            ])
    }

    @Test func operandsAreNumbersPathsNamesAndEventfds() throws {
        let calls = try Self.calls(
            """
            open path=/dev/vfio/0 -> 0
            ioctl on=group cmd=GROUP_SET_CONTAINER container=-1 -> -EINVAL
            ioctl on=group cmd=GROUP_SET_CONTAINER container=closed -> -EBADF
            ioctl on=group cmd=GROUP_SET_CONTAINER container=group -> -EINVAL
            ioctl on=group cmd=GROUP_SET_CONTAINER container=/dev/null -> -EINVAL
            ioctl on=group cmd=DEVICE_SET_IRQS argsz=24 flags=0x24 index=1 start=2 count=3 data=msi -> 0
            ioctl on=group cmd=DEVICE_SET_IRQS argsz=24 flags=0x24 index=1 start=2 count=4294967295 data=msi -> 0
            ioctl on=group cmd=DEVICE_SET_IRQS argsz=24 flags=0x24 index=1 start=2 count=3 data=0 -> 0
            ioctl on=group cmd=DEVICE_SET_IRQS argsz=21 flags=0x24 index=1 start=2 count=3 data=ff -> 0
            close what=group -> 0
            """)
        #expect(
            calls.filter { $0.hasPrefix("with") } == [
                "with ffffffff", "with e7030000", "with 03000000", "with 04000000",
                "with 180000002400000001000000020000000300000005000000",
                "with 18000000240000000100000002000000ffffffff05000000",
                "with 180000002400000001000000020000000300000000000000",
                "with 1500000024000000010000000200000003000000ff000000",
            ])
        // What was opened silently goes when nothing else is open.
        #expect(calls.suffix(3) == ["close /dev/vfio/0", "close null", "close eventfd"])
        #expect(calls.filter { $0 == "eventfd" }.count == 1)
    }

    @Test func anyOtherFileIsAFile() throws {
        let calls = try Self.calls(
            """
            open path=/dev/vfio/devices/vfio0 -> 0
            open path=/dev/sample -> 0
            ioctl on=file cmd=0x5401 arg=0 -> -ENOTTY
            close what=file2 -> 0
            close what=file -> 0
            """)
        #expect(
            calls.suffix(3) == [
                "ioctl /dev/vfio/devices/vfio0 0x5401", "close /dev/sample", "close /dev/vfio/devices/vfio0",
            ])
    }

    @Test func numbersOfTheKernelHaveNoNameInUserSpace() {
        #expect(TraceResult(RecordedKernel.Refusal(number: 524, name: "ENOTSUPP")) == .value(-524))
        #expect(TraceResult(RecordedKernel.Refusal(number: 22, name: "EINVAL")) == .error("EINVAL"))
    }

    @Test func theStandardFilesAreTaken() throws {
        let kernel = try RecordedKernel.replay("insmod name=x params=\"\" -> 0").kernel
        #expect(kernel.fds.keys.sorted() == [0, 1, 2])
    }

    @Test func aTypeIsLookedForInAllParents() throws {
        let calls = try Self.calls("create type=sample-1 data=\"\(Self.uuid)\" -> 36\n")
        #expect(calls == ["open \(Self.type)/create write", "write \(Self.type)/create \"\(Self.uuid)\""])
        // Gone in the meantime: where it was.
        let text = "create type=sample-1 data=\"a\" -> -EINVAL\ncreate type=sample-1 data=\"b\" -> -ENODEV\n"
        let gone = try RecordedKernel.replay(text) { $0.absent = [] }
        #expect(
            gone.kernel.calls.filter { $0.hasPrefix("open") }
                == Array(repeating: "open \(Self.type)/create write", count: 2))
        let never = try Self.calls("create type=sample-1 data=\"a\" -> -ENOENT\n") { $0.absent = [Self.type] }
        #expect(never.contains("open /sys/class/mdev_bus/none/mdev_supported_types/sample-1/create write"))
    }

    @Test func piecesAreOfTheOldestMdev() throws {
        let calls = try Self.calls(
            """
            create type=sample-1 data="\(Self.uuid)\\n" -> 37
            create type=sample-2 data="bbbbbbbb-aaaa-4aaa-8aaa-000000000001" -> 36
            write_part first=18 -> -EINVAL
            write_part second=18 -> -EINVAL
            available sample-1="1\\n" -> 0
            """)
        #expect(
            calls.dropFirst(4).prefix(3) == [
                "open \(Self.type)/create write", "write \(Self.type)/create \"0a0a0a0a-aaaa-4aaa\"",
                "write \(Self.type)/create \"-8aaa-000000000001\"",
            ])
    }

    @Test func staleFilesAreOpenedBeforeWhatMakesThemStale() throws {
        let path = MdevSubject.path(Self.uuid)
        let calls = try Self.calls(
            """
            create type=sample-1 data="\(Self.uuid)" -> 36
            create type=sample-2 data="bbbbbbbb-aaaa-4aaa-8aaa-000000000001" -> 36
            rmmod name=core -> -EAGAIN
            rmmod name=sample -> 0
            exists uuid=\(Self.uuid) -> -ENOENT
            write_stale attr=create -> -ENODEV
            read_stale attr=available_instances -> -ENODEV
            write_stale attr=remove -> -ENODEV
            rmmod name=sample -> -ENOENT
            """
        ) { $0.absent = [path + "/create", path + "/available_instances"] }
        #expect(
            calls.dropFirst(4).filter { !$0.hasPrefix("stat") } == [
                "open \(Self.type)/create write", "open \(Self.type)/available_instances read",
                "open \(path)/remove write", "rmmod core", "rmmod sample",
                "write \(Self.type)/create \"\(StaleFiles.freshUUID)\"", "write \(path)/remove \"1\"", "rmmod sample",
            ])
    }

    @Test func aStaleFileThatNobodyOpenedIsNone() throws {
        #expect(
            try RecordedKernel.replay("write_stale attr=remove -> 1").trace.description
                == "write_stale attr=remove -> -EBADF\n! end\n")
    }

    @Test func memoryThatIsMappedForTheDeviceIsThere() throws {
        let map = "ioctl on=container cmd=IOMMU_MAP_DMA in="
        let calls = try Self.calls(
            """
            open path=/dev/vfio/vfio -> 0
            \(map)2000000003000000000000100000000000100000000000000020000000000000 -> 0
            \(map)2000000003000000010000100000000000100000000000000020000000000000 -> -EINVAL
            \(map)200000000300000000f01f100000000000100000000000000020000000000000 -> 0
            close what=container -> 0
            """)
        #expect(
            calls.filter { $0.hasPrefix("mmap") } == [
                "mmap 268435456 1048576", "mmap 269484032 1048576", "mmap 270532608 1048576",
            ])
        #expect(calls.last == "munmap 270532608")
    }

    @Test func aBufferMayEndInAFault() throws {
        let (_, kernel) = try RecordedKernel.replay(
            "pread region=7 off=0x0 n=8 buf=4+fault -> -EFAULT\npartial data=01020304 -> 0\nread n=1 -> -EBADF\n")
        #expect(kernel.areas.count == 1)
        #expect(kernel.calls.contains("munmap 1610616832"))
        #expect(kernel.calls.last == "munmap 1610612736")
    }

    static let mapping = """
        open path=/dev/vfio/0 -> 0
        ioctl on=group cmd=GROUP_GET_DEVICE_FD name=x -> 0
        mmap pos=0x1000 n=0x2000 shared=1 -> 0
        mmap pos=0x1000 n=0x1000 shared=1 -> 0
        mmap region=0 n=4096 -> 0

        """

    @Test func theFirstMappingIsWrittenToBetweenTwoLooks() throws {
        let calls = try Self.calls(
            Self.mapping + """
                mapped n=4 data=00000000 -> 0
                pread pos=bar0 n=4 value=0x44332211 -> 4
                mapped n=4 data=11223344 -> 0
                close what=device -> 0
                """)
        #expect(
            calls.dropFirst(2) == [
                "mmap device 4096 8192 shared writable", "mmap device 4096 4096 shared", "mmap device 0 4096 shared",
                "store 11223344", "ioctl device 0x3b6c", "pread 4096 4", "munmap device", "close device",
            ])
    }

    @Test func aScenarioMayWriteItself() throws {
        let (trace, kernel) = try RecordedKernel.replay(
            Self.mapping + """
                mapped n=4 data=00000000 -> 0
                mapped_write off=0x0 data=aabb -> 2
                mapped_write off=0x1fff data=aabb -> -EFAULT
                close what=device -> 0
                mapped n=4 data=00000000 -> 0
                """)
        #expect(kernel.calls.filter { $0.hasPrefix("store") } == ["store aabb"])
        #expect(kernel.calls.suffix(2) == ["munmap device", "close device"])
        #expect(trace.operations.suffix(2).map { $0.operation.result } == [.value(0), .error("EFAULT")])
        #expect(trace.operations.suffix(3).first?.operation.result == .error("EFAULT"))
    }

    @Test func regionsAreWhereTheDeviceSays() throws {
        let info = "200000000000000002000000" + String(repeating: "00", count: 20)
        let calls = try Self.calls(
            """
            open path=/dev/vfio/0 -> 0
            ioctl on=group cmd=GROUP_GET_DEVICE_FD name=x -> 0
            ioctl on=device cmd=DEVICE_GET_REGION_INFO in=\(info) -> 0 out=\(info.dropLast(16))0000000200000000
            pread pos=bar2+0x10 n=1 -> 1
            pread pos=config+0x102 n=1 -> 1
            pread pos=region7 n=1 -> 1
            pread pos=1<<50 n=1 -> 1
            pread region=3 off=0x5 n=1 -> 1 data=00
            """)
        #expect(
            calls.dropFirst(3) == [
                "pread 33554448 1", "ioctl device 0x3b6c", "pread 4354 1", "pread 4096 1",
                "pread 1125899906842624 1", "pread 3298534883333 1",
            ])
    }

    @Test func whatAJobCausesBelongsToItsState() throws {
        let text = """
            job_start name=rmmod arg=sample -> 0
            job_end name=rmmod -> -EAGAIN
              kmsg 6 from the job
            job_end name=rmmod -> -EAGAIN
            """
        let (trace, kernel) = try RecordedKernel.replay(text)
        #expect(kernel.calls == ["rmmod sample"])
        // It ends once.
        #expect(trace.operations.map(\.entry.effects.count) == [0, 1])
        #expect(trace.operations.map { $0.operation.result } == [.value(0), .error("EAGAIN")])
    }

    @Test func whatHasEndedAndWasToldTakesNoSignals() throws {
        let start = "job_start name=rmmod arg=x -> 0\n"
        let (told, _) = try RecordedKernel.replay(start + "job_end name=rmmod -> 0\njob_signal name=rmmod -> 0\n")
        #expect(told.operations.last?.operation.result == .error("ESRCH"))
        let (untold, _) = try RecordedKernel.replay(start + "job_signal name=rmmod -> 0\n")
        #expect(untold.operations.last?.operation.result == .value(0))
    }

    @Test func aJobIsBlockedOrHasEndedAsItIs() throws {
        let trace = try Trace(parsing: "job_start name=rmmod arg=x -> 0\njob_end name=rmmod -> 0\n", file: "")
        let kernel = RecordedKernel(trace)
        let performer = Performer(kernel)
        kernel.performer = performer
        let other = try Scenario(
            parsing: "job_start name=rmmod arg=x -> 0\njob_blocked name=rmmod state=D -> 0\n", file: "")
        #expect(try performer.perform(other).operations.last?.operation.description == "job_end name=rmmod -> 0")
    }

    @Test func aWriterThatLivesClosesItsFiles() throws {
        let calls = try Self.calls(
            """
            open path=/dev/vfio/vfio -> 0
            open path=/dev/vfio/0 -> 0
            ioctl on=group cmd=GROUP_GET_DEVICE_FD name=x -> 0
            writer exit=0 -> 0
            """)
        #expect(calls.suffix(4) == ["pwrite 1 1", "close /dev/vfio/vfio", "close /dev/vfio/0", "close device"])
        let other = try Self.calls("writer region=1 off=0x4 data=0102 exit=0 -> 0")
        #expect(other.contains("pwrite 1099511627780 2") == false, "no device is open")
    }

    @Test func theRecordedDriverIsAskedFor() throws {
        #expect(
            try RecordedKernel.replay("mdev_driver name=sample -> 0").trace.description
                == "mdev_driver name=sample -> 0\n! end\n")
        #expect(
            try RecordedKernel.replay("mdev_driver name=none -> -ENOENT").trace.description
                == "mdev_driver name=none -> -ENOENT\n! end\n")
    }

    @Test func numbersThatVaryAreLeftOut() throws {
        let text = "rmmod name=x -> 0\n  uevent add /devices/x SUBSYSTEM=x\n"
        #expect(try RecordedKernel.replay(text).trace.description == text + "! end\n")
    }
}
