// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct LockTests {
    var table = LockTable()

    @Test mutating func aMutexHasOneOwner() {
        let request = table.request(1, 0x10, .mutex)
        #expect(table.locks.acquire(request).isAcquired)
        let second = table.request(2, 0x10, .mutex)
        #expect(table.locks.acquire(second) == .mustWait(heldBy: [LockTask(1)]))
        #expect(table.locks.waits.map(\.task) == [LockTask(2)])
        #expect(table.take(3, 0x10, isTry: true) == .refused)
        #expect(table.drop(1, 0x10) == nil)
        #expect(table.locks.acquire(second).isAcquired)
        #expect(table.locks.waits.isEmpty)
        #expect(table.locks.isHeld(0x10, by: LockTask(2)))
        #expect(!table.locks.isHeld(0x10, by: LockTask(1)))
    }

    @Test mutating func takenTwice() {
        #expect(table.take(1, 0x10).isAcquired)
        let first = table.last()
        guard case .violation(let violation) = table.take(1, 0x10) else {
            Issue.record("no violation")
            return
        }
        #expect(violation.kind == .doubleLock)
        #expect(violation.since == first)
        #expect(violation.site == table.last())
        // A try finds the lock taken and says so.
        #expect(table.take(1, 0x10, isTry: true) == .refused)
    }

    @Test mutating func releases() {
        #expect(table.drop(1, 0x10) == .unlockNotHeld)
        #expect(table.take(1, 0x10).isAcquired)
        #expect(table.drop(2, 0x10) == .unlockByAnother(owner: LockTask(1)))
        #expect(table.drop(1, 0x10, .spinlock) == .wrongKind(.mutex))
        #expect(table.drop(1, 0x10) == nil)
        #expect(table.drop(1, 0x10) == .unlockNotHeld)
    }

    @Test mutating func locksAreMadeFirst() {
        let untouched = table.request(1, 0x20, .spinlock, memory: .untouched)
        #expect(table.locks.acquire(untouched).violation == .uninitialised)
        #expect(table.locks.release(untouched)?.kind == .uninitialised)
        #expect(table.locks.initialise(0x20, kind: .spinlock, task: LockTask(1), site: table.site()) == nil)
        #expect(table.locks.acquire(untouched).isAcquired)
        let again = table.locks.initialise(0x20, kind: .spinlock, task: LockTask(1), site: table.site())
        #expect(again?.kind == .heldWhileEnding(.initialised))
        #expect(table.locks.release(untouched) == nil)
        #expect(table.take(1, 0x20, .mutex).violation == .wrongKind(.spinlock))
    }

    @Test mutating func locksEnd() {
        #expect(table.take(1, 0x20).isAcquired)
        #expect(table.locks.destroy(0x20, task: LockTask(1), site: table.site())?.kind == .heldWhileEnding(.destroyed))
        #expect(table.drop(1, 0x20) == nil)
        #expect(table.locks.destroy(0x20, task: LockTask(1), site: table.site()) == nil)
        #expect(table.take(1, 0x20).violation == .uninitialised)

        #expect(table.take(1, 0x30).isAcquired)
        #expect(table.locks.forget(0x40..<0x80, task: LockTask(1), site: table.site()) == nil)
        let freed = table.locks.forget(0x28..<0x38, task: LockTask(1), site: table.site())
        #expect(freed?.kind == .heldWhileEnding(.freed))
        #expect(freed?.address == 0x30)
        // Once told, it is gone: other memory may come there.
        #expect(table.locks.atReturn(of: LockTask(1), site: table.site()).isEmpty)
        #expect(table.locks.forget(0x20..<0x28, task: LockTask(1), site: table.site()) == nil)
        #expect(table.take(1, 0x20).isAcquired)
    }

    @Test mutating func readersShareAndWritersDoNot() {
        for kind in [LockKind.rwsem, .rwlock] {
            table = LockTable()
            #expect(table.take(1, 0x10, kind, .shared).isAcquired)
            #expect(table.take(2, 0x10, kind, .shared).isAcquired)
            let writer = table.request(3, 0x10, kind)
            #expect(table.locks.acquire(writer) == .mustWait(heldBy: [LockTask(1), LockTask(2)]))
            #expect(table.drop(1, 0x10, kind) == .wrongMode)
            #expect(table.drop(1, 0x10, kind, .shared) == nil)
            #expect(table.drop(2, 0x10, kind, .shared) == nil)
            #expect(table.locks.acquire(writer).isAcquired)
            #expect(table.take(1, 0x10, kind, .shared) == .mustWait(heldBy: [LockTask(3)]))
        }
    }

    @Test mutating func readersOfAnRwsemQueueBehindWriters() {
        #expect(table.take(1, 0x10, .rwsem, .shared).isAcquired)
        let writer = table.request(2, 0x10, .rwsem)
        #expect(table.locks.acquire(writer) == .mustWait(heldBy: [LockTask(1)]))
        let reader = table.request(3, 0x10, .rwsem, .shared)
        #expect(table.locks.acquire(reader) == .mustWait(heldBy: [LockTask(1)]))
        #expect(table.take(1, 0x10, .rwsem, .shared).violation == .doubleLock)
        table.locks.stopWaiting(LockTask(2))
        #expect(table.locks.acquire(reader).isAcquired)

        #expect(table.take(1, 0x20, .rwlock, .shared).isAcquired)
        #expect(table.take(1, 0x20, .rwlock, .shared).isAcquired)
        #expect(table.take(1, 0x20, .rwlock).violation == .doubleLock)
    }

    @Test mutating func aWriterBecomesAReader() {
        #expect(table.take(1, 0x10, .rwsem).isAcquired)
        #expect(table.locks.downgrade(table.request(1, 0x10, .rwsem)) == nil)
        #expect(table.locks.isHeld(0x10, by: LockTask(1), mode: .shared))
        #expect(table.take(2, 0x10, .rwsem, .shared).isAcquired)
        #expect(table.locks.downgrade(table.request(1, 0x10, .rwsem))?.kind == .wrongMode)
        #expect(table.drop(1, 0x10, .rwsem, .shared) == nil)
        #expect(table.locks.downgrade(table.request(1, 0x10, .rwsem))?.kind == .unlockNotHeld)
    }

    @Test mutating func semaphoresCountAndHaveNoOwner() {
        #expect(table.locks.initialise(0x10, kind: .semaphore, count: 2, task: LockTask(1), site: table.site()) == nil)
        #expect(table.take(1, 0x10, .semaphore).isAcquired)
        #expect(table.take(1, 0x10, .semaphore).isAcquired)
        #expect(table.locks.isLocked(0x10))
        let third = table.request(2, 0x10, .semaphore)
        #expect(table.locks.acquire(third) == .mustWait(heldBy: [LockTask(1)]))
        #expect(table.drop(2, 0x10, .semaphore) == nil)
        #expect(table.locks.acquire(third).isAcquired)
        #expect(table.locks.atReturn(of: LockTask(1), site: table.site()).isEmpty)
    }

    @Test mutating func deadlocksAreCircles() {
        #expect(table.take(1, 0x10).isAcquired)
        #expect(table.take(2, 0x20, .semaphore).isAcquired)
        #expect(table.take(1, 0x20, .semaphore) == .mustWait(heldBy: [LockTask(2)]))
        #expect(table.locks.deadlock == nil)
        #expect(table.take(3, 0x10) == .mustWait(heldBy: [LockTask(1)]))
        #expect(table.locks.deadlock == nil)
        #expect(table.take(2, 0x10) == .mustWait(heldBy: [LockTask(1)]))
        #expect(table.locks.deadlock == [LockTask(1), LockTask(2)])
        #expect(table.locks.held(by: LockTask(1)).map(\.address) == [0x10])
    }
}
