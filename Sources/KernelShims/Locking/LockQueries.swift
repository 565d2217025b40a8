// SPDX-License-Identifier: Apache-2.0

extension Locks {
    /// What kind of lock is known at the address.
    public func kind(of address: UInt64) -> LockKind? { locks[address]?.kind }

    /// Whether the lock is known: initialised by a function, or used before.
    public func isKnown(_ address: UInt64) -> Bool { locks[address] != nil }

    /// Whether the request would be granted now.
    public func isFree(for request: LockRequest) -> Bool {
        guard let lock = locks[request.address] else { return true }
        return isFree(lock, for: request)
    }

    /// Whether the task may not sleep.
    public func isAtomic(_ task: LockTask) -> Bool {
        contexts[task]?.atomic != nil || holds.contains { $0.task == task && !$0.kind.sleeps }
    }

    /// mutex_is_locked(), spin_is_locked(), rwsem_is_locked().
    public func isLocked(_ address: UInt64) -> Bool {
        if let lock = locks[address], lock.kind == .semaphore { return lock.count <= 0 }
        return holds.contains { $0.address == address }
    }

    /// lockdep_is_held().
    public func isHeld(_ address: UInt64, by task: LockTask, mode: LockMode? = nil) -> Bool {
        holds.contains { $0.address == address && $0.task == task && (mode == nil || $0.mode == mode) }
    }

    /// Who holds the lock; of a semaphore, who took it and was not matched by an up() yet.
    public func owners(of address: UInt64) -> [LockTask] {
        var owners: [LockTask] = []
        for hold in holds where hold.address == address && !owners.contains(hold.task) { owners.append(hold.task) }
        return owners
    }

    /// The locks that a task holds, the first taken first.
    public func held(by task: LockTask) -> [(address: UInt64, site: LockSite)] {
        holds.filter { $0.task == task }.map { ($0.address, $0.site) }
    }

    /// Who waits for what, by task.
    public var waits: [(task: LockTask, address: UInt64, site: LockSite, heldBy: [LockTask])] {
        waiting.values.sorted { $0.task.rawValue < $1.task.rawValue }.map {
            ($0.task, $0.address, $0.site, owners(of: $0.address))
        }
    }

    /// Tasks that wait for each other in a circle, the lowest first; nil where none do.
    public var deadlock: [LockTask]? {
        for start in waiting.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            if let circle = circle(from: start) { return circle }
        }
        return nil
    }

    private func circle(from start: LockTask) -> [LockTask]? {
        var ways = [[start]]
        var seen: Set<LockTask> = []
        var next = 0
        while next < ways.count {
            let way = ways[next]
            next += 1
            guard let last = way.last, let request = waiting[last] else { continue }
            for owner in owners(of: request.address) {
                if owner == start { return way }
                if seen.insert(owner).inserted { ways.append(way + [owner]) }
            }
        }
        return nil
    }
}
