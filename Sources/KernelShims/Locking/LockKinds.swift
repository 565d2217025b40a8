// SPDX-License-Identifier: Apache-2.0

/// What a lock is, which decides who may take it where.
public enum LockKind: String, Sendable, Hashable {
    case mutex
    case spinlock
    case rawSpinlock = "raw spinlock"
    case rwlock
    case rwsem
    case semaphore

    /// Taking it may sleep; the others are waited for by spinning, and holding them forbids sleeping.
    public var sleeps: Bool { self == .mutex || self == .rwsem || self == .semaphore }

    /// Anyone may release it, so that no task owns it.
    var hasOwner: Bool { self != .semaphore }
}

/// How a lock is taken.
public enum LockMode: Sendable, Hashable {
    case exclusive
    /// Readers of an rwlock or rwsem.
    case shared
}

/// What a spinning lock switches off besides preemption.
public enum LockInterrupts: Sendable, Hashable {
    case unchanged
    /// `_irq`: off at the lock, on at the unlock, whatever they were.
    case disabled
    /// `_irqsave` and `_irqrestore`.
    case saved
    /// `_bh`.
    case bottomHalves
}

/// A task, as the machine numbers them.
public struct LockTask: RawRepresentable, Sendable, Hashable {
    public var rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// A place in the code, as the machine numbers them.
public struct LockSite: RawRepresentable, Sendable, Hashable {
    public var rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }
}

/// What lockdep calls a class: locks that follow the same rules. All locks initialised at one place are one class; a
/// static lock is a class of its own.
public struct LockClass: Sendable, Hashable {
    public enum Origin: Sendable, Hashable {
        case initialised(at: LockSite)
        case fixed(address: UInt64)
    }

    public var origin: Origin
    /// The number that the `_nested` functions give.
    public var subclass = 0

    public init(_ origin: Origin, subclass: Int = 0) {
        self.origin = origin
        self.subclass = subclass
    }
}

/// What the memory of a lock that no init function was called for looks like.
public enum LockMemory: Sendable, Hashable {
    /// Never written, or zeroed and nothing more: no lock has been made there.
    case untouched
    /// Something was written: a static initialiser, or a copy of one.
    case written
}

/// One wish to take a lock.
public struct LockRequest: Sendable, Hashable {
    public var task: LockTask
    public var address: UInt64
    public var kind: LockKind
    public var mode: LockMode
    public var interrupts: LockInterrupts
    public var isTry: Bool
    public var subclass: Int
    public var memory: LockMemory
    public var site: LockSite

    public init(
        task: LockTask, address: UInt64, kind: LockKind, mode: LockMode = .exclusive,
        interrupts: LockInterrupts = .unchanged, isTry: Bool = false, subclass: Int = 0,
        memory: LockMemory = .written, site: LockSite
    ) {
        self.task = task
        self.address = address
        self.kind = kind
        self.mode = mode
        self.interrupts = interrupts
        self.isTry = isTry
        self.subclass = subclass
        self.memory = memory
        self.site = site
    }
}

/// What comes of an attempt to take a lock.
public enum LockOutcome: Sendable, Equatable {
    /// `interruptsWereOff` is what `_irqsave` puts into its flags.
    case acquired(interruptsWereOff: Bool)
    /// A try that found the lock taken.
    case refused
    /// To be asked again when the lock is released.
    case mustWait(heldBy: [LockTask])
    case violation(LockViolation)
}
