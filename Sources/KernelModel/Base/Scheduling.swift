// SPDX-License-Identifier: Apache-2.0

/// One thread of control of the modelled machine: a user's process in a system call, a worker.
public final class ModelTask: @unchecked Sendable {
    public let number: Int
    /// What `current->comm` says.
    public let name: String
    /// A signal is there that it has not looked at.
    public var hasSignal = false
    /// How it waits; nil where it does not.
    public var wait: Wait?
    public var isFinished = false

    public enum Wait: Sendable, Hashable {
        /// State S: a signal ends it.
        case interruptible
        /// State D.
        case uninterruptible
    }

    public init(number: Int, name: String) {
        self.number = number
        self.name = name
    }

    /// Made up, and the same in each run.
    public var pid: Int { 100 + number }
}

/// How a wait ended.
public enum WaitResult: Sendable, Hashable {
    case done
    case interrupted
    case timedOut
}

/// Who is to run. Exactly one task runs at a time, and the turn passes only in `wait`, `settle` and, in a race, `preempt`,
/// so what a task does between two of these is atomic.
public protocol Scheduler: AnyObject {
    var current: ModelTask { get }
    /// Virtual time in nanoseconds.
    var now: UInt64 { get }
    /// Blocks the present task until `condition`.
    /// - Throws: what ends the task: never an `Errno`.
    func wait(
        for reason: @autoclosure () -> String, isInterruptible: Bool, until deadline: UInt64?,
        _ condition: @escaping () -> Bool
    ) throws -> WaitResult
    /// Makes another task.
    func start(_ name: String, _ body: @escaping () throws -> Void) throws -> ModelTask
    /// Lets all other tasks run until each has ended or is blocked. Time does not pass.
    func settle() throws
    /// In a race another task may go on here.
    func preempt() throws
    /// The same as `settle`, but the others run beside each other: at each point at which more than one could go on,
    /// the next number of the schedule says which.
    func race(_ schedule: [Int]) throws -> [RaceChoice]
}

/// A point of a race at which more than one task could go on.
public struct RaceChoice: Sendable, Hashable {
    /// Position in the list of those that could; whoever ran stands first.
    public var taken: Int
    public var count: Int
    /// Whoever ran could have gone on: another choice than 0 is a preemption.
    public var canGoOn: Bool

    public init(taken: Int, count: Int, canGoOn: Bool) {
        self.taken = taken
        self.count = count
        self.canGoOn = canGoOn
    }
}

extension Scheduler {
    /// Waits without end and without being interrupted.
    public func wait(for reason: @autoclosure () -> String, _ condition: @escaping () -> Bool) throws {
        _ = try wait(for: reason(), isInterruptible: false, until: nil, condition)
    }

    public func preempt() throws {}

    /// Without choices: one after the other.
    public func race(_ schedule: [Int]) throws -> [RaceChoice] {
        try settle()
        return []
    }
}
