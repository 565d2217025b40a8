// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// A rule on the way between two levels.
public struct RuleStep: Sendable, Hashable {
    public let rule: Rule
    /// The first level of the way at which the old form has to be gone.
    public let level: KernelLevel
}

extension RuleSet {
    /// The rules that a driver has to follow to get from one level to a later one, in the order in which they begin to
    /// count, then by id.
    public func path(from source: KernelLevel, to target: KernelLevel) -> [Rule] {
        steps(from: source, to: target).map(\.rule)
    }

    /// The rules of the path, each with the level from which on it counts.
    ///
    /// Nothing but the levels of the rules decides. Every rule of a path demands something at `target`: what only a
    /// level in between wants, as the notifiers' first argument of 5.14, nobody has to do. Its old form exists
    ///
    /// * at `source`; or
    /// * first at a later level of the way, and a rule of the path is followed at that level. What that rule makes may
    ///   be the old form: M-04 registers a vfio_device as 5.14 wants it, and E-01 wants it otherwise from 5.16 on.
    ///
    /// A form that is older than `source` and not to be found there is one that the driver has left behind.
    public func steps(from source: KernelLevel, to target: KernelLevel) -> [RuleStep] {
        let way = KernelLevel.way(from: source, to: target)
        guard way.count > 1 else { return [] }
        let rules = rules.filter { $0.fault == nil }
        var chosen = rules.filter { $0.targetLevels.contains(target) && $0.sourceLevels.contains(source) }
        let younger = rules.filter { rule in
            rule.targetLevels.contains(target) && rule.sourceLevels.allSatisfy { $0.order > source.order }
        }.compactMap { rule in
            way.first(where: rule.sourceLevels.contains).map { (rule: rule, appears: $0) }
        }.sorted { $0.appears.order < $1.appears.order }
        // In order of time: what makes an old form is followed before that form has to go.
        for (rule, appears) in younger
        where appears != target && chosen.contains(where: { $0.targetLevels.contains(appears) }) {
            chosen.append(rule)
        }
        return chosen.compactMap { rule in Self.firstDemand(of: rule, on: way).map { RuleStep(rule: rule, level: $0) } }
            .sorted { ($0.level.order, $0.rule.id) < ($1.level.order, $1.rule.id) }
    }

    /// The first level of a way that comes after the old form and does not allow it.
    private static func firstDemand(of rule: Rule, on way: [KernelLevel]) -> KernelLevel? {
        way.drop { !rule.sourceLevels.contains($0) }.dropFirst().first(where: rule.targetLevels.contains)
    }
}
