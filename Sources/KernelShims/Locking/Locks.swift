// SPDX-License-Identifier: Apache-2.0

/// All locks and who holds them, with the checks of lockdep: a value that knows nothing of C. The machine asks, and lets
/// a task wait where it must.
public struct Locks: Sendable {
    struct Hold: Sendable, Hashable {
        var task: LockTask
        var mode: LockMode
        var site: LockSite
        /// With the subclass that a `_nested` function gave.
        var lockClass: LockClass
        var address: UInt64
        var kind: LockKind
    }

    struct Lock: Sendable {
        var kind: LockKind
        var lockClass: LockClass
        /// What a semaphore has left.
        var count = 1
        var isDestroyed = false
    }

    var locks: [UInt64: Lock] = [:]
    /// In the order in which they were taken.
    var holds: [Hold] = []
    var contexts: [LockTask: TaskContext] = [:]
    /// The lock that a task waits for.
    var waiting: [LockTask: LockRequest] = [:]
    private var order = LockOrder()
    private var usage = LockUsage()

    public init() {}

    public func context(of task: LockTask) -> TaskContext { contexts[task] ?? TaskContext() }

    /// mutex_init() and the like.
    public mutating func initialise(
        _ address: UInt64, kind: LockKind, count: Int = 1, class lockClass: LockClass? = nil, task: LockTask,
        site: LockSite
    ) -> LockViolation? {
        if let hold = holds.first(where: { $0.address == address }) {
            return LockViolation(
                .heldWhileEnding(.initialised), task: task, address: address, site: site, since: hold.site)
        }
        locks[address] = Lock(kind: kind, lockClass: lockClass ?? LockClass(.initialised(at: site)), count: count)
        return nil
    }

    /// A static lock, or one in copied memory: known from its first use on.
    private mutating func known(_ request: LockRequest) -> Lock? {
        if let lock = locks[request.address] { return lock.isDestroyed ? nil : lock }
        if request.memory == .untouched { return nil }
        let lock = Lock(kind: request.kind, lockClass: LockClass(.fixed(address: request.address)))
        locks[request.address] = lock
        return lock
    }

    /// Takes the lock, or says why not. A task that must wait asks again with the same request.
    public mutating func acquire(_ request: LockRequest) -> LockOutcome {
        let isRetry = waiting[request.task] == request
        if !isRetry, let violation = check(request), !isDeadlock(violation, request) { return .violation(violation) }
        guard var lock = locks[request.address] else {
            return .violation(violation(.uninitialised, request))
        }
        guard isFree(lock, for: request) else {
            if request.isTry { return .refused }
            waiting[request.task] = request
            return .mustWait(heldBy: owners(of: request.address))
        }
        waiting[request.task] = nil
        if lock.kind == .semaphore {
            lock.count -= 1
            locks[request.address] = lock
        }
        holds.append(
            Hold(
                task: request.task, mode: request.mode, site: request.site,
                lockClass: LockClass(lock.lockClass.origin, subclass: request.subclass), address: request.address,
                kind: lock.kind))
        return .acquired(interruptsWereOff: switchOff(request))
    }

    /// A wrong order that has come to its end already: who waits for whom says more than where it could have happened.
    private func isDeadlock(_ violation: LockViolation, _ request: LockRequest) -> Bool {
        guard case .orderInversion = violation.kind else { return false }
        var next = owners(of: request.address)
        var seen: Set<LockTask> = []
        while let owner = next.popLast() {
            if owner == request.task { return true }
            if seen.insert(owner).inserted, let awaited = waiting[owner] { next += owners(of: awaited.address) }
        }
        return false
    }

    func isFree(_ lock: Lock, for request: LockRequest) -> Bool {
        if lock.kind == .semaphore { return lock.count > 0 }
        let current = holds.filter { $0.address == request.address }
        let onlyReaders = request.mode == .shared && current.allSatisfy { $0.mode == .shared }
        return (current.isEmpty || onlyReaders) && !queuesBehindWriter(request)
    }

    /// A reader of an rwsem waits behind a writer that waits already; so does one that asks again, unless it came first.
    private func queuesBehindWriter(_ request: LockRequest) -> Bool {
        guard request.kind == .rwsem, request.mode == .shared, waiting[request.task] == nil else { return false }
        return waiting.values.contains { $0.address == request.address && $0.mode == .exclusive }
    }

    /// Preemption is off as long as a spinning lock is held, and needs no count of its own.
    private mutating func switchOff(_ request: LockRequest) -> Bool {
        var context = context(of: request.task)
        let wereOff = context.interruptsAreOff
        context.switchOff(request)
        contexts[request.task] = context
        return wereOff
    }

    private mutating func check(_ request: LockRequest) -> LockViolation? {
        guard let lock = known(request) else { return violation(.uninitialised, request) }
        if lock.kind != request.kind { return violation(.wrongKind(lock.kind), request) }
        if lock.kind.sleeps, !request.isTry,
            let violation = mightSleep(request.task, at: request.site, address: request.address)
        {
            return violation
        }
        guard lock.kind.hasOwner else { return nil }
        let lockClass = LockClass(lock.lockClass.origin, subclass: request.subclass)
        if !request.isTry, let violation = checkOrder(request, lockClass) { return violation }
        var context = context(of: request.task)
        context.switchOff(request)
        if let (kind, other) = usage.note(lockClass, request.mode, context, at: request.site) {
            return violation(.interruptInconsistent(kind, other: other), request)
        }
        return nil
    }

    private mutating func checkOrder(_ request: LockRequest, _ lockClass: LockClass) -> LockViolation? {
        let own = holds.filter { $0.task == request.task && $0.kind.hasOwner }
        // Readers of an rwlock may come again, those of an rwsem may not: a writer may have queued between.
        let mayRepeat = { (hold: Hold) in
            request.kind == .rwlock && request.mode == .shared && hold.mode == .shared
        }
        if let hold = own.first(where: { $0.address == request.address }) {
            return mayRepeat(hold) ? nil : violation(.doubleLock, request, since: hold.site)
        }
        for hold in own {
            if hold.lockClass == lockClass {
                if mayRepeat(hold) { continue }
                return violation(.sameClass(other: hold.address), request, since: hold.site)
            }
            let step = LockOrderStep(
                held: hold.lockClass, taken: lockClass, heldAt: hold.site, takenAt: request.site,
                heldAddress: hold.address, takenAddress: request.address)
            if let way = order.note(step) {
                return violation(.orderInversion(way), request, since: hold.site, held: hold.address)
            }
        }
        return nil
    }

    private func violation(
        _ kind: LockViolation.Kind, _ request: LockRequest, since: LockSite? = nil, held: UInt64? = nil
    ) -> LockViolation {
        LockViolation(kind, task: request.task, address: request.address, site: request.site, since: since, held: held)
    }
}
