// SPDX-License-Identifier: Apache-2.0
import Machine

/// Who waits on which wait queue. Entries in the memory stay as the headers made them.
struct WaitQueues {
    struct Waiter {
        var entry: UInt64
        var task: Int
        var isExclusive: Bool
        /// A function of the driver's own that is called instead of waking a task; 0 for none.
        var function: UInt64 = 0
    }

    /// In the order in which they are woken.
    private(set) var waiters: [UInt64: [Waiter]] = [:]
    /// Tasks that were woken and did not go on yet, and those that mean to sleep.
    private var sleeping: [Int: UInt64] = [:]

    func hasWaiters(_ queue: UInt64) -> Bool { !(waiters[queue] ?? []).isEmpty }

    mutating func add(_ waiter: Waiter, to queue: UInt64) {
        remove(waiter.entry, from: queue)
        if waiter.isExclusive {
            waiters[queue, default: []].append(waiter)
        } else {
            waiters[queue, default: []].insert(waiter, at: 0)
        }
    }

    mutating func remove(_ entry: UInt64, from queue: UInt64) {
        waiters[queue]?.removeAll { $0.entry == entry }
    }

    /// Queues whose memory is gone are not known any more.
    mutating func forget(_ isGone: (UInt64) -> Bool) { waiters = waiters.filter { !isGone($0.key) } }

    /// The task means to sleep at its next schedule(): until it is woken.
    mutating func prepare(_ task: Int, on queue: UInt64) { sleeping[task] = queue }

    /// set_current_state(): on no queue, so far as this says.
    mutating func setRunning(_ isRunning: Bool, _ task: Int) {
        if isRunning {
            sleeping[task] = nil
        } else if sleeping[task] == nil {
            sleeping[task] = 0
        }
    }

    /// What the task sleeps for, 0 for no queue; nil where it was woken, or never meant to sleep.
    func queue(of task: Int) -> UInt64? { sleeping[task] }

    mutating func wake(_ task: Int) -> Bool { sleeping.removeValue(forKey: task) != nil }

    /// __wake_up(): all that are not exclusive, and so many of those that are; 0 means all.
    mutating func wakeUp(_ queue: UInt64, exclusive: Int) -> [Waiter] {
        var left = exclusive
        var called: [Waiter] = []
        for waiter in waiters[queue] ?? [] {
            called.append(waiter)
            if waiter.function == 0 {
                _ = wake(waiter.task)
                // Entries of wait_event() take themselves off when they are woken.
                remove(waiter.entry, from: queue)
            }
            if waiter.isExclusive {
                left -= 1
                if left == 0 { break }
            }
        }
        return called
    }
}
