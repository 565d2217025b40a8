// SPDX-License-Identifier: Apache-2.0
import Validation

/// The removal of an mdev waits for who has it open, and there is room for another one already.
struct EarlyLimit: Sendable {
    let before: AvailableCount
    let after: AvailableCount

    /// Nil where nothing of the kind can be seen.
    private static func find(_ trace: Trace) -> EarlyLimit? {
        var known: [String: AvailableCount] = [:]
        var isWaiting = false
        for (_, operation) in trace.operations {
            switch operation.name {
            case "job_blocked": isWaiting = operation.field("name")?.text == "remove"
            case "available":
                guard let count = AvailableCount(operation) else { continue }
                if isWaiting, let before = known[count.type], count.count > before.count {
                    return EarlyLimit(before: before, after: count)
                }
                if !isWaiting { known[count.type] = count }
            case "create", "remove", "rmmod", "job_end":
                known = [:]
                isWaiting = false
            default: break
            }
        }
        return nil
    }

    func note(_ side: Verification.Side) -> Verification.FaultNote {
        let text =
            "\(after.count) instances of \(after.type) are available while the removal of one waits for its user, "
            + "\(before.count) before"
        let rule = ExecutedRule.limitReturnedEarly.rawValue
        var note = Verification.FaultNote(
            side: side, cause: .scenario, kind: rule, message: text, headline: text, stack: [])
        note.rule = rule
        return note
    }

    /// What both sides do is the driver's own.
    static func add(old: Trace, new: Trace?, to result: inout Verification) {
        let (old, new) = (find(old), new.flatMap { find($0) })
        if let old {
            result.add(old.note(new == nil ? .old : .both))
        } else if let new {
            result.add(new.note(.new))
        }
    }
}
