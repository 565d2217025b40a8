// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import KernelModel
import Machine
import Validation

extension Execution: ScenarioOutcome {
    var faultPlace: String? {
        guard wasEnded else { return nil }
        guard let fault = faults.last else { return unsupported.map { $0.what } ?? "unsupported" }
        return "\(fault.kind.rawValue) \(fault.stack.first.map { "\($0.position)" } ?? "")"
    }
}

/// Scenarios that are made for the driver: what the old one answers and reaches steers them, and the new one has to
/// answer the same.
struct GeneratedStage: Sendable {
    let old: Executor
    let new: Executor?
    /// Of the default scenario.
    let newBase: Execution?
    let tolerances: Tolerances
    let options: VerifyOptions
    let shown: @Sendable (String) -> String
    let progress: @Sendable (String) -> Void

    /// - Parameters:
    ///   - base: the execution of the default scenario.
    ///   - ended: what was performed of it before it was found out which requests end in faults.
    func run(
        _ base: Execution, ended: [Execution], _ result: inout Verification, _ oldReached: inout BlockSet,
        _ newReached: inout BlockSet, _ habits: inout (old: DriverHabits, new: DriverHabits)
    ) throws(InputError) {
        var places: Set<String> = []
        var all = ended.filter { places.insert($0.faultPlace ?? "").inserted }.map { execution in
            let operations = execution.trace.operations.map(\.operation)
            let last = operations.last?.request ?? ""
            return ScenarioGenerator<Execution>.Performed(
                scenario: GeneratedScenario("“\(last)” of the default scenario", requests: operations.map(\.request)),
                outcome: execution)
        }
        for performed in all { oldReached.formUnion(performed.outcome.reached) }
        result.counts.executions += ended.count
        if options.generates {
            let found: ScenarioGenerator<Execution>.Result
            do { found = try generate(base, oldReached) } catch let error as InputError { throw error } catch {
                throw InputError("\(error)")
            }
            result.counts.executions += found.executions
            result.counts.sequences += found.sequences
            oldReached.formUnion(found.reached)
            if found.isNeverOpened {
                result.notCompared.append("what users do with an open device: nobody could open one")
            }
            all += found.scenarios + found.faulting
        }
        result.counts.scenarios += all.count
        progress("comparing \(all.count) scenarios")
        var traits: [GeneratedScenario.Trait] = []
        if let new, let newBase {
            let kinds = [(old, base), (new, newBase)].map { MdevKind($0.image.level, $1) }
            traits = GeneratedScenario.Trait.allCases.filter { $0.differs(kinds[0], kinds[1]) }
        }
        for trait in traits {
            let names = all.filter { $0.kernelTrait == trait }.map { "“\($0.scenario.name)”" }
            guard let first = names.first else { continue }
            let more = names.count > 1 ? " and \(names.count - 1) more" : ""
            result.notCompared.append("\(first)\(more): \(trait.reason)")
        }
        // Those last: they are held against all that is known by then.
        let comparable = { (performed: ScenarioGenerator<Execution>.Performed) in
            performed.kernelTrait.map { !traits.contains($0) } ?? true
        }
        all = all.filter(comparable) + all.filter { !comparable($0) }
        let others = try perform(all.map(\.scenario))
        for (performed, other) in zip(all, others) {
            let isComparable = comparable(performed)
            if let other {
                result.counts.executions += 1
                newReached.formUnion(other.reached)
                if isComparable {
                    habits.old.add(performed.outcome)
                    habits.new.add(other)
                }
            }
            if isComparable { result.counts.operations += performed.outcome.trace.operations.count }
            compare(performed, other, isComparable: isComparable, &result)
        }
    }

    private func generate(_ base: Execution, _ reached: BlockSet) throws -> ScenarioGenerator<Execution>.Result {
        let modules = DriverProfile([base.trace]).modules
        let survey = try old.performUntilFault(ScenarioGenerator<Execution>.survey(modules).scenario())
        let profile = DriverProfile(
            [base.trace, survey.trace], isBigEndian: old.image.program.target.isBigEndian)
        let generator = ScenarioGenerator<Execution>(
            profile: profile, constants: old.image.coverage.constants, seed: options.seed,
            budget: options.budget,
            frontier: { [old] reached, blocks in
                old.image.coverage.frontier(among: blocks) { reached.contains($0) }
            }, perform: { [old] scenarios in try Self.perform(scenarios, old) })
        return try generator.run(reached: reached, progress: progress)
    }

    private static func perform(_ scenarios: [Scenario], _ executor: Executor) throws(InputError) -> [Execution] {
        let outcomes = Workers.map(scenarios) { scenario -> Result<Execution, InputError> in
            do throws(InputError) { return .success(try executor.performUntilFault(scenario)) } catch {
                return .failure(error)
            }
        }
        var executions: [Execution] = []
        for outcome in outcomes { executions.append(try outcome.get()) }
        return executions
    }

    /// On the new side; nothing where there is none.
    private func perform(_ scenarios: [GeneratedScenario]) throws(InputError) -> [Execution?] {
        guard let new else { return scenarios.map { _ in nil } }
        var steps: [Scenario] = []
        do { for scenario in scenarios { steps.append(try scenario.scenario()) } } catch {
            throw InputError("\(error)")
        }
        return try Self.perform(steps, new)
    }

