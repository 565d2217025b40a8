// SPDX-License-Identifier: Apache-2.0
import Machine
import Validation

/// Which faults of two executions are the same. A fault that the old driver has as well is the driver's, not the
/// conversion's.
struct FaultComparison {
    let old: Execution
    /// Nil: there is only one side.
    let new: Execution?
    let cause: Verification.Cause
    let shown: (String) -> String

    func add(to result: inout Verification) {
        guard let new else {
            for fault in old.faults + old.leaks { result.add(.init(fault, .old, cause, shown: shown)) }
            for breach in old.breaches { result.add(.init(breach, .old, cause, shown: shown)) }
            return
        }
        addBreaches(new, &result)
        var rest = new.faults + new.leaks
        for fault in old.faults + old.leaks {
            if let index = rest.firstIndex(where: { Self.areAlike($0, fault) }) {
                rest.remove(at: index)
                // In lines of the file that the user has.
                result.add(.init(fault, .both, cause, shown: shown))
            } else {
                result.add(.init(fault, .old, cause, shown: shown))
            }
        }
        for fault in rest { result.add(.init(fault, .new, cause, shown: shown)) }
    }

    private func addBreaches(_ new: Execution, _ result: inout Verification) {
        var rest = new.breaches
        for breach in old.breaches {
            let index = rest.firstIndex { $0.kind == breach.kind }
            if let index { rest.remove(at: index) }
            result.add(.init(breach, index == nil ? .old : .both, cause, shown: shown))
        }
        for breach in rest { result.add(.init(breach, .new, cause, shown: shown)) }
    }

    /// The text of a fault names the object, whose size a conversion changes, and lines, which it moves.
    private static func areAlike(_ one: Fault, _ other: Fault) -> Bool { one.kind == other.kind }
}
