// SPDX-License-Identifier: Apache-2.0
import KernelShims

/// Locks with few words: every call is its own place in the code.
struct LockTable {
    var locks = Locks()
    private var place: UInt64 = 0

    mutating func site() -> LockSite {
        place += 1
        return LockSite(place)
    }

    func last() -> LockSite { LockSite(place) }

    mutating func request(
        _ task: Int, _ address: UInt64, _ kind: LockKind, _ mode: LockMode = .exclusive,
        _ interrupts: LockInterrupts = .unchanged, isTry: Bool = false, subclass: Int = 0, memory: LockMemory = .written
    ) -> LockRequest {
        LockRequest(
            task: LockTask(task), address: address, kind: kind, mode: mode, interrupts: interrupts, isTry: isTry,
            subclass: subclass, memory: memory, site: site())
    }

    mutating func take(
        _ task: Int, _ address: UInt64, _ kind: LockKind = .mutex, _ mode: LockMode = .exclusive,
        _ interrupts: LockInterrupts = .unchanged, isTry: Bool = false, subclass: Int = 0
    ) -> LockOutcome {
        locks.acquire(request(task, address, kind, mode, interrupts, isTry: isTry, subclass: subclass))
    }

    mutating func drop(
        _ task: Int, _ address: UInt64, _ kind: LockKind = .mutex, _ mode: LockMode = .exclusive,
        _ interrupts: LockInterrupts = .unchanged, interruptsOff: Bool = false
    ) -> LockViolation.Kind? {
        locks.release(request(task, address, kind, mode, interrupts), interruptsOff: interruptsOff)?.kind
    }
}

extension LockOutcome {
    var isAcquired: Bool {
        if case .acquired = self { true } else { false }
    }

    var violation: LockViolation.Kind? {
        if case .violation(let violation) = self { violation.kind } else { nil }
    }
}