    // MARK: What came of it

    private func compare(
        _ performed: ScenarioGenerator<Execution>.Performed, _ other: Execution?, isComparable: Bool,
        _ result: inout Verification
    ) {
        let (name, old) = (performed.scenario.name, performed.outcome)
        var found = Verification(driver: "", oldLevel: "", newLevel: other.map { _ in "" })
        FaultComparison(old: old, new: other, cause: .scenario, shown: shown).add(to: &found)
        EarlyLimit.add(old: old.trace, new: other?.trace, to: &found)
        if let other {
            if isComparable {
                // Where the new one came to an end, nothing can be said of what follows.
                let shown = other.wasEnded && !old.wasEnded ? old.trace.prefix(operations: other.trace) : old.trace
                let list = tolerances.with(drivers: other.driverNames).list
                let equivalence = Equivalence(old: shown, new: other.trace, tolerances: list)
                result.counts.equal += equivalence.equal
                result.add(tolerated: equivalence.tolerated, titles: tolerances.titles)
                found.differences += equivalence.differences.map { Verification.Difference($0, .scenario) }
            }
            if !(old.wasCutShort && other.wasCutShort) { found.compareEnds(old, other, shown: self.shown) }
        }
        for index in found.differences.indices { found.differences[index].scenario = name }
        for index in found.faults.indices { found.faults[index].scenario = name }
        let before = result.differences.count + result.faults.count
        result.add(found.differences)
        if !isComparable {
            // What one side does there the other one does not; a fault that is known from elsewhere is no new one.
            found.faults.removeAll { fault in
                fault.side != .new || result.faults.contains { $0.side != .new && $0.isLike(fault) }
            }
        }
        for fault in found.faults { result.add(fault) }
        // One that shows what another one shows is not worth keeping.
        if result.differences.count + result.faults.count > before {
            result.scenarios.append(Verification.Scenario(name: name, text: performed.scenario.text))
        }
    }
}

extension ScenarioGenerator.Performed {
    fileprivate var kernelTrait: GeneratedScenario.Trait? { scenario.kernelTrait(in: outcome.trace) }
}

extension Verification.FaultNote {
    /// The same kind in the same function.
    fileprivate func isLike(_ other: Self) -> Bool {
        func function(_ note: Self) -> Substring? { note.stack.first?.prefix { $0 != "(" } }
        return kind == other.kind && function(self) == function(other)
    }
}

extension Trace {
    /// As many operations as another one has.
    fileprivate func prefix(operations other: Trace) -> Trace {
        var left = other.operations.count
        return Trace(
            entries: Array(
                entries.prefix { entry in
                    if entry.operation != nil { left -= 1 }
                    return left >= 0
                }))
    }
}

extension Verification {
    /// What the driver leaves when it is unloaded and all is closed.
    mutating func compareEnds(_ old: Execution, _ new: Execution, shown: (String) -> String) {
        if new.left.count > old.left.count {
            differences.append(
                Difference(
                    cause: .scenario, operation: nil, kinds: ["memory that is left"],
                    old: old.left.map { shown($0.leakText) }, new: new.left.map { shown($0.leakText) }))
        }
        if new.registrations.count > old.registrations.count {
            differences.append(
                Difference(
                    cause: .scenario, operation: nil, kinds: ["registrations that are left"],
                    old: old.registrations, new: new.registrations))
        }
    }
}

/// What a driver's mdevs are bound to.
struct MdevKind {
    let level: KernelLevel
    /// To its own mdev_driver, not to the kernel's shim.
    let hasOwnDriver: Bool

    init(_ level: KernelLevel, _ base: Execution) {
        self.level = level
        hasOwnDriver = !base.driverNames.isEmpty
    }

    fileprivate var isHeldWhileOpen: Bool { level.holdsDriverModule && hasOwnDriver }
}

extension GeneratedScenario.Trait {
    func differs(_ old: MdevKind, _ new: MdevKind) -> Bool {
        switch self {
        case .unloadingWhileOpen: old.isHeldWhileOpen != new.isHeldWhileOpen
        case .bindingAgain:
            old.level.attachesExplicitly != new.level.attachesExplicitly || old.hasOwnDriver != new.hasOwnDriver
        case .openingTwice: old.level.opensOnce != new.level.opensOnce
        case .endingRemoval:
            old.level.unregisterWaitsForContainer != new.level.unregisterWaitsForContainer
                || Self.removingWhileOpen.differs(old, new)
        case .removingWhileOpen: old.level.createsBeforeAdd != new.level.createsBeforeAdd
        }
    }

    var reason: String {
        switch self {
        case .unloadingWhileOpen: "only one of the kernels unloads a module whose devices are open"
        case .bindingAgain: "only one of the drivers is told that an mdev is unbound, and bound again"
        case .openingTwice: "only one of the kernels tells the driver of each time that a device is opened"
        case .endingRemoval:
            "only one of the kernels lets the driver's remove wait until the group has left its container"
        case .removingWhileOpen: "only one of the kernels calls the driver's remove while the device is open"
        }
    }
}
