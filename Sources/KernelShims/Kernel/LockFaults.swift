// SPDX-License-Identifier: Apache-2.0
import Machine

extension Kernel {
    /// A violation as the machine says it.
    func stop(_ violation: LockViolation, _ machine: Machine) -> Stop {
        .fault(Self.faultKind(violation.kind), violation.message(names(machine)))
    }

    func names(_ machine: Machine) -> LockNames {
        LockNames(
            lock: { self.lockName($0, machine) }, place: { self.places.text($0) },
            task: { task in
                // As Locks.abandon() leaves them.
                if task.rawValue < 0 { return "a task that a fault ended" }
                return machine.tasks.all.first { $0.number == task.rawValue }?.description ?? "task \(task.rawValue)"
            })
    }

    /// "the mutex ‘lock’".
    func lockName(_ address: UInt64, _ machine: Machine) -> String {
        let kind = locks.kind(of: address)?.rawValue ?? "lock"
        let name = lockNames[address] ?? machine.name(of: address) ?? "0x\(String(address, radix: 16))"
        return "the \(kind) ‘\(name)’"
    }

    private static func faultKind(_ kind: LockViolation.Kind) -> FaultKind {
        switch kind {
        case .doubleLock: .doubleLock
        case .sameClass, .orderInversion, .interruptInconsistent: .lockOrder
        case .uninitialised, .wrongKind: .uninitialisedLock
        case .heldWhileEnding: .freedWhileInUse
        case .unlockNotHeld, .wrongMode, .unbalanced: .unlockNotHeld
        case .unlockByAnother: .unlockByAnother
        case .sleepInAtomic: .sleepInAtomic
        case .heldAtReturn, .atomicAtReturn: .lockHeldAtReturn
        case .waitsForItself: .deadlock
        }
    }

    /// Whether the task that runs gives back what it took, at its return to user space.
    public func checkReturn(_ machine: Machine) throws(Stop) {
        let task = LockTask(machine.tasks.current.number)
        let site = places.site(machine.stack().first)
        // What the kernel itself holds around a callback is not the driver's.
        let own = channelObjects.lockAround[task]
        let violation = locks.atReturn(of: task, site: site).first {
            own == nil || ($0.kind != .heldAtReturn || $0.address != own) && $0.kind != .atomicAtReturn(.interrupts)
        }
        if let violation { throw stop(violation, machine) }
    }

    /// A fault ended what the present task did. What it had locked stays locked.
    public func taskDied(_ machine: Machine) {
        locks.abandon(LockTask(machine.tasks.current.number))
        noteLocks(machine)
    }

    /// Tells who notes accesses what the present task holds from here on.
    func noteLocks(_ machine: Machine) {
        guard let log = machine.accessLog else { return }
        let task = machine.tasks.current.number
        log.setLocks(
            locks.holds.filter { $0.task.rawValue == task && $0.kind.hasOwner }.map {
                AccessLog.HeldLock(address: $0.address, isExclusive: $0.mode == .exclusive)
            })
    }

    /// Memory ends that may hold locks and timers.
    func memoryEnds(_ address: UInt64, _ machine: Machine) throws(Stop) {
        guard let size = machine.memory.size(of: address) else { return }
        let range = address..<address &+ UInt64(max(size, 1))
        let task = LockTask(machine.tasks.current.number)
        if let violation = locks.forget(range, task: task, site: LockSite(0)) { throw stop(violation, machine) }
        try timers.memoryEnds(range, machine)
    }
}
