// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Validation

extension Verification.FaultNote {
    /// - Parameter shown: makes paths as the user wants to see them.
    init(_ fault: Fault, _ side: Verification.Side, _ cause: Verification.Cause, shown: (String) -> String) {
        self.init(
            side: side, cause: cause, kind: fault.kind.rawValue, message: fault.message,
            headline: shown(Headline(fault.stack, "\(fault.kind.rawValue): \(fault.message)").text),
            stack: fault.stack.map { shown("\($0.function) (\($0.position))") })
        rule = ExecutedRule(fault, cause)?.rawValue
    }

    init(_ breach: Breach, _ side: Verification.Side, _ cause: Verification.Cause, shown: (String) -> String) {
        self.init(
            side: side, cause: cause, kind: breach.kind.rawValue, message: breach.message,
            headline: shown(Headline(breach.stack, breach.message).text),
            stack: breach.stack.map { shown("\($0.function) (\($0.position))") })
        rule = breach.kind.rawValue
    }
}

extension ObjectHistory {
    /// "64 bytes of heap, allocated in mtty_create (mtty.c:735:15)"
    var leakText: String {
        guard let frame = allocated.first else { return summary }
        return "\(summary), allocated in \(frame.function) (\(frame.position))"
    }
}
