// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Machine

/// Which blocks of a file's own functions were reached.
@Suite struct CoverageTests {
    private static let text = """
        static inline int twice(int value)
        {
        \tif (value > 100)
        \t\treturn 200;
        \treturn 2 * value;
        }
        """
    private static let file = """
        #include "twice.h"
        int choose(int value)
        {
        \tif (value == 7)
        \t\treturn twice(value);
        \tswitch (value & 0x30) {
        \tcase 0x10:
        \t\treturn 1;
        \tcase 0x20:
        \t\treturn 2;
        \t}
        \tif (value < 0)
        \t\t__builtin_unreachable();
        \tif (sizeof(int) == 5)
        \t\treturn 5;
        \treturn 0;
        }
        int loop(int count)
        {
        \tint sum = 0;
        \twhile (count-- > 0)
        \t\tsum += count;
        \treturn sum;
        }
        int idle(void) { return 3; }
        int checked(int value)
        {
        \tif (value < 0)
        \t\tdo { __asm__ volatile(".pushsection __bug_table; .popsection"); } while (0);
        \treturn value;
        }

        """

    private func program(coverage: Bool) throws -> Program {
        let module = try IRModule.emit(
            EmissionRequest(
                path: "/virtual/a.c", arguments: ["--target=x86_64-linux-gnu"],
                files: [
                    .init(path: "/virtual/a.c", bytes: Array(Self.file.utf8)),
                    .init(path: "/virtual/twice.h", bytes: Array(Self.text.utf8)),
                ]))
        return try Program.build([module], interface: KernelInterface(), coverage: coverage)
    }

    /// Lines of blocks that count and were not reached.
    private func missing(_ name: String, _ machine: Machine) throws -> [Int] {
        let function = try #require(machine.program.coverage.functions.first { $0.name == name })
        let covered = Set(machine.coveredBlocks)
        let numbers = function.counted.filter { !covered.contains($0) }
        return Set(numbers.map { function.blocks[$0 - function.first].line }).sorted()
    }

    private func call(_ name: String, _ argument: UInt64, _ machine: Machine) throws -> UInt64 {
        try machine.invoke(try #require(machine.functionAddress(name)), [argument])
    }

    @Test func `blocks are noted as they are reached`() throws {
        let machine = try Machine(try program(coverage: true))
        #expect(machine.coveredBlocks.isEmpty)
        #expect(try call("choose", 7, machine) == 14)
        #expect(try missing("choose", machine) == [6, 8, 10, 12, 16])
        #expect(try call("choose", 0x10, machine) == 1)
        #expect(try missing("choose", machine) == [10, 12, 16])
        #expect(try call("choose", 0x20, machine) == 2)
        #expect(try call("choose", 0x40, machine) == 0)
        #expect(try missing("choose", machine) == [])
        #expect(try missing("idle", machine) == [25])
    }

    @Test func `loops give the same with and without`() throws {
        let plain = try Machine(try program(coverage: false))
        let counting = try Machine(try program(coverage: true))
        for count: UInt64 in [0, 1, 9] {
            #expect(try call("loop", count, plain) == call("loop", count, counting))
        }
        #expect(try missing("loop", counting) == [])
    }

    @Test func `headers, assertions and what is always false do not count`() throws {
        let program = try program(coverage: true)
        #expect(program.coverage.functions.map(\.name).sorted() == ["checked", "choose", "idle", "loop"])
        let choose = try #require(program.coverage.functions.first { $0.name == "choose" })
        // The trap of WARN() is none of the lines.
        let checked = try #require(program.coverage.functions.first { $0.name == "checked" })
        #expect(checked.blocks.filter(\.counts).map(\.line).sorted() == [26, 30])
        #expect(choose.line == 2)
        #expect(choose.file == "/virtual/a.c")
        #expect(!choose.blocks.filter(\.counts).map(\.line).contains(13))
        #expect(!choose.blocks.filter(\.counts).map(\.line).contains(15))
    }

    @Test func `what the code compares with is known`() throws {
        let constants = try program(coverage: true).coverage.constants
        #expect(constants.isSuperset(of: [7, 0x10, 0x20, 0x30]))
        #expect(!constants.contains(100))
    }

    @Test func `what leads on from where it ended is told apart`() throws {
        let machine = try Machine(try program(coverage: true))
        let map = machine.program.coverage
        #expect(map.frontier { _ in false } == [])
        _ = try call("choose", 7, machine)
        let covered = Set(machine.coveredBlocks)
        #expect(map.frontier { covered.contains($0) } == [7])
        _ = try call("choose", 0x10, machine)
        let more = Set(machine.coveredBlocks)
        #expect(map.frontier { more.contains($0) } == [0x10, 0x20, 0x30])
    }

    @Test func `without it nothing is noted and no code is added`() throws {
        let plain = try program(coverage: false)
        #expect(plain.coverage.functions.isEmpty && plain.coverage.blockCount == 0)
        let machine = try Machine(plain)
        _ = try call("choose", 7, machine)
        #expect(machine.coveredBlocks.isEmpty)
        #expect(!plain.listing(of: "choose").contains("cover"))
        #expect(try program(coverage: true).listing(of: "choose").contains("cover"))
    }
}
