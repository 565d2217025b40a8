// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import MigrationRules
import Validation

/// Gives what was found the numbers of the rules that describe it. The rules are about drivers with an mdev_driver of
/// their own; what is found in others has none.
struct RulesOfFaults {
    struct Side {
        var level: KernelLevel
        var base: Execution

        var hasOwnDriver: Bool { !base.driverNames.isEmpty }
    }

    let rules: RuleSet
    let old: Side
    let new: Side?

    func number(_ result: inout Verification) {
        for index in result.faults.indices {
            let note = result.faults[index]
            let side = self.side(note.side)
            result.faults[index].rule = note.rule.flatMap { number(name($0, note, side), side) }
        }
        for index in result.differences.indices {
            let difference = result.differences[index]
            result.differences[index].rule = difference.rule.flatMap { number($0, side(difference.side ?? .new)) }
        }
    }

    private func side(_ side: Verification.Side) -> Side { side == .new ? new ?? old : old }

    /// A remove that unregisters the device in one scenario and not in another returns early.
    private func name(_ name: String, _ note: Verification.FaultNote, _ side: Side) -> String {
        guard name == ExecutedRule.deviceStaysRegistered.rawValue else { return name }
        let hasRemoved = side.base.trace.operations.contains {
            $0.operation.name == "remove" && $0.operation.result?.isError == false
        }
        let isAlways = side.base.breaches.contains { $0.kind.rawValue == name && $0.message == note.message }
        return hasRemoved && !isAlways ? ExecutedRule.returnBeforeUnregistration.rawValue : name
    }

    private func number(_ name: String, _ side: Side) -> String? {
        guard side.hasOwnDriver else { return nil }
        return rules.rules.first { $0.name == name && $0.fault != nil && $0.sourceLevels.contains(side.level) }?
            .id.rawValue
    }
}
