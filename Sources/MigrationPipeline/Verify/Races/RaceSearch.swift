// SPDX-License-Identifier: Apache-2.0
import Validation

/// Tries schedules of races on both sides: first all without a preemption, then all with one, then as many with two as
/// there is time for.
struct RaceSearch: Sendable {
    let plans: [RacePlan]
    let old: DriverImage
    let new: DriverImage?
    /// Of the old side; nil: everything is executed.
    var memo: RaceMemo?

    struct Place: Sendable, Hashable {
        var side: Verification.Side
        var plan: Int
    }

    private struct Job: Sendable {
        var place: Place
        var branch: RaceTree.Branch
    }

    /// - Parameter budget: how many schedules are tried on each side, but for those that explain others.
    func run(budget: Int, _ progress: @escaping @Sendable (Int) -> Void) throws(InputError) -> [Place: RaceTree] {
        var trees: [Place: RaceTree] = [:]
        for side in new == nil ? [.old] : [Verification.Side.old, .new] {
            for (number, plan) in plans.enumerated() {
                trees[Place(side: side, plan: number)] = RaceTree(plan)
            }
        }
        let done = Counter()
        try search(&trees, budget: budget * (new == nil ? 1 : 2)) { progress(done.next()) }
        try explain(&trees) { progress(done.next()) }
        var others = doubted(trees)
        if others.isEmpty { return trees }
        try search(&others, budget: budget / 2) { progress(done.next()) }
        trees.merge(others) { $1 }
        try explain(&trees) { progress(done.next()) }
        return trees
    }

    /// One execution of the first race on the old side, and all orders of its tasks that may explain what came of it.
    func tree(around run: RaceRun, _ choices: [Int]) throws(InputError) -> RaceTree {
        let place = Place(side: .old, plan: 0)
        var trees = [place: RaceTree(plans[0])]
        try search(&trees, budget: .max, upTo: 0) {}
        let branch = RaceTree.Branch(
            base: choices, position: choices.count, alternative: 0, only: Array(plans[0].tasks.indices), cost: 1)
        trees[place]?.add(run, of: branch)
        try explain(&trees) {}
        return trees[place] ?? RaceTree(plans[0])
    }

    private func explain(_ trees: inout [Place: RaceTree], _ progress: @escaping @Sendable () -> Void)
        throws(InputError)
    {
        for place in trees.keys { trees[place]?.addParts() }
        try search(&trees, budget: .max, upTo: 0, progress)
    }

    private func search(
        _ trees: inout [Place: RaceTree], budget: Int, upTo limit: Int = RaceTree.limit,
        _ progress: @escaping @Sendable () -> Void
    ) throws(InputError) {
        var rest = budget
        for cost in 0...limit {
            while rest > 0 {
                let jobs = Self.jobs(&trees, cost: cost, limit: rest)
                if jobs.isEmpty { break }
                rest -= jobs.count
                try perform(jobs, &trees, progress)
            }
        }
    }

    /// What only the new driver does may be what the old one does on schedules that were not tried yet: trees of the old
    /// one that are worth a longer search.
    private func doubted(_ trees: [Place: RaceTree]) -> [Place: RaceTree] {
        guard new != nil else { return [:] }
        let plans = plans.indices.filter { plan in
            guard let old = trees[Place(side: .old, plan: plan)], let new = trees[Place(side: .new, plan: plan)] else {
                return false
            }
            return new.anomalies.count > old.anomalies.count
                || !Set(new.findings.values.map(\.value.kind)).isSubset(of: old.findings.values.map(\.value.kind))
        }
        return trees.filter { $0.key.side == .old && plans.contains($0.key.plan) }
    }

    /// An equal share for each tree that has some.
    private static func jobs(_ trees: inout [Place: RaceTree], cost: Int, limit: Int) -> [Job] {
        let places = trees.keys.filter { trees[$0]?.branches[cost].isEmpty == false }
            .sorted { ($0.plan, $0.side == .old ? 0 : 1) < ($1.plan, $1.side == .old ? 0 : 1) }
        guard !places.isEmpty else { return [] }
        let share = max(1, limit / places.count)
        var jobs: [Job] = []
        for place in places where jobs.count < limit {
            jobs += (trees[place]?.take(share, cost: cost) ?? []).map { Job(place: place, branch: $0) }
        }
        return jobs
    }

    private func perform(
        _ jobs: [Job], _ trees: inout [Place: RaceTree], _ progress: @escaping @Sendable () -> Void
    ) throws(InputError) {
        let runs = Workers.map(jobs) { job -> Result<RaceRun, InputError> in
            defer { progress() }
            guard let image = job.place.side == .old ? old : new else { return .failure(InputError("no driver")) }
            let plan = plans[job.place.plan]
            let runner = RaceRunner(image: image, plan: plan)
            let (schedule, only) = (job.branch.schedule, job.branch.only)
            do throws(InputError) {
                guard let memo, job.place.side == .old else {
                    return .success(try runner.perform(schedule, only: only))
                }
                let key = RaceKey(plan: plan, schedule: schedule, only: only)
                return .success(
                    try memo.value(key) { () throws(InputError) in try runner.perform(schedule, only: only) })
            } catch {
                return .failure(error)
            }
        }
        for (job, run) in zip(jobs, runs) { trees[job.place]?.add(try run.get(), of: job.branch) }
    }
}

/// What a run of a race depends on.
struct RaceKey: Hashable, Sendable {
    var plan: RacePlan
    var schedule: [Int]
    var only: [Int]?
}

typealias RaceMemo = Memo<RaceKey, RaceRun>
