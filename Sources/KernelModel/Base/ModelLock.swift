// SPDX-License-Identifier: Apache-2.0

/// A mutex of the kernel's own, such as device_lock().
public final class ModelLock {
    public let name: String
    public private(set) var owner: ModelTask?
    private unowned let scheduler: any Scheduler

    public init(_ name: String, _ scheduler: any Scheduler) {
        self.name = name
        self.scheduler = scheduler
    }

    public func lock() throws {
        if owner === scheduler.current { throw ModelStop.deadlock("\(scheduler.current.name) takes \(name) again") }
        try scheduler.preempt()
        try scheduler.wait(for: name) { self.owner == nil }
        owner = scheduler.current
    }

    public func unlock() { owner = nil }

    /// Runs `body` with the lock. After what is no `Errno`, an oops for one, the lock stays taken, as in a kernel.
    public func callAsFunction<Result>(_ body: () throws -> Result) throws -> Result {
        try lock()
        do {
            let result = try body()
            unlock()
            return result
        } catch let error as Errno {
            unlock()
            throw error
        }
    }
}

/// `struct rw_semaphore`, as far as the mdev core uses it.
public final class ModelSemaphore {
    public let name: String
    private var readers = 0
    private var isWritten = false
    private var waitingWriters = 0
    private unowned let scheduler: any Scheduler

    public init(_ name: String, _ scheduler: any Scheduler) {
        self.name = name
        self.scheduler = scheduler
    }

    /// Somebody writes, or waits for it.
    public var isWanted: Bool { isWritten || waitingWriters > 0 }

    /// down_read_trylock(): no for a writer that waits as well (trace of 5.10, "unload while a remove waits").
    public func tryRead() -> Bool {
        if isWanted { return false }
        readers += 1
        return true
    }

    public func endRead() { readers -= 1 }

    public func write() throws {
        try scheduler.preempt()
        waitingWriters += 1
        try scheduler.wait(for: name) { !self.isWritten && self.readers == 0 }
        waitingWriters -= 1
        isWritten = true
    }

    public func endWrite() { isWritten = false }
}

/// What ends a task of the model, which is no error of the kernel.
public enum ModelStop: Error, Hashable, Sendable {
    /// Everybody waits; who for what.
    case deadlock(String)
    /// BUG() or a NULL pointer in the kernel's own code, by what a driver did.
    case oops(String)
    /// The run is given up.
    case abandoned
    /// The model does not know.
    case unsupported(String)
}
