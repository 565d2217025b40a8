// SPDX-License-Identifier: Apache-2.0

extension Locks {
    /// One release. `interruptsOff` is what `_irqrestore` gets in its flags.
    public mutating func release(_ request: LockRequest, interruptsOff: Bool = false) -> LockViolation? {
        guard var lock = locks[request.address], !lock.isDestroyed else {
            let kind: LockViolation.Kind = request.memory == .untouched ? .uninitialised : .unlockNotHeld
            // The first that is seen of a static semaphore may be an up().
            if request.kind != .semaphore || request.memory == .untouched {
                // From here on it is known what it is.
                if kind == .unlockNotHeld, locks[request.address] == nil {
                    locks[request.address] = Lock(
                        kind: request.kind, lockClass: LockClass(.fixed(address: request.address)))
                }
                return LockViolation(kind, task: request.task, address: request.address, site: request.site)
            }
            locks[request.address] = Lock(
                kind: .semaphore, lockClass: LockClass(.fixed(address: request.address)), count: 2)
            return nil
        }
        if lock.kind != request.kind { return fault(.wrongKind(lock.kind), request) }
        if lock.kind == .semaphore {
            lock.count += 1
            locks[request.address] = lock
            if let index = holds.lastIndex(where: { $0.address == request.address && $0.task == request.task })
                ?? holds.lastIndex(where: { $0.address == request.address })
            {
                holds.remove(at: index)
            }
            return nil
        }
        let index = holds.lastIndex { $0.address == request.address && $0.task == request.task }
        guard let index else {
            guard let other = holds.first(where: { $0.address == request.address }) else {
                return fault(.unlockNotHeld, request)
            }
            return fault(.unlockByAnother(owner: other.task), request, since: other.site)
        }
        if holds[index].mode != request.mode { return fault(.wrongMode, request, since: holds[index].site) }
        holds.remove(at: index)
        return switchOn(request, interruptsOff: interruptsOff)
    }

    private mutating func switchOn(_ request: LockRequest, interruptsOff: Bool) -> LockViolation? {
        var context = context(of: request.task)
        var isBalanced = true
        switch request.interrupts {
        case .unchanged: break
        case .disabled: context.setInterrupts(off: false, at: request.site)
        case .saved: context.setInterrupts(off: interruptsOff, at: request.site)
        case .bottomHalves: isBalanced = context.leave(.bottomHalves, at: request.site)
        }
        contexts[request.task] = context
        return isBalanced ? nil : fault(.unbalanced(.bottomHalves), request)
    }

    /// downgrade_write().
    public mutating func downgrade(_ request: LockRequest) -> LockViolation? {
        let index = holds.lastIndex { $0.address == request.address && $0.task == request.task }
        guard let index else { return fault(.unlockNotHeld, request) }
        if holds[index].mode != .exclusive { return fault(.wrongMode, request, since: holds[index].site) }
        holds[index].mode = .shared
        return nil
    }

    /// mutex_destroy().
    public mutating func destroy(_ address: UInt64, task: LockTask, site: LockSite) -> LockViolation? {
        if let hold = holds.first(where: { $0.address == address }) {
            return LockViolation(
                .heldWhileEnding(.destroyed), task: task, address: address, site: site, since: hold.site)
        }
        guard locks[address]?.isDestroyed != true else {
            return LockViolation(.uninitialised, task: task, address: address, site: site)
        }
        locks[address]?.isDestroyed = true
        return nil
    }

    /// Memory ends: no lock in it may be held, and none in it is known from here on.
    public mutating func forget(_ range: Range<UInt64>, task: LockTask, site: LockSite) -> LockViolation? {
        let held = holds.first { range.contains($0.address) && $0.kind.hasOwner }
        let awaited = waiting.values.filter { range.contains($0.address) }.min { $0.address < $1.address }
        let address = held?.address ?? awaited?.address
        // What is told of is still known as what it was.
        for other in locks.keys where range.contains(other) && other != address { locks[other] = nil }
        holds.removeAll { range.contains($0.address) }
        guard let address else { return nil }
        return LockViolation(
            .heldWhileEnding(.freed), task: task, address: address, site: site, since: held?.site ?? awaited?.site)
    }

    /// A wait that ends without the lock: a signal, a task that is given up.
    public mutating func stopWaiting(_ task: LockTask) { waiting[task] = nil }

    func fault(_ kind: LockViolation.Kind, _ request: LockRequest, since: LockSite? = nil) -> LockViolation {
        LockViolation(kind, task: request.task, address: request.address, site: request.site, since: since)
    }
}
