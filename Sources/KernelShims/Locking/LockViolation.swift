// SPDX-License-Identifier: Apache-2.0

/// What lockdep, might_sleep() and their like would say.
public struct LockViolation: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// The task holds the lock already.
        case doubleLock
        /// The task holds another lock of the same class, and nothing says that the two are in order.
        case sameClass(other: UInt64)
        /// The lock was never initialised, or was destroyed.
        case uninitialised
        /// Initialised again, destroyed, or its memory freed, while held.
        case heldWhileEnding(LockEnd)
        case unlockNotHeld
        case unlockByAnother(owner: LockTask)
        /// Released for reading while held for writing, or the other way round.
        case wrongMode
        /// Used as another kind of lock than it was made.
        case wrongKind(LockKind)
        /// Somewhere else the locks are taken in the other order; each step says what was held and what was taken then.
        case orderInversion([LockOrderStep])
        /// Taken in an interrupt, and elsewhere with interrupts on, so that the interrupt may spin forever.
        case interruptInconsistent(LockContextKind, other: LockSite)
        case sleepInAtomic(AtomicReason)
        /// Left behind at the return to user space or at the end of a task.
        case heldAtReturn
        case atomicAtReturn(AtomicReason)
        /// More enabled than disabled: preempt_enable(), local_bh_enable(), rcu_read_unlock().
        case unbalanced(AtomicReason)
        /// synchronize_rcu() by a reader.
        case waitsForItself
    }

    public enum LockEnd: Sendable, Hashable { case initialised, destroyed, freed }

    public var kind: Kind
    public var task: LockTask
    /// 0 where no lock is concerned.
    public var address: UInt64
    public var site: LockSite
    /// Where the state began that this breaks: where the lock was taken, interrupts were switched off, and so on.
    public var since: LockSite?

    /// The lock that was taken there, where it is not the one at `address`.
    public var held: UInt64?

    public init(
        _ kind: Kind, task: LockTask, address: UInt64 = 0, site: LockSite, since: LockSite? = nil, held: UInt64? = nil
    ) {
        self.held = held
        self.kind = kind
        self.task = task
        self.address = address
        self.site = site
        self.since = since
    }
}

/// One known order of two classes.
public struct LockOrderStep: Sendable, Hashable {
    public var held: LockClass
    public var taken: LockClass
    public var heldAt: LockSite
    public var takenAt: LockSite
    public var heldAddress: UInt64
    public var takenAddress: UInt64
}

/// Why sleeping is forbidden.
public enum AtomicReason: String, Sendable, Hashable {
    case spinlock = "a spinlock is held"
    case preemption = "preemption is disabled"
    case interrupts = "interrupts are off"
    case bottomHalves = "bottom halves are disabled"
    case rcu = "an RCU read-side section is open"
    case interruptContext = "this is an interrupt"
}

/// What runs.
public enum LockContextKind: String, Sendable, Hashable {
    case process
    case softirq
    case hardirq
}
