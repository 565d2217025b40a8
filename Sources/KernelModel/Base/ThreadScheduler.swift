// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation

/// Tasks as threads of the host of which exactly one runs: for the model without a machine. Who is next is the same in
/// each run: whoever runs goes on as long as it can, then the one that was made first.
public final class ThreadScheduler: Scheduler {
    /// Virtual time in nanoseconds; moves when everybody waits and somebody only for time.
    public private(set) var now: UInt64 = 1_000_000_000
    private var running: Entry
    private var entries: [Entry]
    private var abandoner: Entry?

    public init(_ firstName: String = "init") {
        running = Entry(ModelTask(number: 0, name: firstName))
        entries = [running]
    }

    public var current: ModelTask { running.task }

    @discardableResult
    public func start(_ name: String, _ body: @escaping () throws -> Void) throws -> ModelTask {
        let entry = Entry(ModelTask(number: entries.count, name: name))
        entries.append(entry)
        let job = Job(entry: entry, scheduler: self, body: body)
        let thread = Thread { job.run() }
        thread.stackSize = 8 << 20
        thread.start()
        return entry.task
    }

    /// What ended a task early.
    public func failure(of task: ModelTask) -> (any Error)? { entries.first { $0.task === task }?.failure }

    public func wait(
        for reason: @autoclosure () -> String, isInterruptible: Bool, until deadline: UInt64?,
        _ condition: @escaping () -> Bool
    ) throws -> WaitResult {
        let own = running
        while true {
            if condition() { return .done }
            if isInterruptible, own.task.hasSignal { return .interrupted }
            if let deadline, now >= deadline { return .timedOut }
            own.waiting = Waiting(
                reason: reason(), isInterruptible: isInterruptible, deadline: deadline, condition: condition)
            own.task.wait = isInterruptible ? .interruptible : .uninterruptible
            let result = Result { try hand() }
            own.waiting = nil
            own.task.wait = nil
            try result.get()
        }
    }

    /// Lets all others run until each has ended or is blocked.
    public func settle() throws {
        let own = running
        while entries.contains(where: { $0 !== own && canRun($0) }) {
            own.isSettling = true
            let result = Result { try hand() }
            own.isSettling = false
            try result.get()
        }
    }

    /// Ends all other tasks where they stand.
    public func abandonOthers() {
        let own = running
        abandoner = own
        for entry in entries where entry !== own && !entry.task.isFinished {
            entry.isAbandoned = true
            running = entry
            entry.turn.signal()
            own.turn.wait()
        }
        abandoner = nil
        running = own
    }

    // MARK: Who is next

    private func canRun(_ entry: Entry) -> Bool {
        if entry.task.isFinished { return false }
        guard let waiting = entry.waiting else { return true }
        return waiting.condition() || waiting.isInterruptible && entry.task.hasSignal
            || waiting.deadline.map { now >= $0 } ?? false
    }

    private func next() -> Entry? {
        // Who settles is the last choice.
        if let entry = entries.first(where: { !$0.isSettling && canRun($0) }) { return entry }
        if let entry = entries.last(where: { $0.isSettling }) { return entry }
        // Everybody waits: time passes.
        guard let time = entries.compactMap({ $0.task.isFinished ? nil : $0.waiting?.deadline }).min() else {
            return nil
        }
        now = max(now, time)
        return entries.first { canRun($0) }
    }

    private func hand() throws {
        let own = running
        if own.isAbandoned { throw ModelStop.abandoned }
        let next = next() ?? deadlocked()
        if next !== own {
            running = next
            next.turn.signal()
            own.turn.wait()
        }
        try tell(own)
    }

    /// Nobody can go on: the first task is told, the others go on waiting for what it does next.
    private func deadlocked() -> Entry {
        entries[0].pending = deadlock()
        return entries[0]
    }

    private func tell(_ own: Entry) throws {
        if own.isAbandoned { throw ModelStop.abandoned }
        if let pending = own.pending {
            own.pending = nil
            throw pending
        }
    }

    fileprivate func finish(_ entry: Entry) {
        entry.task.isFinished = true
        let following = abandoner ?? next() ?? deadlocked()
        running = following
        following.turn.signal()
    }

    private func deadlock() -> ModelStop {
        let waiting = entries.filter { !$0.task.isFinished }.compactMap { entry in
            entry.waiting.map { "\(entry.task.name) waits for \($0.reason)" }
        }
        return .deadlock(waiting.joined(separator: "; "))
    }

    fileprivate struct Waiting {
        var reason: String
        var isInterruptible: Bool
        var deadline: UInt64?
        var condition: () -> Bool
    }

    fileprivate final class Entry {
        let task: ModelTask
        let turn = DispatchSemaphore(value: 0)
        var waiting: Waiting?
        var isSettling = false
        var isAbandoned = false
        var pending: ModelStop?
        var failure: (any Error)?

        init(_ task: ModelTask) { self.task = task }
    }

    /// What a thread does when its task's turn comes. Handed to another thread, which is sound here because only the
    /// thread whose turn it is touches anything of the run.
    private final class Job: @unchecked Sendable {
        private let entry: Entry
        private let scheduler: ThreadScheduler
        private let body: () throws -> Void

        init(entry: Entry, scheduler: ThreadScheduler, body: @escaping () throws -> Void) {
            self.entry = entry
            self.scheduler = scheduler
            self.body = body
        }

        func run() {
            entry.turn.wait()
            if !entry.isAbandoned {
                do { try body() } catch { entry.failure = error }
            }
            scheduler.finish(entry)
        }
    }
}
