// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine
import Validation

/// Schedules of one race on one side, those with fewest preemptions first. What comes out of an execution says which
/// others there are: at each point behind the ones that were chosen, every other task could have gone on.
struct RaceTree: Sendable {
    /// A schedule that was not executed yet: the choices up to a point, and another one there.
    struct Branch: Sendable {
        var base: [Int]
        var position: Int
        var alternative: Int
        /// Positions of the tasks that take part.
        var only: [Int]
        var cost: Int

        var schedule: [Int] { base[..<position] + [alternative] }
    }

    struct Found<Value: Sendable>: Sendable {
        var value: Value
        var schedule: [Int]
        var cost: Int
        /// Where a task was when another one came first.
        var preemptions: [StackFrame]
    }

    static let limit = 2

    /// By number of preemptions.
    private(set) var branches: [[Branch]] = Array(repeating: [], count: limit + 1)
    /// Outcomes with the first schedule that led to each.
    private(set) var outcomes: [RaceOutcome: Found<Void>] = [:]
    /// Outcomes of the tasks, or some of them, one after the other.
    private(set) var serial: Set<RaceOutcome> = []
    private(set) var findings: [String: Found<RaceFinding>] = [:]
    private(set) var unsupported: String?
    private(set) var isUsable = true
    private(set) var executions = 0
    /// Points at which another task could have gone on, in the first execution.
    private(set) var points = 0
    private let all: [Int]
    private var hasParts = false

    init(_ plan: RacePlan) {
        all = Array(plan.tasks.indices)
        branches[0].append(Branch(base: [], position: 0, alternative: 0, only: all, cost: 0))
    }

    /// A task that gives up has done nothing, so the orders of a part of the tasks explain outcomes too. They are looked at
    /// where there is something to explain.
    mutating func addParts() {
        let isOpen = anomalies.contains { $0.value.tasks.contains { $0?.isError ?? true } }
        guard isOpen, !hasParts else { return }
        hasParts = true
        for mask in 1..<(1 << all.count) {
            let only = all.filter { mask & 1 << $0 == 0 }
            branches[0].append(Branch(base: [], position: 0, alternative: 0, only: only, cost: 0))
        }
    }

    /// Takes out some of those with so many preemptions, spread evenly.
    mutating func take(_ count: Int, cost: Int) -> [Branch] {
        let there = branches[cost]
        guard there.count > count else {
            branches[cost] = []
            return there
        }
        var taken: [Branch] = []
        var rest: [Branch] = []
        for (index, branch) in there.enumerated() {
            if (index + 1) * count / there.count > index * count / there.count {
                taken.append(branch)
            } else {
                rest.append(branch)
            }
        }
        branches[cost] = rest
        return taken
    }

    mutating func add(_ run: RaceRun, of branch: Branch) {
        executions += 1
        if !run.isUsable {
            isUsable = false
            branches = branches.map { _ in [] }
            return
        }
        if let what = run.unsupported { unsupported = unsupported ?? Headline(what.stack, what.what).text }
        let taken = run.taken
        let isWhole = branch.only.count == all.count
        if isWhole, branch.position == 0, branch.alternative == 0 { points = taken.count }
        let schedule = ScheduleText.trimmed(taken)
        if let finding = run.finding {
            // Of a part of the tasks it says nothing that the race would not.
            if isWhole, findings[finding.key] == nil {
                findings[finding.key] = Found(
                    value: finding, schedule: schedule, cost: branch.cost, preemptions: run.preemptions)
            }
        } else if run.unsupported == nil {
            if branch.cost == 0 { serial.insert(run.outcome) }
            if isWhole, outcomes[run.outcome] == nil {
                outcomes[run.outcome] = Found(
                    value: (), schedule: schedule, cost: branch.cost, preemptions: run.preemptions)
            }
        }
        grow(run.choices, taken, branch, limit: isWhole ? Self.limit : 0)
    }

    private mutating func grow(_ choices: [RaceChoice], _ taken: [Int], _ branch: Branch, limit: Int) {
        // The first branch chooses nothing.
        let start = branch.base.isEmpty && branch.alternative == 0 ? 0 : branch.position + 1
        guard start < choices.count else { return }
        for position in start..<choices.count {
            let cost = branch.cost + (choices[position].canGoOn ? 1 : 0)
            guard cost <= limit else { continue }
            for alternative in 1..<choices[position].count {
                branches[cost].append(
                    Branch(
                        base: taken, position: position, alternative: alternative, only: branch.only, cost: cost))
            }
        }
    }

    /// All schedules with up to so many preemptions were executed.
    func isComplete(upTo cost: Int) -> Bool { branches[...cost].allSatisfy(\.isEmpty) }

    // MARK: What is wrong

    /// Outcomes that no order of the operations explains, an operation that failed counted as not done.
    var anomalies: [Found<RaceOutcome>] {
        outcomes.filter { outcome, _ in !serial.contains { Self.explains($0, outcome) } }
            .map {
                Found(
                    value: $0.key, schedule: $0.value.schedule, cost: $0.value.cost, preemptions: $0.value.preemptions)
            }
            .sorted { ($0.cost, $0.schedule.count) < ($1.cost, $1.schedule.count) }
    }

    static func explains(_ serial: RaceOutcome, _ outcome: RaceOutcome) -> Bool {
        guard serial.ending == outcome.ending, serial.left == outcome.left else { return false }
        return zip(serial.tasks, outcome.tasks).allSatisfy { one, other in
            guard let one else { return other?.isError ?? true }
            return one == other
        }
    }
}
