// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MigrationRules

/// The rules that lie on the way between two levels, as the rule files have it: a step is planned when one of its rules
/// is among them.
struct RuleRoute: Sendable {
    private let rules: Set<RuleID>

    init(from source: KernelLevel, to target: KernelLevel) {
        // The rules that travel in the program are checked by the tests; without them no step would be planned.
        let set = (try? RuleSet.bundled()) ?? .empty
        rules = Set(set.path(from: source, to: target).map(\.id))
    }

    func has(_ wanted: RuleID...) -> Bool { wanted.contains(where: rules.contains) }
}
