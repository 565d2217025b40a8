// SPDX-License-Identifier: Apache-2.0

/// What came of performing a scenario, as far as the generator looks at it.
public protocol ScenarioOutcome: Sendable {
    var trace: Trace { get }
    /// Blocks of the driver by the number of the operation that reached them first, from 0.
    var firstReached: [Int: Int] { get }
    /// Where the fault came about that ended the scenario; nil where none did.
    var faultPlace: String? { get }
}

/// Makes scenarios for a driver and performs them, one after the other and steered by what they reach.
///
/// A fault ends a scenario: locks stay locked, and whatever comes after it is noise. So a request that ends in one is left
/// out, and the scenario is performed afresh without it. What was left out is then tried by itself.
public struct ScenarioGenerator<Outcome: ScenarioOutcome>: Sendable {
    public struct Performed: Sendable {
        public var scenario: GeneratedScenario
        public var outcome: Outcome

        public init(scenario: GeneratedScenario, outcome: Outcome) {
            self.scenario = scenario
            self.outcome = outcome
        }
    }

    public struct Result: Sendable {
        /// They end without a fault.
        public var scenarios: [Performed] = []
        /// Each ends in a fault, with its last request.
        public var faulting: [Performed] = []
        public var reached = BlockSet()
        /// How many were performed to find these.
        public var executions = 0
        /// How many random ones are among them.
        public var sequences = 0
        /// There are mdevs, but no user gets at the device of one.
        public var isNeverOpened = false
    }

    let profile: DriverProfile
    let values: ValueDictionary
    let seed: UInt64
    /// Random sequences at most.
    let budget: Int
    /// Constants of the code that stand where something that was reached leads to something that was not.
    /// With a list of blocks, only of these.
    let frontier: @Sendable (BlockSet, [Int]?) -> [UInt64]
    /// Performs scenarios, each on a fresh kernel; the outcomes come in their order. Ends each at its first fault.
    let perform: @Sendable ([Scenario]) throws -> [Outcome]

    /// Rounds of leaving something out.
    private static var rounds: Int { 14 }
    /// After as many faults nothing more of a topic is tried beside other things.
    private static var topicLimit: Int { 2 }
    private static var faultingLimit: Int { 16 }

    public init(
        profile: DriverProfile, constants: Set<UInt64>, seed: UInt64, budget: Int,
        frontier: @escaping @Sendable (BlockSet, [Int]?) -> [UInt64] = { _, _ in [] },
        perform: @escaping @Sendable ([Scenario]) throws -> [Outcome]
    ) {
        self.profile = profile
        values = ValueDictionary(constants)
        self.seed = seed
        self.budget = budget
        self.frontier = frontier
        self.perform = perform
    }

    /// What the default scenario does not ask: which parameters modules have.
    public static func survey(_ modules: [DefaultScenario.Module]) -> GeneratedScenario {
        var script = Script()
        script.load(modules)
        for module in modules { script.add("tree path=/sys/module/\(module.name)/parameters depth=1") }
        script.unload(modules)
        return GeneratedScenario("parameters of modules", steps: script.steps)
    }

    /// - Parameters:
    ///   - reached: what other scenarios reach.
    ///   - progress: told what is done now.
    public func run(reached: BlockSet, progress: (String) -> Void = { _ in }) throws -> Result {
        var state = State(reached: reached)
        let parts = GeneratedParts(profile: profile, values: values).all()
        progress("\(parts.count) scenarios")
        try performAll(parts, &state)
        try performSweeps(&state, progress)
        try performRandom(&state, progress)
        progress("requests that end in faults")
        try performFaulting(&state)
        state.result.isNeverOpened =
            !profile.types.isEmpty && profile.types.allSatisfy { !$0.device.isOpened }
        state.result.reached = state.reached
        return state.result
    }

    // MARK: What is done

    private struct Avoided {
        var steps: [GeneratedScenario.Step]
        var faultPlace: String?
        /// One request for each kind of request and place.
        var key: String { "\(steps.last?.topic ?? "") \(faultPlace ?? "")" }
    }

    private struct State {
        var result = Result()
        var reached: BlockSet
        var avoided: [Avoided] = []
        var corpus = Corpus()
        var sweepsLeft = 14

        init(reached: BlockSet) { self.reached = reached }
    }

