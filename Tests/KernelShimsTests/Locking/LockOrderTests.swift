// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct LockOrderTests {
    var table = LockTable()

    mutating func taken(_ addresses: [UInt64], task: Int = 1) -> LockViolation? {
        var found: LockViolation?
        var held: [UInt64] = []
        for address in addresses where found == nil {
            if case .violation(let violation) = table.take(task, address) {
                found = violation
            } else {
                held.append(address)
            }
        }
        for address in held.reversed() { _ = table.drop(task, address) }
        return found
    }

    @Test mutating func twoLocksHaveOneOrder() throws {
        #expect(taken([0x10, 0x20]) == nil)
        #expect(taken([0x10, 0x20]) == nil)
        // It is enough that it could happen: the tasks need not meet, it may even be the same one.
        let violation = try #require(taken([0x20, 0x10]))
        guard case .orderInversion(let way) = violation.kind else {
            Issue.record("\(violation)")
            return
        }
        #expect(way.map(\.heldAddress) == [0x10])
        #expect(way.map(\.takenAddress) == [0x20])
        #expect(way.first?.takenAt == LockSite(2))
        #expect(violation.since == LockSite(9))
        #expect(taken([0x20, 0x10]) != nil)
        #expect(taken([0x10, 0x20]) == nil)
    }

    @Test mutating func threeLocksToo() throws {
        #expect(taken([0x10, 0x20]) == nil)
        #expect(taken([0x20, 0x30], task: 2) == nil)
        #expect(taken([0x10, 0x30]) == nil)
        let violation = try #require(taken([0x30, 0x10], task: 3))
        guard case .orderInversion(let way) = violation.kind else {
            Issue.record("\(violation)")
            return
        }
        // The shortest way.
        #expect(way.map(\.takenAddress) == [0x30])
    }

    @Test mutating func aWayOverAThird() throws {
        #expect(taken([0x10, 0x20]) == nil)
        #expect(taken([0x20, 0x30]) == nil)
        let violation = try #require(taken([0x30, 0x10]))
        guard case .orderInversion(let way) = violation.kind else {
            Issue.record("\(violation)")
            return
        }
        #expect(way.map(\.takenAddress) == [0x20, 0x30])
    }

    @Test mutating func aTryCannotHang() {
        #expect(taken([0x10, 0x20]) == nil)
        #expect(table.take(1, 0x20).isAcquired)
        #expect(table.take(1, 0x10, isTry: true).isAcquired)
        // But what is taken under it is ordered behind it.
        #expect(table.take(1, 0x30).isAcquired)
        for address in [0x30, 0x10, 0x20] as [UInt64] { #expect(table.drop(1, address) == nil) }
        #expect(taken([0x30, 0x10]) != nil)
    }

    @Test mutating func classesHaveOneOrder() {
        let task = LockTask(1)
        let (device, queue) = (LockSite(1001), LockSite(1002))
        for (address, site) in [(0x10, device), (0x20, device), (0x30, queue), (0x40, queue)] as [(UInt64, LockSite)] {
            #expect(table.locks.initialise(address, kind: .mutex, task: task, site: site) == nil)
        }
        #expect(taken([0x10, 0x30]) == nil)
        // Another device and another queue, the other way round.
        #expect(taken([0x40, 0x20]) != nil)
        #expect(taken([0x10, 0x20])?.kind == .sameClass(other: 0x10))
        #expect(table.take(1, 0x10).isAcquired)
        #expect(table.take(1, 0x20, subclass: 1).isAcquired)
    }

    @Test mutating func waitingOrders() {
        #expect(table.take(1, 0x10).isAcquired)
        #expect(table.take(2, 0x20).isAcquired)
        #expect(table.take(1, 0x20) == .mustWait(heldBy: [LockTask(2)]))
        // The circle closes: it is no matter of order any more.
        #expect(table.take(2, 0x10) == .mustWait(heldBy: [LockTask(1)]))
        #expect(table.locks.deadlock == [LockTask(1), LockTask(2)])
    }

    @Test mutating func anOrderIsLearnedByWaiting() {
        #expect(table.take(1, 0x10).isAcquired)
        #expect(table.take(2, 0x20).isAcquired)
        #expect(table.take(1, 0x20) == .mustWait(heldBy: [LockTask(2)]))
        table.locks.stopWaiting(LockTask(1))
        guard case .violation(let violation) = table.take(2, 0x10), case .orderInversion = violation.kind else {
            Issue.record("no inversion")
            return
        }
    }

    @Test mutating func interruptsAndTheirLocks() {
        let interrupt = LockTask(9)
        table.locks.setContext(.hardirq, of: interrupt)
        #expect(table.take(1, 0x10, .spinlock, .exclusive, .saved).isAcquired)
        #expect(table.drop(1, 0x10, .spinlock, .exclusive, .saved) == nil)
        #expect(table.take(9, 0x10, .spinlock).isAcquired)
        let inside = table.last()
        #expect(table.drop(9, 0x10, .spinlock) == nil)
        #expect(
            table.take(1, 0x10, .spinlock, .exclusive, .bottomHalves).violation
                == .interruptInconsistent(.hardirq, other: inside))

        // The other way round, and for softirqs.
        #expect(table.take(1, 0x20, .spinlock).isAcquired)
        let outside = table.last()
        #expect(table.drop(1, 0x20, .spinlock) == nil)
        table.locks.setContext(.softirq, of: interrupt)
        #expect(table.take(9, 0x20, .spinlock).violation == .interruptInconsistent(.softirq, other: outside))
        #expect(table.take(1, 0x30, .spinlock, .exclusive, .bottomHalves).isAcquired)
        #expect(table.drop(1, 0x30, .spinlock, .exclusive, .bottomHalves) == nil)
        #expect(table.take(9, 0x30, .spinlock).isAcquired)

        // Readers among themselves are fine.
        #expect(table.take(1, 0x40, .rwlock, .shared).isAcquired)
        #expect(table.take(9, 0x40, .rwlock, .shared).isAcquired)
    }

    @Test mutating func messages() throws {
        let names = LockNames(
            lock: { "lock \($0)" }, place: { "line \($0.rawValue)" }, task: { "task \($0.rawValue)" })
        #expect(taken([1, 2]) == nil)
        #expect(
            try #require(taken([2, 1])).message(names)
                == "lock 1 is taken while lock 2, taken at line 5, is held; in the other order: lock 2 at line 2 while lock 1 was held"
        )
        #expect(table.take(1, 7, .spinlock).isAcquired)
        #expect(
            table.locks.mightSleep(LockTask(1), at: table.site())?.message(names)
                == "this may sleep, and lock 7, taken at line 8, is held")
    }
}
