// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Machine

/// Tasks of a machine: letting others go on, and what a task leaves to the next one.
@Suite struct TaskTests {
    private func machine(_ text: String = "int one(void) { return 1; }\n") throws -> Machine {
        let module = try IRModule.emit(
            EmissionRequest(
                path: "/virtual/a.c", arguments: ["--target=x86_64-linux-gnu"],
                files: [.init(path: "/virtual/a.c", bytes: Array(text.utf8))]))
        return try Machine(try Program.build([module], interface: KernelInterface()))
    }

    @Test func `settling lets all others go as far as they can, and no time pass`() throws {
        let machine = try machine()
        let tasks = machine.tasks
        let start = tasks.now
        var steps = 0
        var isOpen = false
        let busy = try tasks.start("busy", in: machine) { () throws(Stop) in
            for _ in 0..<5 {
                steps += 1
                try tasks.yield()
            }
            isOpen = true
        }
        let follower = try tasks.start("follower", in: machine) { () throws(Stop) in
            try tasks.wait(for: "the door", in: machine) { isOpen }
        }
        let stuck = try tasks.start("stuck", in: machine) { () throws(Stop) in
            try tasks.wait(for: "nothing", in: machine) { false }
        }
        let sleeper = try tasks.start("sleeper", in: machine) { () throws(Stop) in
            try tasks.wait(for: "its time", in: machine, until: start + 1000) { false }
        }
        let late = try tasks.start("late", in: machine) { () throws(Stop) in
            try tasks.wait(for: "a time that is over", in: machine, until: start) { false }
        }
        try tasks.settle(in: machine)
        #expect(steps == 5)
        #expect(busy.isFinished && follower.isFinished && late.isFinished)
        #expect(!stuck.isFinished && !sleeper.isFinished)
        #expect(tasks.now == start && tasks.current.number == 0)
        tasks.advance(nanoseconds: 1000)
        try tasks.settle(in: machine)
        #expect(sleeper.isFinished && !stuck.isFinished)
        tasks.abandonOthers()
        #expect(stuck.isFinished)
    }

    @Test func `settling alone is nothing`() throws {
        let machine = try machine()
        try machine.tasks.settle(in: machine)
        #expect(machine.tasks.all.count == 1)
    }

    @Test func `hundreds of tasks one after the other`() throws {
        let machine = try machine(
            "int fill(int n) { int a[8]; volatile int *p = a; for (int i = 0; i < 8; i++) p[i] = n; return p[n % 8]; }\n"
        )
        let fill = try #require(machine.address(of: "fill"))
        var sum: UInt64 = 0
        for number in 1...300 {
            let task = try machine.tasks.start("job", in: machine) { () throws(Stop) in
                sum += try machine.invoke(fill, [UInt64(number)])
            }
            #expect(task.number == number)
            try machine.tasks.join(task, in: machine)
            if let stop = task.stop { throw stop }
        }
        #expect(sum == 300 * 301 / 2)
    }

    @Test func `only so many at once`() throws {
        let machine = try machine()
        let tasks = machine.tasks
        func start() throws {
            try tasks.start("waits", in: machine) { () throws(Stop) in
                try tasks.wait(for: "nothing", in: machine) { false }
            }
        }
        for _ in 1..<TaskSlot.limit { try start() }
        #expect(throws: Stop.self) { try start() }
        tasks.abandonOthers()
        try start()
        #expect(tasks.all.last?.number == TaskSlot.limit)
        tasks.abandonOthers()
    }

    /// A pointer to a variable of a task that ended is no pointer to one of the next task.
    @Test func `variables of a task end with it`() throws {
        let machine = try machine(
            """
            int *kept;
            int keep(int stop) { int value = 5; kept = &value; if (stop) { int *none = 0; value = *none; } return value; }
            int *last(void) { return kept; }
            """)
        let keep = try #require(machine.address(of: "keep"))
        let last = try #require(machine.address(of: "last"))
        var places: [UInt64] = []
        for stops in [0, 1, 0] as [UInt64] {
            let task = try machine.tasks.start("job", in: machine) { () throws(Stop) in
                _ = try machine.invoke(keep, [stops])
            }
            try machine.tasks.join(task, in: machine)
            #expect((task.stop != nil) == (stops == 1))
            places.append(try machine.invoke(last, []))
            for place in places {
                #expect {
                    _ = try machine.memory.load(place, size: 4)
                } throws: { error in
                    if case Stop.fault(let fault) = error { fault.kind == .useAfterReturn } else { false }
                }
            }
        }
        #expect(Set(places).count == 3)
    }
}
