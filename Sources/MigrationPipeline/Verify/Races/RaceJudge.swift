// SPDX-License-Identifier: Apache-2.0
import Machine
import Validation

/// What the schedules of all races say about a driver, or about two.
struct RaceJudge {
    let plans: [RacePlan]
    let trees: [RaceSearch.Place: RaceTree]
    let tolerances: Tolerances
    let shown: (String) -> String

    func judge(_ result: inout Verification) {
        for (number, plan) in plans.enumerated() {
            guard let old = trees[RaceSearch.Place(side: .old, plan: number)] else { continue }
            let new = trees[RaceSearch.Place(side: .new, plan: number)]
            result.counts.schedules += max(old.executions, new?.executions ?? 0)
            result.counts.executions += old.executions + (new?.executions ?? 0)
            if let what = old.unsupported ?? new?.unsupported, result.unsupported == nil {
                result.unsupported = "\(shown(what)) in \(plan.name)"
            }
            guard old.isUsable else { continue }
            judgeFindings(plan, old, new, &result)
            judgeOutcomes(plan, old, new, &result)
        }
    }

    private func judgeFindings(_ plan: RacePlan, _ old: RaceTree, _ new: RaceTree?, _ result: inout Verification) {
        var rest = sorted(new)
        for found in sorted(old) {
            // Where it is said to be moves with a conversion.
            if let index = rest.firstIndex(where: { $0.value.kind == found.value.kind }) {
                rest.remove(at: index)
                // In lines of the file that the user has.
                result.add(note(found, .both, plan))
            } else {
                result.add(note(found, .old, plan))
            }
        }
        for found in rest { result.add(note(found, .new, plan)) }
    }

    private func sorted(_ tree: RaceTree?) -> [RaceTree.Found<RaceFinding>] {
        (tree?.findings ?? [:]).sorted { ($0.value.cost, $0.key) < ($1.value.cost, $1.key) }.map(\.value)
    }

    private func note(
        _ found: RaceTree.Found<RaceFinding>, _ side: Verification.Side, _ plan: RacePlan
    ) -> Verification.FaultNote {
        var note = Verification.FaultNote(
            side: side, cause: .schedule(race: plan.name, choices: found.schedule), kind: found.value.kind,
            message: found.value.message, headline: shown(found.value.headline),
            stack: found.value.stack.map { shown("\($0.function) (\($0.position))") } + places(found.preemptions))
        note.rule = found.value.rule ?? rule(of: plan)
        return note
    }

    /// What only goes wrong while the module is still being loaded was not ready when the parent was registered.
    private func rule(of plan: RacePlan) -> String? {
        let names = Set(plan.tasks.map { String($0.prefix { $0 != " " }) })
        return names == ["insmod", "create"] ? ExecutedRule.preparedAfterParent.rawValue : nil
    }

    private func places(_ preemptions: [StackFrame]) -> [String] {
        preemptions.map { shown("preempted in \($0.function) (\($0.position))") }
    }

    // MARK: Outcomes

    /// One for each race: those that follow from it differ in little.
    private func judgeOutcomes(_ plan: RacePlan, _ old: RaceTree, _ new: RaceTree?, _ result: inout Verification) {
        let oldAnomalies = old.anomalies
        guard let new else {
            if let first = oldAnomalies.first { result.add(note(first, .old, plan, old)) }
            return
        }
        let newAnomalies = new.anomalies
        let onlyNew = newAnomalies.filter { anomaly in
            !old.outcomes.keys.contains { areAlike($0, anomaly.value, plan) }
        }
        // The old driver has the same weakness and shows it in another way, or would after more schedules.
        if let first = onlyNew.first(where: { oldAnomalies.isEmpty || old.isComplete(upTo: $0.cost) }) {
            result.differences.append(
                Verification.Difference(
                    cause: .schedule(race: plan.name, choices: first.schedule), operation: nil,
                    kinds: ["an outcome that no schedule of the old driver has"],
                    old: [], new: lines(first.value, plan, new) + places(first.preemptions)))
        } else if let first = oldAnomalies.first {
            result.add(note(first, newAnomalies.isEmpty ? .old : .both, plan, old))
        } else if let first = newAnomalies.first {
            result.add(note(first, .both, plan, new))
        }
    }

    private func note(
        _ found: RaceTree.Found<RaceOutcome>, _ side: Verification.Side, _ plan: RacePlan, _ tree: RaceTree
    ) -> Verification.FaultNote {
        let text = text(of: found.value, tree)
        var note = Verification.FaultNote(
            side: side, cause: .schedule(race: plan.name, choices: found.schedule), kind: "race", message: text,
            headline: shown(Headline(found.preemptions, "race: \(text)").text), stack: places(found.preemptions))
        note.rule = rule(of: plan)
        return note
    }

    /// What is wrong with an outcome that no order explains.
    func text(of outcome: RaceOutcome, _ tree: RaceTree) -> String {
        let tasks = outcome.tasks.enumerated().map { "\(RacePlan.taskNames[$0]) \(Self.text($1))" }
        return "no order of the operations gives " + tasks.joined(separator: ", ")
            + unexplained(outcome, tree).map { ", “\($0)”" }.joined()
    }

    private static func text(_ task: RaceOutcome.Task?) -> String {
        task?.states.joined(separator: ", ") ?? "not done"
    }

    private func lines(_ outcome: RaceOutcome, _ plan: RacePlan, _ tree: RaceTree) -> [String] {
        outcome.tasks.enumerated().map { index, task in
            shown("\(RacePlan.taskNames[index]): \(plan.tasks[index]) -> \(Self.text(task))")
        } + unexplained(outcome, tree)
    }

    /// What is not as after the order that comes nearest.
    private func unexplained(_ outcome: RaceOutcome, _ tree: RaceTree) -> [String] {
        let differences = tree.serial.map { serial in
            outcome.ending.filter { !serial.ending.contains($0) }
                + outcome.left.filter { !serial.left.contains($0) }.map { "left: \($0)" }
        }
        let nearest = differences.min { ($0.count, $0.joined()) < ($1.count, $1.joined()) } ?? outcome.ending
        return nearest.map(shown)
    }

    private func areAlike(_ old: RaceOutcome, _ new: RaceOutcome, _ plan: RacePlan) -> Bool {
        if old.tasks == new.tasks, old.ending == new.ending { return old.left.count >= new.left.count }
        guard old.left.count >= new.left.count else { return false }
        let traces = [old, new].map { Self.trace($0, plan) }
        return Equivalence(old: traces[0], new: traces[1], tolerances: tolerances.list).isEqual
    }

    /// Lines that tolerances know.
    private static func trace(_ outcome: RaceOutcome, _ plan: RacePlan) -> Trace {
        var lines: [String] = []
        for (index, task) in outcome.tasks.enumerated() {
            for state in task?.states ?? [] where state != "blocked" {
                lines.append("\(plan.tasks[index]) -> \(state)")
            }
        }
        return (try? Trace(parsing: (lines + outcome.ending).joined(separator: "\n"), file: "race")) ?? Trace()
    }
}
