// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Machine

/// What is noted of accesses, and what the places are called.
@Suite struct AccessLogTests {
    private static let source = """
        struct lock { int word; };
        struct toll { int lane; struct { int paid; int owed; } sums[2]; };
        struct gate { struct toll toll; int cars; struct lock lock; };
        static int open_gates;
        void make(struct gate *g) { g->cars = 0; }
        void pass(struct gate *g, int lane) { g->cars++; g->toll.sums[lane].paid = 5; open_gates += 1; }
        int look(struct gate *g) { return g->cars; }
        int local(int n) { int a[4] = {0}; volatile int *p = a; p[n] = n; return p[n]; }

        """

    private struct Run {
        var machine: Machine
        var log: AccessLog
        var gate: UInt64
        /// Of the lock.
        var lock: AccessLog.HeldLock

        func call(_ name: String, _ arguments: UInt64..., locked: Bool) throws {
            log.beginOperation(isLoading: false)
            log.setLocks(locked ? [lock] : [])
            _ = try machine.invoke(try #require(machine.functionAddress(name)), arguments)
            log.setLocks([])
        }

        /// "write gate.cars pass gate.lock.word"
        var lines: Set<String> {
            Set(
                log.fields().keys.map {
                    "\($0.isWrite ? "write" : "read") \($0.field) \($0.entry) \($0.locks.sorted().joined(separator: ","))"
                })
        }
    }

    private func run() throws -> Run {
        let module = try IRModule.emit(
            EmissionRequest(
                path: "/virtual/a.c", arguments: ["--target=x86_64-linux-gnu", "-g"],
                files: [.init(path: "/virtual/a.c", bytes: Array(Self.source.utf8))]))
        let machine = try Machine(try Program.build([module], interface: KernelInterface()))
        machine.watchAccesses()
        let log = try #require(machine.accessLog)
        log.beginOperation(isLoading: false)
        let gate = try machine.memory.allocate(28, kind: .heap, zeroed: true)
        return Run(machine: machine, log: log, gate: gate, lock: .init(address: gate + 24, isExclusive: true))
    }

    @Test func `fields are named by struct and member, locks by the same names`() throws {
        let run = try run()
        try run.call("pass", run.gate, 1, locked: true)
        try run.call("look", run.gate, locked: false)
        #expect(
            run.lines == [
                "read gate.cars pass gate.lock.word", "write gate.cars pass gate.lock.word",
                "write gate.toll.sums.paid pass gate.lock.word", "read open_gates pass gate.lock.word",
                "write open_gates pass gate.lock.word", "read gate.cars look ",
            ])
    }

    @Test func `of a lock that is shared with readers a write has nothing`() throws {
        var run = try run()
        run.lock.isExclusive = false
        try run.call("pass", run.gate, 0, locked: true)
        #expect(run.lines.contains("write gate.cars pass "))
        #expect(run.lines.contains("read gate.cars pass gate.lock.word"))
    }

    @Test func `nobody else sees an object in the operation that makes it, nor in the one that frees it`() throws {
        let run = try run()
        _ = try run.machine.invoke(try #require(run.machine.functionAddress("make")), [run.gate])
        #expect(run.lines.isEmpty)
        try run.call("pass", run.gate, 0, locked: true)
        try run.call("look", run.gate, locked: false)
        try run.machine.memory.release(run.gate, accepting: [.heap], by: "kfree")
        #expect(run.lines.contains("write gate.cars pass gate.lock.word"))
        #expect(!run.lines.contains { $0.hasPrefix("read gate.cars look") })
    }

    @Test func `variables on a stack are nobody else's`() throws {
        let run = try run()
        try run.call("local", 2, locked: false)
        #expect(run.lines.isEmpty)
    }

    @Test func `variables of modules are set up while those are loaded`() throws {
        let run = try run()
        run.log.beginOperation(isLoading: true)
        _ = try run.machine.invoke(try #require(run.machine.functionAddress("pass")), [run.gate, 0])
        #expect(!run.lines.contains { $0.contains("open_gates") })
    }
}
