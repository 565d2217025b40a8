// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Validation

@Suite struct TraceTests {
    static let sample = #"""
        ! kernel 5.10 x86_64
        # load
        insmod name=sample params="dyndbg=+p" -> 0
          kmsg 6 sample: loaded
          kmsg 6 
          uevent add /class/sample SUBSYSTEM=class NAME=two words
        sysfs_read path=/sys/module/sample/refcnt -> 2 data="0\n"
        sysfs_write path=/sys/x data="a \"b\" \\ -> \x01" -> -EINVAL
        tree path=/sys/class/mdev_bus/sample/. -> 0
          node . dir
          node uevent file 0644 ""
          node create file 0200
          node broken file 0444 -EIO
          node subsystem link ../../class/sample
          node 0 char 0600
        lseek current -> 7696581394432
        pwrite region=7 off=0x0 data= -> 0
        ioctl on=group cmd=GROUP_GET_DEVICE_FD name= -> -ENODEV
        pread region=0 off=0x0 n=4 -> 4 data=31......
        read n=1 -> -512

        rmmod name=sample
        ! end

        """#

    @Test func printsWhatItRead() throws {
        let trace = try Trace(parsing: Self.sample, file: "sample")
        #expect(trace.description == Self.sample)
        #expect(trace.operations.count == 10)
    }

    @Test func readsValues() throws {
        let trace = try Trace(parsing: Self.sample, file: "sample")
        let operations = trace.operations.map(\.operation)
        #expect(operations[0].field("params")?.text == "dyndbg=+p")
        #expect(operations[2].field("data")?.bytes == Array("a \"b\" \\ -> ".utf8) + [1])
        #expect(operations[2].result == .error("EINVAL"))
        #expect(operations[4].has("current"))
        #expect(operations[4].result == .value(7_696_581_394_432))
        #expect(operations[8].result == .value(-512))
        #expect(operations[9].result == nil)
        #expect(trace.operations[0].entry.line == 3)
        #expect(
            trace.operations[0].entry.effects.last
                == .uevent(
                    action: "add", path: "/class/sample",
                    environment: [
                        TraceField("SUBSYSTEM", written: "class"), TraceField("NAME", written: "two words"),
                    ]))
        #expect(
            trace.operations[3].entry.effects
                == [
                    .node(TraceNode(".", .directory)),
                    .node(TraceNode("uevent", .file(mode: 0o644, content: "\"\""))),
                    .node(TraceNode("create", .file(mode: 0o200, content: nil))),
                    .node(TraceNode("broken", .file(mode: 0o444, content: "-EIO"))),
                    .node(TraceNode("subsystem", .link("../../class/sample"))),
                    .node(TraceNode("0", .characterDevice(mode: 0o600))),
                ])
    }

    @Test(arguments: [
        ("close what=group -> EBUSY", "neither a number nor an error"),
        ("close what=group -> -busy", "neither a number nor an error"),
        ("close what=group ->", "no result behind"),
        ("close  what=group -> 0", "a space too many"),
        ("create data=\"abc -> 0", "a quotation mark is not closed"),
        ("close =group -> 0", "no name before"),
        ("Close what=group -> 0", "no name of an operation"),
        ("  kmsg 6 nobody's", "nothing stands above"),
        ("a -> 0\n kmsg 6 x", "indented by two spaces"),
        ("a -> 0\n  kmesg 6 x", "none of kmsg, uevent, node"),
        ("a -> 0\n  kmsg 9 x", "a level from 0 to 7"),
        ("a -> 0\n  uevent add devices/x", "a path that begins with"),
        ("a -> 0\n  uevent add /devices/x X", "no KEY=VALUE"),
        ("a -> 0\n  node x pipe 0600", "a node is"),
        ("a -> 0\n  node x file 06a0", "no mode of four octal digits"),
        ("a -> 0\r", "carriage return"),
    ])
    func saysWhatIsWrong(_ text: String, _ problem: String) {
        let error = #expect(throws: TraceError.self) { try Trace(parsing: text + "\n", file: "some.txt") }
        #expect(error?.problem.contains(problem) == true, "\(error.debugDescription)")
        let line = text.contains("\n") ? 2 : 1
        #expect(error?.description.hasPrefix("some.txt:\(line): ") == true)
    }

    @Test func writesAndReadsEveryByte() {
        let all = (0...255).map { UInt8($0) }
        let written = TraceText.quoted(all)
        #expect(written.utf8.allSatisfy { (32...126).contains($0) })
        #expect(TraceText.unquoted(written) == all)
        #expect(TraceText.bytes(hexadecimal: TraceText.hexadecimal(all)) == all)
        #expect(TraceText.hexadecimal([nil, 0x0f] as [UInt8?]) == "..0f")
        #expect(TraceText.bytes(hexadecimal: "..0f") == nil)
        #expect(TraceText.number("0xffffffffffffffff") == -1)
    }
}
