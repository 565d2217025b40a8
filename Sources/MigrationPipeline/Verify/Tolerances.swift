// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import MigrationRules
import Validation

/// What the rules tolerate between two levels.
struct Tolerances: Sendable {
    var list: [Tolerance] = []
    var titles: [String: String] = [:]

    static let none = Tolerances()

    private init() {}

    /// - Parameter drivers: names that stand for `{driver}`.
    init(_ rules: RuleSet, from old: KernelLevel, to new: KernelLevel, drivers: [String]) {
        for rule in rules.rules where rule.sourceLevels.contains(old) && rule.targetLevels.contains(new) {
            guard !rule.tolerated.isEmpty else { continue }
            titles[rule.id.rawValue] = rule.title
            for difference in rule.tolerated {
                for driver in Self.needsDriver(difference) ? drivers : [""] {
                    list.append(Self.tolerance(difference, rule: rule.id.rawValue, driver: driver))
                }
            }
        }
    }

    private static let placeholder = "{driver}"

    private static func needsDriver(_ difference: ToleratedDifference) -> Bool {
        switch difference.form {
        case .rewrite(let lines, let text, let replacement):
            [lines, text, replacement].contains { $0.contains(placeholder) }
        case .replace(let old, let new): [old, new].contains { $0?.contains(placeholder) ?? false }
        case .reorder(let lines): lines.contains(placeholder)
        }
    }

    private static func tolerance(_ difference: ToleratedDifference, rule: String, driver: String) -> Tolerance {
        func filled(_ text: String) -> String { text.replacing(placeholder, with: driver) }
        let form: Tolerance.Form =
            switch difference.form {
            case .rewrite(let lines, let text, let replacement):
                .rewrite(lines: filled(lines), text: filled(text), replacement: filled(replacement))
            case .replace(let old, let new): .replace(old: old.map(filled), new: new.map(filled))
            case .reorder(let lines): .reorder(lines: filled(lines))
            }
        return Tolerance(rule: rule, operations: Set(difference.operations), form: form)
    }
}
