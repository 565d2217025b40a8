// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import MigrationRules
import Validation

/// What the rules tolerate between two levels.
struct Tolerances: Sendable {
    var list: [Tolerance] = []
    var titles: [String: String] = [:]

    static let none = Tolerances()
    private var names = Names()
    private var source: (rules: RuleSet, old: KernelLevel, new: KernelLevel)?

    private init() {}

    /// For an execution in which other drivers were registered as well: parameters of a module may say which.
    func with(drivers: [String]) -> Tolerances {
        let all = Set(names.drivers).union(drivers)
        guard let source, all.count > names.drivers.count else { return self }
        var names = names
        names.drivers = all.sorted()
        return Tolerances(source.rules, from: source.old, to: source.new, names: names)
    }

    /// What words in braces stand for. A tolerance counts for each combination of them.
    struct Names: Sendable {
        /// `{driver}`: mdev drivers that the new side registers.
        var drivers: [String] = []
        /// `{create}`: callbacks of the old side that make an mdev.
        var creates: [String] = []
        /// `{probe}`: those of the new side.
        var probes: [String] = []

        var combinations: [[String: String]] {
            [("{driver}", drivers), ("{create}", creates), ("{probe}", probes)].reduce([[:]]) { all, entry in
                all.flatMap { one in entry.1.isEmpty ? [one] : entry.1.map { one.merging([entry.0: $0]) { $1 } } }
            }
        }
    }

    init(_ rules: RuleSet, from old: KernelLevel, to new: KernelLevel, names: Names) {
        (self.names, source) = (names, (rules, old, new))
        let combinations = names.combinations
        for rule in rules.rules where rule.sourceLevels.contains(old) && rule.targetLevels.contains(new) {
            guard !rule.tolerated.isEmpty else { continue }
            titles[rule.id.rawValue] = rule.title
            for difference in rule.tolerated {
                for names in combinations {
                    let tolerance = Self.tolerance(difference, rule: rule.id.rawValue, names)
                    if !list.contains(tolerance) { list.append(tolerance) }
                }
            }
        }
    }

    private static func tolerance(_ difference: ToleratedDifference, rule: String, _ names: [String: String])
        -> Tolerance
    {
        func filled(_ text: String) -> String {
            names.reduce(text) { $0.replacing($1.key, with: $1.value) }
        }
        let form: Tolerance.Form =
            switch difference.form {
            case .rewrite(let lines, let text, let replacement):
                .rewrite(lines: filled(lines), text: filled(text), replacement: filled(replacement))
            case .replace(let old, let new): .replace(old: old.map(filled), new: new.map(filled))
            case .reorder(let lines): .reorder(lines: filled(lines))
            }
        return Tolerance(
            rule: rule, operations: Set(difference.operations), onlyFailed: difference.onlyFailed, form: form)
    }
}
