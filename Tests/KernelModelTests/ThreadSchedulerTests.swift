// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelModel

/// Tasks without a machine.
struct ThreadSchedulerTests {
    @Test func tasksTakeTurns() throws {
        let scheduler = ThreadScheduler()
        var order: [String] = []
        var isOpen = false
        let first = try scheduler.start("first") {
            order.append("first waits")
            try scheduler.wait(for: "the door") { isOpen }
            order.append("first goes on")
        }
        try scheduler.start("second") {
            order.append("second opens")
            isOpen = true
        }
        #expect(order.isEmpty)
        try scheduler.settle()
        #expect(order == ["first waits", "second opens", "first goes on"])
        #expect(first.isFinished && scheduler.current.name == "init")
    }

    /// Time moves only when everybody waits.
    @Test func virtualTime() throws {
        let scheduler = ThreadScheduler()
        let start = scheduler.now
        var ended: [UInt64] = []
        for delay in [30, 10] as [UInt64] {
            try scheduler.start("sleeper") {
                let result = try scheduler.wait(
                    for: "time", isInterruptible: false, until: start + delay, { false })
                #expect(result == .timedOut)
                ended.append(scheduler.now - start)
            }
        }
        try scheduler.settle()
        #expect(ended.isEmpty && scheduler.now == start)
        _ = try scheduler.wait(for: "time", isInterruptible: false, until: start + 100, { false })
        #expect(ended == [10, 30])
        #expect(scheduler.now == start + 100)
    }

    @Test func deadlocksAreTold() throws {
        let scheduler = ThreadScheduler()
        try scheduler.start("other") { try scheduler.wait(for: "lock b") { false } }
        #expect(throws: ModelStop.deadlock("init waits for lock a; other waits for lock b")) {
            try scheduler.wait(for: "lock a") { false }
        }
        scheduler.abandonOthers()
    }

    /// The last one that could run ends: who waits is told.
    @Test func aTaskThatEndsLeavesADeadlock() throws {
        let scheduler = ThreadScheduler()
        try scheduler.start("other") {}
        #expect(throws: ModelStop.deadlock("init waits for what never comes")) {
            try scheduler.wait(for: "what never comes") { false }
        }
    }

    @Test func abandonedTasksEnd() throws {
        let scheduler = ThreadScheduler()
        var wasStarted = false
        let task = try scheduler.start("stuck") {
            wasStarted = true
            try scheduler.wait(for: "ever") { false }
        }
        try scheduler.settle()
        #expect(wasStarted && !task.isFinished)
        scheduler.abandonOthers()
        #expect(task.isFinished)
        #expect(scheduler.failure(of: task) as? ModelStop == .abandoned)
    }
}
