// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct LockContextTests {
    var table = LockTable()
    let task = LockTask(1)

    @Test mutating func nothingSleepsUnderASpinlock() {
        #expect(table.locks.mightSleep(task, at: table.site()) == nil)
        #expect(table.take(1, 0x10, .spinlock).isAcquired)
        let taken = table.last()
        guard case .violation(let violation) = table.take(1, 0x20, .mutex) else {
            Issue.record("no violation")
            return
        }
        #expect(violation.kind == .sleepInAtomic(.spinlock))
        #expect(violation.address == 0x10)
        #expect(violation.since == taken)
        #expect(table.take(1, 0x20, .mutex, isTry: true).isAcquired)
        #expect(table.take(1, 0x30, .rwsem).violation == .sleepInAtomic(.spinlock))
        #expect(table.take(1, 0x40, .semaphore).violation == .sleepInAtomic(.spinlock))
        #expect(table.take(1, 0x50, .rwlock).isAcquired)
        // Another task is not concerned.
        #expect(table.locks.mightSleep(LockTask(2), at: table.site()) == nil)
        #expect(table.drop(1, 0x50, .rwlock) == nil)
        #expect(table.drop(1, 0x10, .spinlock) == nil)
        #expect(table.locks.mightSleep(task, at: table.site()) == nil)
    }

    @Test(arguments: [AtomicReason.preemption, .bottomHalves, .rcu, .interrupts])
    mutating func sections(_ reason: AtomicReason) {
        let since = table.site()
        table.locks.enter(reason, task: task, site: since)
        let violation = table.locks.mightSleep(task, at: table.site())
        #expect(violation?.kind == .sleepInAtomic(reason))
        #expect(violation?.since == since)
        #expect(table.locks.atReturn(of: task, site: table.site()).map(\.kind) == [.atomicAtReturn(reason)])
        #expect(table.locks.leave(reason, task: task, site: table.site()) == nil)
        #expect(table.locks.mightSleep(task, at: table.site()) == nil)
        #expect(table.locks.atReturn(of: task, site: table.site()).isEmpty)
    }

    @Test(arguments: [AtomicReason.preemption, .bottomHalves, .rcu])
    mutating func sectionsNestAndBalance(_ reason: AtomicReason) {
        table.locks.enter(reason, task: task, site: table.site())
        table.locks.enter(reason, task: task, site: table.site())
        #expect(table.locks.leave(reason, task: task, site: table.site()) == nil)
        #expect(table.locks.mightSleep(task, at: table.site()) != nil)
        #expect(table.locks.leave(reason, task: task, site: table.site()) == nil)
        #expect(table.locks.leave(reason, task: task, site: table.site())?.kind == .unbalanced(reason))
    }

    @Test mutating func interruptsAreSavedAndRestored() {
        #expect(table.take(1, 0x10, .spinlock, .exclusive, .saved) == .acquired(interruptsWereOff: false))
        #expect(table.take(1, 0x20, .spinlock, .exclusive, .saved) == .acquired(interruptsWereOff: true))
        #expect(table.drop(1, 0x20, .spinlock, .exclusive, .saved, interruptsOff: true) == nil)
        #expect(table.locks.context(of: task).interruptsAreOff)
        #expect(table.drop(1, 0x10, .spinlock, .exclusive, .saved, interruptsOff: false) == nil)
        #expect(!table.locks.context(of: task).interruptsAreOff)

        // _irq does not remember.
        let wereOff = table.locks.saveInterrupts(task: task, site: table.site())
        #expect(!wereOff)
        #expect(table.take(1, 0x10, .spinlock, .exclusive, .disabled).isAcquired)
        #expect(table.drop(1, 0x10, .spinlock, .exclusive, .disabled) == nil)
        #expect(!table.locks.context(of: task).interruptsAreOff)

        // The wrong unlock leaves them off.
        #expect(table.take(1, 0x10, .spinlock, .exclusive, .disabled).isAcquired)
        #expect(table.drop(1, 0x10, .spinlock) == nil)
        #expect(table.locks.atReturn(of: task, site: table.site()).map(\.kind) == [.atomicAtReturn(.interrupts)])
        table.locks.restoreInterrupts(off: false, task: task, site: table.site())
        #expect(table.locks.atReturn(of: task, site: table.site()).isEmpty)
    }

    @Test mutating func bottomHalves() {
        #expect(table.take(1, 0x10, .spinlock, .exclusive, .bottomHalves).isAcquired)
        #expect(table.drop(1, 0x10, .spinlock, .exclusive, .bottomHalves) == nil)
        #expect(table.locks.mightSleep(task, at: table.site()) == nil)
        #expect(table.take(1, 0x10, .spinlock).isAcquired)
        #expect(table.drop(1, 0x10, .spinlock, .exclusive, .bottomHalves) == .unbalanced(.bottomHalves))
    }

    @Test mutating func whatIsLeftAtTheReturn() {
        #expect(table.take(1, 0x10).isAcquired)
        let taken = table.last()
        #expect(table.take(2, 0x20).isAcquired)
        #expect(table.take(1, 0x30, .rwsem, .shared).isAcquired)
        let left = table.locks.atReturn(of: task, site: table.site())
        #expect(left.map(\.kind) == [.heldAtReturn, .heldAtReturn])
        #expect(left.map(\.address) == [0x10, 0x30])
        #expect(left.first?.since == taken)
    }

    @Test mutating func interruptsDoNotSleep() {
        table.locks.setContext(.hardirq, of: task)
        #expect(table.take(1, 0x10).violation == .sleepInAtomic(.interruptContext))
        #expect(table.take(1, 0x20, .spinlock).isAcquired)
    }

    @Test mutating func rcu() {
        table.locks.enter(.rcu, task: task, site: table.site())
        table.locks.enter(.rcu, task: LockTask(3), site: table.site())
        #expect(table.locks.rcuReaders == [task, LockTask(3)])
        #expect(table.locks.synchronizeRCU(task, at: table.site())?.kind == .waitsForItself)
        #expect(table.locks.synchronizeRCU(LockTask(2), at: table.site()) == nil)
        #expect(table.take(1, 0x10, .spinlock).isAcquired)
        #expect(table.drop(1, 0x10, .spinlock) == nil)
        #expect(table.take(1, 0x20).violation == .sleepInAtomic(.rcu))
    }
}
