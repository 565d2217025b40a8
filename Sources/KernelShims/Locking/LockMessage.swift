// SPDX-License-Identifier: Apache-2.0

/// How locks, places and tasks are called in messages.
public struct LockNames {
    public var lock: (UInt64) -> String
    public var place: (LockSite) -> String
    public var task: (LockTask) -> String

    public init(
        lock: @escaping (UInt64) -> String, place: @escaping (LockSite) -> String,
        task: @escaping (LockTask) -> String
    ) {
        self.lock = lock
        self.place = place
        self.task = task
    }
}

extension LockViolation {
    /// One sentence.
    public func message(_ names: LockNames) -> String {
        let lock = names.lock(address)
        let since = since.map(names.place) ?? "an unknown place"
        switch kind {
        case .doubleLock: return "\(lock) is taken twice by \(names.task(task)): it holds it since \(since)"
        case .sameClass(let other):
            return "\(lock) is taken while \(names.lock(other)), of the same class, is held since \(since)"
        case .uninitialised: return "\(lock) was never initialised, or was destroyed"
        case .heldWhileEnding(.initialised): return "\(lock) is initialised again while held since \(since)"
        case .heldWhileEnding(.destroyed): return "\(lock) is destroyed while held since \(since)"
        case .heldWhileEnding(.freed): return "the memory of \(lock) is freed while it is in use since \(since)"
        case .unlockNotHeld: return "\(lock) is released and nobody holds it"
        case .unlockByAnother(let owner):
            return "\(lock) is released by \(names.task(task)), but \(names.task(owner)) took it at \(since)"
        case .wrongMode: return "\(lock) is released in another mode than it was taken in at \(since)"
        case .wrongKind(let kind): return "\(lock) is a \(kind.rawValue) and is used as something else"
        case .orderInversion(let way): return inversion(way, lock, since, names)
        case .interruptInconsistent(let context, let other):
            return "\(lock) is taken both in \(context.rawValue) context and with it enabled: see \(names.place(other))"
        case .sleepInAtomic(let reason):
            let held = reason == .spinlock ? "\(lock), taken at \(since), is held" : reason.rawValue
            return "this may sleep, and \(held)\(self.since == nil || reason == .spinlock ? "" : " since \(since)")"
        case .heldAtReturn: return "\(lock), taken at \(since), is still held at the return"
        case .atomicAtReturn(let reason): return "at the return, \(reason.rawValue) since \(since)"
        case .unbalanced(let reason): return "one enable too many: without it, \(reason.rawValue)"
        case .waitsForItself: return "this waits for RCU readers, and the task itself is one since \(since)"
        }
    }

    private func inversion(
        _ way: [LockOrderStep], _ lock: String, _ since: String, _ names: LockNames
    ) -> String {
        let others = way.map {
            "\(names.lock($0.takenAddress)) at \(names.place($0.takenAt)) while \(names.lock($0.heldAddress)) was held"
        }
        let other = held.map { names.lock($0) + "," } ?? "a lock"
        return
            "\(lock) is taken while \(other) taken at \(since)\(held == nil ? "" : ",") is held; in the other order: "
            + others.joined(separator: ", ")
    }
}
