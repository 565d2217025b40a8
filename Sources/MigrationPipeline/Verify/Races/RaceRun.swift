// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine
import Validation

/// What users see of a race: results, not messages, whose order says nothing.
struct RaceOutcome: Sendable, Hashable {
    struct Task: Sendable, Hashable {
        /// "blocked" and then the result.
        var states: [String]
        var isError: Bool
    }

    /// Nil for a task that was left out.
    var tasks: [Task?]
    /// What the ending lines gave.
    var ending: [String] = []
    /// Memory and registrations that are there at the end.
    var left: [String] = []
}

/// Something that must not come of any schedule.
struct RaceFinding: Sendable {
    var kind: String
    var message: String
    var stack: [StackFrame] = []
    /// Name of the rule that describes it.
    var rule: String?
    /// A breach says by itself what it is.
    var headline: String { Headline(stack, kind == rule ? message : "\(kind): \(message)").text }
    /// What makes two of them the same.
    var key: String { "\(kind) \(stack.first?.position.description ?? message)" }
}

/// One execution of a race under a schedule.
struct RaceRun: Sendable {
    var choices: [RaceChoice] = []
    /// Where tasks were that could have gone on when others came first.
    var preemptions: [StackFrame] = []
    var outcome: RaceOutcome
    /// It ended the execution; what came after would be its consequence.
    var finding: RaceFinding?
    var unsupported: Unsupported?
    /// What comes before the race did not work.
    var isUsable = true
    var trace = Trace()

    var taken: [Int] { choices.map(\.taken) }
}

/// Performs a race on an image.
struct RaceRunner: Sendable {
    let image: DriverImage
    let plan: RacePlan

    func perform(_ schedule: [Int], only: [Int]? = nil) throws(InputError) -> RaceRun {
        let run = try image.run()
        defer { run.machine.tasks.abandonOthers() }
        do {
            return try perform(run, schedule, only ?? Array(plan.tasks.indices))
        } catch {
            throw InputError("\(plan.name): \(error)")
        }
    }

    private func perform(_ run: ModelRun, _ schedule: [Int], _ only: [Int]) throws -> RaceRun {
        let performer = Performer(run.userSpace(), file: plan.name, afterFault: .goOn)
        var result = RaceRun(outcome: RaceOutcome(tasks: plan.tasks.map { _ in nil }))
        // Performs a line; false where a fault ended everything.
        func goesOn(_ step: Scenario.Step) throws -> Bool {
            result.trace.entries += try performer.perform(step)
            return !Self.note(run, &result)
        }
        func operation(_ name: String, _ fields: TraceField...) -> Scenario.Step {
            Scenario.Step(.operation(TraceOperation(name, fields)))
        }
        for step in RacePlan.steps(plan.setup) {
            guard try goesOn(step), result.trace.entries.last?.operation?.result?.isError == false else {
                result.isUsable = false
                return result
            }
        }
        if !only.isEmpty {
            let goes = try goesOn(Scenario.Step(.operation(plan.start(schedule, only: only))))
            result.choices = performer.raceChoices
            result.preemptions = run.machine.tasks.lastRace?.preemptions.compactMap { $0 } ?? []
            if !goes { return result }
        }
        // Once after the race and, for those that are blocked, once everything is closed.
        for isLast in [false, true] {
            for index in only {
                let first = result.trace.entries.count
                let state = operation("race_end", TraceField("task", written: RacePlan.taskNames[index]))
                guard try goesOn(state) else { return result }
                guard result.trace.entries.count > first, let line = result.trace.entries[first].operation else {
                    continue
                }
                result.outcome.take(line, index)
            }
            if isLast { break }
            for name in performer.openNames {
                guard try goesOn(operation("close", TraceField("what", written: name))) else { return result }
            }
        }
        guard performer.raceTasksLeft.isEmpty else {
            result.finding = Self.hang(run.machine)
            return result
        }
        for step in RacePlan.steps(plan.ending) {
            let first = result.trace.entries.count
            guard try goesOn(step) else { return result }
            if result.trace.entries.count > first, let line = result.trace.entries[first].operation {
                result.outcome.ending.append(line.description)
            }
        }
        try performer.end()
        result.outcome.left =
            run.machine.memory.unreleased.map(\.leakText).sorted() + run.kernel.registrations(run.machine).sorted()
        return result
    }

    /// - Returns: whether something ended the execution.
    private static func note(_ run: ModelRun, _ result: inout RaceRun) -> Bool {
        for stop in run.stops {
            switch stop {
            case .fault(let fault):
                result.finding = RaceFinding(
                    kind: fault.kind.rawValue, message: fault.message, stack: fault.stack,
                    rule: ExecutedRule(fault, .scenario)?.rawValue)
                return true
            case .unsupported(let unsupported):
                result.unsupported = unsupported
                return true
            case .exit, .abandoned: break
            }
        }
        if let breach = run.kernel.breaches.first {
            result.finding = RaceFinding(
                kind: breach.kind.rawValue, message: breach.message, stack: breach.stack, rule: breach.kind.rawValue)
            return true
        }
        return false
    }

    /// Tasks that wait although nothing is open any more.
    private static func hang(_ machine: Machine) -> RaceFinding {
        let waiting = machine.tasks.all.filter { task in
            !task.isFinished && RacePlan.taskNames.contains { task.name.hasPrefix("\($0): ") }
        }
        let text = waiting.map { "\($0.name) waits for \($0.waitReason ?? "its turn")" }
        return RaceFinding(kind: FaultKind.deadlock.rawValue, message: text.joined(separator: "; "))
    }
}

extension RaceOutcome {
    fileprivate mutating func take(_ line: TraceOperation, _ index: Int) {
        var task = tasks[index] ?? Task(states: [], isError: false)
        if line.name == "race_blocked" {
            task.states.append("blocked")
        } else {
            task.isError = line.result?.isError ?? false
            task.states.append(
                line.results.reduce(into: "\(line.result.map(\.description) ?? "")") { $0 += " \($1)" })
        }
        tasks[index] = task
    }
}
