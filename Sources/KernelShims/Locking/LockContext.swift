// SPDX-License-Identifier: Apache-2.0

extension Locks {
    /// What the task runs as; interrupts start with nothing held.
    public mutating func setContext(_ kind: LockContextKind, of task: LockTask) {
        var context = context(of: task)
        context.kind = kind
        contexts[task] = context
    }

    /// preempt_disable(), local_bh_disable(), local_irq_disable(), rcu_read_lock().
    public mutating func enter(_ reason: AtomicReason, task: LockTask, site: LockSite) {
        contexts[task, default: TaskContext()].enter(reason, at: site)
    }

    /// preempt_enable(), local_bh_enable(), local_irq_enable(), rcu_read_unlock().
    public mutating func leave(_ reason: AtomicReason, task: LockTask, site: LockSite) -> LockViolation? {
        let isBalanced = contexts[task, default: TaskContext()].leave(reason, at: site)
        return isBalanced ? nil : LockViolation(.unbalanced(reason), task: task, site: site)
    }

    /// local_irq_save(): what goes into the flags.
    public mutating func saveInterrupts(task: LockTask, site: LockSite) -> Bool {
        defer { contexts[task, default: TaskContext()].setInterrupts(off: true, at: site) }
        return context(of: task).interruptsAreOff
    }

    /// local_irq_restore().
    public mutating func restoreInterrupts(off: Bool, task: LockTask, site: LockSite) {
        contexts[task, default: TaskContext()].setInterrupts(off: off, at: site)
    }

    /// Why the task may not sleep here.
    public func mightSleep(_ task: LockTask, at site: LockSite, address: UInt64 = 0) -> LockViolation? {
        guard let (reason, since, held) = atomic(task) else { return nil }
        return LockViolation(
            .sleepInAtomic(reason), task: task, address: held ?? address, site: site, since: since)
    }

    /// in_atomic(): interrupts that are off and readers of RCU do not show in preempt_count().
    public func countsPreemption(_ task: LockTask) -> Bool {
        context(of: task).countsPreemption || holds.contains { $0.task == task && !$0.kind.sleeps }
    }

    /// Why the task may not sleep; a spinlock goes first, because it is what people look for.
    private func atomic(_ task: LockTask) -> (AtomicReason, LockSite?, UInt64?)? {
        if let hold = holds.last(where: { $0.task == task && !$0.kind.sleeps }) {
            return (.spinlock, hold.site, hold.address)
        }
        return context(of: task).atomic.map { ($0.reason, $0.since, nil) }
    }

    /// synchronize_rcu(): sleeps, and would wait for its own reader.
    public func synchronizeRCU(_ task: LockTask, at site: LockSite) -> LockViolation? {
        if let since = context(of: task).rcu.last {
            return LockViolation(.waitsForItself, task: task, site: site, since: since)
        }
        return mightSleep(task, at: site)
    }

    /// The tasks that a grace period which starts now has to wait for.
    public var rcuReaders: [LockTask] {
        contexts.filter { $0.value.isRCUReader }.map(\.key).sorted { $0.rawValue < $1.rawValue }
    }

    /// A fault ended what the task did: what it holds stays taken for ever, by somebody who is not there any more.
    public mutating func abandon(_ task: LockTask) {
        let ghost = LockTask(-1 - task.rawValue)
        for index in holds.indices where holds[index].task == task { holds[index].task = ghost }
        contexts[task] = nil
        waiting[task] = nil
    }

    /// At the return to user space, or at the end of a task, nothing may be held or switched off. Semaphores may: they
    /// have no owner.
    public func atReturn(of task: LockTask, site: LockSite) -> [LockViolation] {
        var violations = holds.filter { $0.task == task && $0.kind.hasOwner }.map {
            LockViolation(.heldAtReturn, task: task, address: $0.address, site: site, since: $0.site)
        }
        let context = context(of: task)
        let left: [(AtomicReason, LockSite?)] = [
            (.interrupts, context.interruptsOffSince), (.preemption, context.preemption.first),
            (.bottomHalves, context.bottomHalves.first), (.rcu, context.rcu.first),
        ]
        for case (let reason, let since?) in left {
            violations.append(LockViolation(.atomicAtReturn(reason), task: task, site: site, since: since))
        }
        return violations
    }
}
