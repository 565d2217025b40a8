// SPDX-License-Identifier: Apache-2.0

/// What a task has switched off, and since where.
public struct TaskContext: Sendable, Hashable {
    public var kind: LockContextKind
    /// preempt_disable() without an enable yet; spinlocks are counted by the locks held.
    private(set) var preemption: [LockSite] = []
    private(set) var bottomHalves: [LockSite] = []
    private(set) var rcu: [LockSite] = []
    /// Set while interrupts are off.
    private(set) var interruptsOffSince: LockSite?

    init(kind: LockContextKind = .process) { self.kind = kind }

    public var interruptsAreOff: Bool { interruptsOffSince != nil }
    public var hasBottomHalvesOff: Bool { !bottomHalves.isEmpty }
    /// preempt_count() is not 0, without its locks.
    var countsPreemption: Bool { kind != .process || !preemption.isEmpty || hasBottomHalvesOff }
    public var isRCUReader: Bool { !rcu.isEmpty }

    mutating func setInterrupts(off: Bool, at site: LockSite) {
        interruptsOffSince = off ? interruptsOffSince ?? site : nil
    }

    /// What a lock switches off with it.
    mutating func switchOff(_ request: LockRequest) {
        switch request.interrupts {
        case .unchanged: break
        case .disabled, .saved: setInterrupts(off: true, at: request.site)
        case .bottomHalves: enter(.bottomHalves, at: request.site)
        }
    }

    /// Counts one more switched off.
    mutating func enter(_ reason: AtomicReason, at site: LockSite) {
        switch reason {
        case .preemption: preemption.append(site)
        case .bottomHalves: bottomHalves.append(site)
        case .rcu: rcu.append(site)
        case .interrupts: setInterrupts(off: true, at: site)
        case .spinlock, .interruptContext: break
        }
    }

    /// Counts one less; false where there was none.
    mutating func leave(_ reason: AtomicReason, at site: LockSite) -> Bool {
        switch reason {
        case .preemption: return preemption.popLast() != nil
        case .bottomHalves: return bottomHalves.popLast() != nil
        case .rcu: return rcu.popLast() != nil
        case .interrupts: setInterrupts(off: false, at: site)
        case .spinlock, .interruptContext: break
        }
        return true
    }

    /// Why the task may not sleep, without its locks.
    var atomic: (reason: AtomicReason, since: LockSite?)? {
        if kind != .process { return (.interruptContext, nil) }
        if let site = interruptsOffSince { return (.interrupts, site) }
        if let site = preemption.last { return (.preemption, site) }
        if let site = bottomHalves.last { return (.bottomHalves, site) }
        if let site = rcu.last { return (.rcu, site) }
        return nil
    }
}