    /// A scenario on its way to one that comes to its end.
    private struct Pending {
        var number: Int
        var scenario: GeneratedScenario
        /// How many requests of a topic ended in faults.
        var topics: [String: Int] = [:]

        /// Leaves a step out, and its topic where that is enough of it.
        mutating func leaveOut(_ index: Int) {
            let step = scenario.steps[index]
            scenario.remove(at: index)
            guard !step.isSetup else { return }
            scenario.steps.removeAll { !$0.isSetup && $0.request == step.request }
            topics[step.topic, default: 0] += 1
            if topics[step.topic, default: 0] >= ScenarioGenerator.topicLimit {
                scenario.steps.removeAll { !$0.isSetup && $0.topic == step.topic }
            }
        }

        /// Keeps what came before a step, and the end.
        mutating func cut(at index: Int) {
            let last = scenario.steps.lastIndex { !$0.isSetup } ?? index
            scenario.steps.removeSubrange(index...max(index, last))
        }
    }

    /// Performs each until it comes to its end, leaving out what stands in the way.
    private func performAll(_ scenarios: [GeneratedScenario], _ state: inout State) throws {
        var pending = scenarios.enumerated().map { Pending(number: $0, scenario: $1) }
        var done: [(number: Int, performed: Performed)] = []
        for round in 0...Self.rounds where !pending.isEmpty {
            let outcomes = try perform(try pending.map { try $0.scenario.scenario() })
            state.result.executions += outcomes.count
            var next: [Pending] = []
            for (var pending, outcome) in zip(pending, outcomes) {
                note(pending.scenario, outcome, &state)
                if let index = Self.faultIndex(pending.scenario, outcome) {
                    avoid(pending.scenario, index, outcome, &state)
                    // Enough of it: only what came before.
                    if round + 2 >= Self.rounds { pending.cut(at: index) } else { pending.leaveOut(index) }
                    next.append(pending)
                } else {
                    done.append((pending.number, Performed(scenario: pending.scenario, outcome: outcome)))
                }
            }
            pending = next
        }
        state.result.scenarios += done.sorted { $0.number < $1.number }.map(\.performed)
    }

    /// The step that ended in a fault.
    private static func faultIndex(_ scenario: GeneratedScenario, _ outcome: Outcome) -> Int? {
        let killed = outcome.trace.entries.first { $0.operation?.result == .killed }
        return killed.map { GeneratedScenario.index(ofLine: $0.line) }.flatMap {
            scenario.steps.indices.contains($0) ? $0 : nil
        }
    }

    private func avoid(
        _ scenario: GeneratedScenario, _ index: Int, _ outcome: Outcome, _ state: inout State
    ) {
        state.avoided.append(Avoided(steps: Array(scenario.steps[...index]), faultPlace: outcome.faultPlace))
    }

    /// Learns from what a scenario reached first.
    @discardableResult
    private func note(_ scenario: GeneratedScenario, _ outcome: Outcome, _ state: inout State) -> Bool {
        let new = outcome.firstReached.filter { !state.reached.contains($0.key) }
        guard !new.isEmpty else { return false }
        for block in new.keys { state.reached.insert(block) }
        // Operations that print nothing are few; the numbers are near enough.
        for index in Set(new.values).sorted() {
            state.corpus.add(
                scenario, until: index, blocks: new.filter { $0.value == index }.map(\.key).sorted())
        }
        return true
    }

    // MARK: Faults

    /// Every request that was left out by itself, each on a kernel of its own: behind what it cannot do without, or, if
    /// that is not enough for the fault, behind all that came before it.
    private func performFaulting(_ state: inout State) throws {
        var places: Set<String> = []
        let avoided = state.avoided.filter { places.insert($0.key).inserted }.prefix(Self.faultingLimit)
        let short = avoided.map { avoided in
            let last = avoided.steps.count - 1
            let steps = avoided.steps.indices.filter { avoided.steps[$0].isSetup || $0 == last }
            return GeneratedScenario("“\(avoided.steps[last].request)” alone", steps: steps.map { avoided.steps[$0] })
        }
        let outcomes = try perform(try short.map { try $0.scenario() })
        var rest: [GeneratedScenario] = []
        for ((avoided, scenario), outcome) in zip(zip(avoided, short), outcomes) {
            // A request may fail otherwise without those before it: a remove waits for ever for what nobody closes.
            if let place = outcome.faultPlace, place == avoided.faultPlace {
                state.result.faulting.append(Performed(scenario: scenario, outcome: outcome))
            } else {
                rest.append(GeneratedScenario(scenario.name, steps: avoided.steps))
            }
        }
        let others = try perform(try rest.map { try $0.scenario() })
        state.result.faulting += zip(rest, others).map { Performed(scenario: $0, outcome: $1) }
        state.result.executions += outcomes.count + others.count
        for outcome in outcomes + others {
            for block in outcome.firstReached.keys { state.reached.insert(block) }
        }
    }

