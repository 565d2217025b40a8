// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Machine
import MigrationRules
import Validation

/// Executes both sides of a driver and compares what users see.
struct DriverVerifier: Sendable {
    let subject: VerifySubject
    let rules: RuleSet
    let options: VerifyOptions
    /// Makes texts with paths as the user wants to see them.
    let shown: @Sendable (String) -> String
    let progress: @Sendable (String) -> Void
    /// What the old side did in other verifications; nil: everything is executed.
    var memo: ExecutionMemo?
    var raceMemo: RaceMemo?
    /// Asked after each stage: what was found is enough.
    var isEnough: @Sendable (Verification) -> Bool = { _ in false }

    func verify() throws(InputError) -> Verification {
        var result = Verification(
            driver: subject.name, oldLevel: subject.old.level.releaseName, newLevel: subject.new?.level.releaseName)
        progress("\(subject.name): scenario")
        let old = Executor(image: subject.old, memo: memo)
        let (oldBase, ended) = try old.performDefault(parameters: options.parameters)
        result.oldTrace = oldBase.trace.description
        result.counts.operations = oldBase.trace.operations.count
        result.counts.executions = 1
        var oldReached = oldBase.reached
        var newReached = BlockSet()
        let scenario = Scenario(oldBase.trace, file: "the scenario of \(subject.name)")
        var new: Executor?
        var newBase: Execution?
        var tolerances = Tolerances.none
        if let image = subject.new {
            let executor = Executor(image: image)
            let execution = try executor.perform(scenario)
            result.counts.executions += 1
            result.newTrace = execution.trace.description
            var names = subject.names
            names.drivers = execution.driverNames
            tolerances = Tolerances(rules, from: subject.old.level, to: image.level, names: names)
            (new, newBase) = (executor, execution)
            newReached.formUnion(execution.reached)
        }
        if let unsupported = oldBase.unsupported ?? newBase?.unsupported {
            result.unsupported = shown(Headline(unsupported.stack, unsupported.what).text)
        }
        compare(oldBase, newBase, .scenario, tolerances, &result)
        var habits = (old: DriverHabits(), new: DriverHabits())
        habits.old.add(oldBase)
        if let newBase {
            if !(oldBase.wasCutShort && newBase.wasCutShort) { result.compareEnds(oldBase, newBase, shown: shown) }
            habits.new.add(newBase)
        } else {
            addLeft(oldBase, &result)
        }
        if result.unsupported == nil, !isEnough(result) {
            let stage = GeneratedStage(
                old: old, new: new, newBase: newBase, tolerances: tolerances, options: options, shown: shown
            ) { progress("\(subject.name): \($0)") }
            try stage.run(oldBase, ended: ended, &result, &oldReached, &newReached, &habits)
        }
        LockComparison(
            old: habits.old, new: habits.new,
            isOld: { subject.old.program.function(named: $0)?.isDefined ?? false }, shown: shown
        ).add(to: &result)
        AllocationComparison(old: habits.old, new: habits.new, shown: shown).add(to: &result)
        if options.sweeps, result.unsupported == nil, !isEnough(result) {
            let sweep = FaultSweep(
                scenario: scenario, old: old, oldBase: oldBase, new: new, newBase: newBase, tolerances: tolerances,
                shown: shown)
            try sweep.run(&result, &oldReached, &newReached, budget: options.budget) {
                progress("\(subject.name): failing calls, \($0)")
            }
        }
        result.oldCoverage = Verification.Coverage(
            subject.old.coverage, reached: oldReached, shown: shown)
        result.newCoverage = subject.new.map {
            Verification.Coverage($0.coverage, reached: newReached, shown: shown)
        }
        if let coverage = result.newCoverage { result.unexecuted = subject.unexecuted(coverage, shown) }
        if options.races, result.unsupported == nil, !isEnough(result) {
            let search = RaceSearch(plans: RacePlans(oldBase).list, old: subject.old, new: subject.new, memo: raceMemo)
            let trees = try search.run(budget: 2 * options.budget) { progress("\(subject.name): schedules, \($0)") }
            RaceJudge(plans: search.plans, trees: trees, tolerances: tolerances, shown: shown).judge(&result)
        }
        var newSide: RulesOfFaults.Side?
        if let image = subject.new, let newBase { newSide = .init(level: image.level, base: newBase) }
        RulesOfFaults(rules: rules, old: .init(level: subject.old.level, base: oldBase), new: newSide).number(&result)
        result.conclude()
        return result
    }

    /// A driver by itself leaves nothing, once it is unloaded and all is closed.
    private func addLeft(_ base: Execution, _ result: inout Verification) {
        guard base.unsupported == nil, base.faults.isEmpty, !base.wasEnded else { return }
        // What nobody allocated is the name of hardware that is still there.
        let left = base.left.filter { !$0.allocated.isEmpty }.map(\.leakText) + base.registrations
        guard !left.isEmpty else { return }
        var difference = Verification.Difference(
            cause: .scenario, operation: nil, kinds: ["left behind"], old: [], new: left.map(shown), side: .old)
        difference.rule = ExecutedRule(left: left, .scenario)?.rawValue
        result.differences.append(difference)
    }

    /// Results, effects and faults of one scenario on both sides.
    private func compare(
        _ old: Execution, _ new: Execution?, _ cause: Verification.Cause, _ tolerances: Tolerances,
        _ result: inout Verification
    ) {
        FaultComparison(old: old, new: new, cause: cause, shown: shown).add(to: &result)
        guard let new else { return }
        let equivalence = Equivalence(old: old.trace, new: new.trace, tolerances: tolerances.list)
        result.counts.equal += equivalence.equal
        result.add(tolerated: equivalence.tolerated, titles: tolerances.titles)
        result.add(equivalence.differences.map { Verification.Difference($0, cause) })
        result.differing += equivalence.differences.filter { $0.kinds != [.unexpected] }.map(\.index)
    }
}

extension Verification.Difference {
    init(_ difference: OperationDifference, _ cause: Verification.Cause, side: Verification.Side? = nil) {
        self.init(
            cause: cause, operation: difference.operation.request, kinds: difference.kinds.map(\.rawValue),
            old: difference.expected, new: difference.actual, side: side)
    }
}
