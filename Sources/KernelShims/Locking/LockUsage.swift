// SPDX-License-Identifier: Apache-2.0

/// In which contexts a class was taken: a lock taken by an interrupt must never be held with that interrupt on. Two
/// readers do not mind.
struct LockUsage: Sendable {
    private struct Use: Sendable, Hashable {
        var lockClass: LockClass
        var context: LockContextKind
        /// Taken in that context; else taken with that context's interrupts on.
        var inside: Bool
        var mode: LockMode
    }

    private var uses: [Use: LockSite] = [:]

    /// Notes where a class is taken; if that does not go with another use, the context in question and where that use is.
    mutating func note(
        _ lockClass: LockClass, _ mode: LockMode, _ context: TaskContext, at site: LockSite
    ) -> (context: LockContextKind, other: LockSite)? {
        let contexts = Self.contexts(context)
        for (kind, inside) in contexts {
            for otherMode in mode == .shared ? [LockMode.exclusive] : [.exclusive, .shared] {
                let other = Use(lockClass: lockClass, context: kind, inside: !inside, mode: otherMode)
                if let site = uses[other] { return (kind, site) }
            }
        }
        for (kind, inside) in contexts {
            let use = Use(lockClass: lockClass, context: kind, inside: inside, mode: mode)
            if uses[use] == nil { uses[use] = site }
        }
        return nil
    }

    private static func contexts(_ context: TaskContext) -> [(kind: LockContextKind, inside: Bool)] {
        let hardirqOn: [(LockContextKind, Bool)] = context.interruptsAreOff ? [] : [(.hardirq, false)]
        switch context.kind {
        case .hardirq: return [(.hardirq, true)]
        case .softirq: return [(.softirq, true)] + hardirqOn
        case .process:
            let softirqOn = !context.interruptsAreOff && context.bottomHalves.isEmpty
            return hardirqOn + (softirqOn ? [(.softirq, false)] : [])
        }
    }
}