    // MARK: Sweeps

    /// Where something was reached that leads on for some value: that value and those beside it in every register.
    private func performSweeps(_ state: inout State, _ progress: (String) -> Void) throws {
        let operations = RandomOperations(profile: profile, values: values, seed: seed)
        while state.sweepsLeft > 0, budget > 0, operations.isPossible {
            let reached = state.reached
            let entries = state.corpus.takeUnswept(min(4, state.sweepsLeft)) { entry in
                frontier(reached, entry.blocks).contains { $0 > 1 }
            }
            guard !entries.isEmpty else { return }
            state.sweepsLeft -= entries.count
            progress("looking for registers, \(state.reached.count) blocks reached")
            var sweeps: [(entry: Corpus.Entry, scenario: GeneratedScenario)] = []
            for entry in entries {
                sweeps += operations.sweeps(entry, frontier(reached, entry.blocks)).map { (entry, $0) }
            }
            let outcomes = try perform(try sweeps.map { try $0.scenario.scenario() })
            state.result.executions += outcomes.count
            // What was reached is tried again without the sweep.
            var short: [GeneratedScenario] = []
            var known = state.reached
            for (sweep, outcome) in zip(sweeps, outcomes) {
                if let index = Self.faultIndex(sweep.scenario, outcome) {
                    avoid(sweep.scenario, index, outcome, &state)
                }
                let new = outcome.firstReached.filter { !known.contains($0.key) }
                for block in new.keys { known.insert(block) }
                for index in Set(new.values).sorted() {
                    let last = Corpus.requests(sweep.scenario, until: index).dropFirst(sweep.entry.requests.count)
                    short.append(
                        operations.scenario(
                            "sequence \(short.count + 1) with a value of the code",
                            requests: sweep.entry.requests + last.suffix(2)))
                }
            }
            let before = state.result.scenarios.count
            try performAll(short, &state)
            state.result.sequences += state.result.scenarios.count - before
        }
    }

    // MARK: Random sequences

    private static var batch: Int { 16 }
    /// Batches in a row that found nothing before it is given up.
    private static var patience: Int { 8 }

    /// Sequences that go on from what reached something new. The batches are the same however many threads there are.
    private func performRandom(_ state: inout State, _ progress: (String) -> Void) throws {
        var random = RandomOperations(profile: profile, values: values, seed: seed)
        guard random.isPossible else { return }
        var tried = 0
        var idle = 0
        while tried < budget, idle < Self.patience {
            progress("random sequences, \(tried) tried, \(state.reached.count) blocks reached")
            random.frontier = frontier(state.reached, nil)
            let sequences = (0..<min(Self.batch, budget - tried)).map { number in
                random.sequence("random sequence \(tried + number + 1)", from: state.corpus)
            }
            tried += sequences.count
            let outcomes = try perform(try sequences.map { try $0.scenario() })
            state.result.executions += outcomes.count
            idle += 1
            var cut: [GeneratedScenario] = []
            for (scenario, outcome) in zip(sequences, outcomes) {
                let isNew = note(scenario, outcome, &state)
                if isNew { idle = 0 }
                if let index = Self.faultIndex(scenario, outcome) {
                    avoid(scenario, index, outcome, &state)
                    if isNew {
                        var shorter = Pending(number: 0, scenario: scenario)
                        shorter.cut(at: index)
                        cut.append(shorter.scenario)
                    }
                } else if isNew {
                    state.result.scenarios.append(Performed(scenario: scenario, outcome: outcome))
                    state.result.sequences += 1
                }
            }
            let before = state.result.scenarios.count
            try performAll(cut, &state)
            state.result.sequences += state.result.scenarios.count - before
            if idle == 0 { try performSweeps(&state, progress) }
        }
    }
}
