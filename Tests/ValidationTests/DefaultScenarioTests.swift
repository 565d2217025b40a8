// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Validation

@Suite struct DefaultScenarioTests {
    static let scenario = DefaultScenario(modules: [.init("tiny", parameters: "dyndbg=+p")])

    static func trace(faultsBeyond: Bool = false, afterFault: Performer.AfterFault = .stop) throws -> Trace {
        let kernel = TinyKernel()
        kernel.faultsBeyond = faultsBeyond
        return try scenario.perform(by: Performer(kernel, afterFault: afterFault))
    }

    static func lines(_ trace: Trace) -> [String] { trace.operations.map(\.operation.description) }

    @Test func goesThroughTheLifeOfEachType() throws {
        let lines = Self.lines(try Self.trace())
        let names = ["insmod", "create", "close", "remove", "exists", "rmmod"]
        let frame = lines.filter { line in names.contains { line.hasPrefix($0) } }
        let life = { (type: String, number: Int, isLong: Bool) in
            let uuid = "11111111-aaaa-4aaa-8aaa-00000000000\(number)"
            return [
                "create type=\(type) data=\"\(uuid)\" -> 36", "close what=device -> 0", "close what=group -> 0",
                "close what=container -> 0", "remove uuid=\(uuid) data=\"1\" -> 1", "exists uuid=\(uuid) -> -ENOENT",
            ] + (isLong ? ["remove uuid=\(uuid) data=\"1\" -> -ENOENT"] : [])
        }
        #expect(
            frame == ["insmod name=tiny params=\"dyndbg=+p\" -> 0"] + life("tiny-1", 1, true) + life("tiny-2", 2, true)
                + life("tiny-1", 0, false) + ["rmmod name=tiny -> 0"])
    }

    @Test func asksForOneMoreThanThereIs() throws {
        let lines = Self.lines(try Self.trace())
        let one = { (command: String) in lines.filter { $0.contains(command) }.map { $0.hasSuffix("-> -EINVAL") } }
        // Twice with all three, the second region again with room for what did not fit; once without the third.
        #expect(
            one("DEVICE_GET_REGION_INFO")
                == [false, false, false, true] + [false, false, false, true] + [false, false, false])
        #expect(one("DEVICE_GET_IRQ_INFO") == [false, true, false, true])
        #expect(lines.contains { $0.contains("in=28000000") && $0.contains("DEVICE_GET_REGION_INFO") })
    }

    @Test func readsAndWritesAtTheEdges() throws {
        let lines = Self.lines(try Self.trace())
        let first = try #require(lines.firstIndex { $0.hasPrefix("pread") })
        #expect(
            lines[first...].prefix(6) == [
                "pread pos=0x100 n=4 -> 4 data=5a5a5a5a", "pwrite pos=0x100 data=5a5a5a5a -> 4",
                "pread pos=0x104 n=4 -> 4 data=5a5a5a..", "pwrite pos=0x104 data=5a5a5a00 -> 4",
                "pread pos=0x107 n=1 -> 1 data=..", "pread pos=0x100 n=0 -> 0",
            ])
        #expect(lines.contains("mapped n=16 data=11223344000000000000000000000000 -> 0"))
        #expect(lines.contains("pread pos=0x2000 n=4 -> 4 data=11223344"))
        let beyond = try #require(lines.lastIndex { $0.hasPrefix("pread pos=0x108 n=1") })
        #expect(lines[beyond...].prefix(2) == ["pread pos=0x108 n=1 -> -EINVAL", "pread pos=0x107 n=2 -> -EINVAL"])
    }

    @Test func interruptsComeAndGo() throws {
        let lines = Self.lines(try Self.trace()).filter { $0.hasPrefix("eventfd_read") || $0.contains("SET_IRQS") }
        let set = "ioctl on=device cmd=DEVICE_SET_IRQS argsz="
        #expect(
            lines.prefix(6) == [
                set + "24 flags=0x24 index=0 start=0 count=1 data=irq0 -> 0",
                "eventfd_read name=irq0 count=0 -> -EAGAIN",
                "eventfd_read name=irq0 count=0 -> -EAGAIN",
                set + "21 flags=0x22 index=0 start=0 count=1 data=01 -> 0",
                "eventfd_read name=irq0 count=1 -> 0",
                set + "20 flags=0x21 index=0 start=0 count=0 data= -> 0",
            ])
    }

    @Test func canBeReplayed() throws {
        let trace = try Self.trace()
        let read = try Trace(parsing: trace.description, file: "default")
        // The lines are numbered as they stand in the printed trace.
        #expect(read.entries.map(\.line) == trace.entries.map(\.line))
        let again = try Performer(TinyKernel()).perform(Scenario(read, file: "default"))
        #expect(again.description == trace.description)
    }

    @Test func aFaultEndsIt() throws {
        let trace = try Self.trace(faultsBeyond: true)
        let text = trace.description
        #expect(
            text.hasSuffix("pread pos=0x108 n=1 -> killed\n  kmsg 1 BUG: out of bounds\n! fault: OutOfBounds()\n"))
        let whole = try Self.trace(faultsBeyond: true, afterFault: .goOn)
        #expect(whole.operations.last?.operation.name == "tree")
        #expect(whole.operations.filter { $0.operation.result == .killed }.count == 2)
    }

    @Test func withoutTypesThereIsNothingToMake() throws {
        let lines = Self.lines(try DefaultScenario(modules: []).perform(by: Performer(TinyKernel())))
        #expect(lines.map { $0.prefix { $0 != " " } } == ["tree", "tree", "tree"])
    }
}
