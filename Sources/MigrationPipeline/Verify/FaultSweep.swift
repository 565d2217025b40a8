// SPDX-License-Identifier: Apache-2.0
import Machine
import Validation

/// Lets every call that can fail do so once, on both sides, and looks at what comes of it: the operation's own result, what
/// it leaves behind, and whether the kernel afterwards is as if the operation had not been tried.
struct FaultSweep: Sendable {
    let scenario: Scenario
    let old: Executor
    let oldBase: Execution
    let new: Executor?
    let newBase: Execution?
    let tolerances: Tolerances
    let shown: @Sendable (String) -> String

    /// One call by what both sides know it by.
    private struct Key: Hashable, Sendable {
        /// Of the scenario.
        var operation: Int
        var function: String
        /// Among the calls of this function in this operation.
        var ordinal: Int
    }

    private struct Target: Sendable {
        var key: Key
        var oldNumber: Int?
        var newNumber: Int?
        var call: Execution.FallibleCall
    }

    private struct Outcome: Sendable {
        var target: Target
        var old: Execution?
        var new: Execution?
        var error: String?
    }

    /// - Parameter budget: how many failures are tried at most.
    func run(
        _ result: inout Verification, _ oldReached: inout BlockSet, _ newReached: inout BlockSet, budget: Int,
        _ progress: @escaping @Sendable (String) -> Void
    ) throws(InputError) {
        let targets = Array(targets().prefix(budget))
        let done = Counter()
        let outcomes = Workers.map(targets) { target in
            defer { progress("\(done.next()) of \(targets.count)") }
            do throws(InputError) {
                return Outcome(
                    target: target,
                    old: try target.oldNumber.map { (n) throws(InputError) in
                        try old.perform(scenario, failing: n, retries: true)
                    },
                    new: try target.newNumber.flatMap { (n) throws(InputError) in
                        try new?.perform(scenario, failing: n, retries: true)
                    })
            } catch {
                return Outcome(target: target, error: error.message)
            }
        }
        for outcome in outcomes {
            if let error = outcome.error { throw InputError(error) }
            result.counts.failures += 1
            result.counts.executions += (outcome.old == nil ? 0 : 1) + (outcome.new == nil ? 0 : 1)
            if let old = outcome.old { oldReached.formUnion(old.reached) }
            if let new = outcome.new { newReached.formUnion(new.reached) }
            judge(outcome, &result)
        }
    }

    // MARK: What fails

    /// The same line of the driver fails once in each kind of operation; that it is reached again is nothing new.
    private func targets() -> [Target] {
        var targets: [Target] = []
        var indices: [Key: Int] = [:]
        var seen: Set<String> = []
        let names = scenario.steps.compactMap(\.operation?.name)
        for (number, key, call) in Self.numbered(oldBase) {
            guard seen.insert(Self.site(call, names)).inserted else { continue }
            indices[key] = targets.count
            targets.append(Target(key: key, oldNumber: number, call: call))
        }
        guard let newBase else { return targets }
        seen = []
        let counterparts = Dictionary(
            Self.numbered(oldBase).map { ($0.key, $0.number) }, uniquingKeysWith: { first, _ in first })
        for (number, key, call) in Self.numbered(newBase) {
            if let index = indices[key] {
                targets[index].newNumber = number
                targets[index].call = call
                _ = seen.insert(Self.site(call, names))
            } else if seen.insert(Self.site(call, names)).inserted {
                targets.append(Target(key: key, oldNumber: counterparts[key], newNumber: number, call: call))
            }
        }
        return targets.sorted { $0.key.operation < $1.key.operation }
    }

    private static func site(_ call: Execution.FallibleCall, _ names: [String]) -> String {
        let operation = names.indices.contains(call.operation) ? names[call.operation] : ""
        return "\(operation) \(call.function) \(call.site?.position.description ?? "")"
    }

    private static func numbered(
        _ execution: Execution
    ) -> [(number: Int, key: Key, call: Execution.FallibleCall)] {
        var counts: [Key: Int] = [:]
        return execution.fallible.enumerated().map { index, call in
            var key = Key(operation: call.operation, function: call.function, ordinal: 0)
            let ordinal = counts[key, default: 0]
            counts[key] = ordinal + 1
            key.ordinal = ordinal
            return (index + 1, key, call)
        }
    }

    // MARK: What comes of it

    private func judge(_ outcome: Outcome, _ result: inout Verification) {
        let operations = scenario.steps.compactMap(\.operation)
        let call = outcome.target.call
        let index = outcome.target.key.operation
        let cause = Verification.Cause.failure(
            call: shown("\(call.function)() at \(call.site?.position.description ?? "?")"),
            operation: operations.indices.contains(index) ? operations[index].request : "")
        for execution in [outcome.old, outcome.new] {
            if let unsupported = execution?.unsupported, result.unsupported == nil {
                result.unsupported = shown(Headline(unsupported.stack, unsupported.what).text)
            }
        }
        switch (outcome.old, outcome.new) {
        case (let old?, let new?):
            FaultComparison(old: old, new: new, cause: cause, shown: shown).add(to: &result)
            let equivalence = Equivalence(
                old: old.trace, new: new.trace, tolerances: tolerances.list, from: index)
            result.add(tolerated: equivalence.tolerated, titles: tolerances.titles)
            result.add(equivalence.differences.map { Verification.Difference($0, cause) })
            // A task that a fault ended gives nothing back, on either side.
            if old.wasCutShort && new.wasCutShort { return }
            let oldExtra = Self.extra(old, oldBase)
            let newExtra = newBase.map { Self.extra(new, $0) } ?? []
            if newExtra.count > oldExtra.count {
                add(leaks: newExtra, old: oldExtra, cause, isOrderly: new.faults.isEmpty, &result)
            }
        case (nil, let new?):
            // Only the new driver makes this call: it has to undo what it did.
            guard let newBase else { return }
            judgeAlone(new, newBase, .new, index, cause, &result)
        case (let old?, nil):
            judgeAlone(old, oldBase, .old, index, cause, &result)
        case (nil, nil): break
        }
    }

    /// After a failure that was retried everything has to go on as it does without.
    private func judgeAlone(
        _ execution: Execution, _ base: Execution, _ side: Verification.Side, _ index: Int,
        _ cause: Verification.Cause, _ result: inout Verification
    ) {
        for fault in execution.faults + execution.leaks
        where !(base.faults + base.leaks).contains(where: { $0.kind == fault.kind }) {
            result.add(.init(fault, side, cause, shown: shown))
        }
        for breach in execution.breaches where !base.breaches.contains(where: { $0.kind == breach.kind }) {
            result.add(.init(breach, side, cause, shown: shown))
        }
        // What only the old driver calls went away with it; alone it is judged by its faults.
        guard side == .new || new == nil else { return }
        if let retried = Self.withoutFailed(execution.trace, at: index) {
            let rest = Equivalence(old: base.trace, new: retried, tolerances: [], from: index)
            let isExcused = !rest.differences.isEmpty && isAsAfterUndoing(retried, index, side)
            result.add(
                (isExcused ? [] : rest.differences).map { difference in
                    var told = Verification.Difference(difference, cause, side: side)
                    told.rule = ExecutedRule(difference, cause)?.rawValue
                    return told
                })
        }
        let extra = Self.extra(execution, base)
        if !extra.isEmpty {
            add(leaks: extra, old: [], cause, side: side, isOrderly: execution.faults.isEmpty, &result)
        }
    }

    /// A driver that numbers its devices has used up a number, which is no trace of the failure: the rest is as when the
    /// device had been made and removed in between.
    private func isAsAfterUndoing(_ retried: Trace, _ index: Int, _ side: Verification.Side) -> Bool {
        guard let executor = side == .new ? new : old else { return false }
        let places = scenario.steps.indices.filter { scenario.steps[$0].operation != nil }
        guard places.indices.contains(index), let create = scenario.steps[places[index]].operation,
            create.name == "create", let uuid = create.field("data")?.text,
            let undo = try? Scenario(parsing: "remove uuid=\(uuid) data=\"1\"", file: scenario.file).steps
        else { return false }
        var longer = scenario
        longer.steps.insert(contentsOf: undo + [longer.steps[places[index]]], at: places[index] + 1)
        guard let reference = try? executor.perform(longer) else { return false }
        var trace = reference.trace
        let positions = trace.entries.indices.filter { trace.entries[$0].operation != nil }
        guard index + 2 < positions.count else { return false }
        trace.entries.removeSubrange(positions[index]..<positions[index + 2])
        return Equivalence(old: trace, new: retried, tolerances: [], from: index).differences.isEmpty
    }

    /// The trace without the try that failed; nil where nothing was tried again.
    private static func withoutFailed(_ trace: Trace, at index: Int) -> Trace? {
        var trace = trace
        let positions = trace.entries.indices.filter { trace.entries[$0].operation != nil }
        guard index >= 0, index + 1 < positions.count else { return nil }
        let (first, second) = (trace.entries[positions[index]], trace.entries[positions[index + 1]])
        guard let failed = first.operation, failed.result?.isError ?? false,
            failed.request == second.operation?.request
        else { return nil }
        trace.entries.remove(at: positions[index])
        return trace
    }

    /// What is left although nothing like it is left without the failure; what the driver always leaves, it may leave
    /// once more when an operation is tried again.
    private static func extra(_ execution: Execution, _ base: Execution) -> [String] {
        let known = Set(base.left.map(\.leakText))
        return execution.left.map(\.leakText).filter { !known.contains($0) }
            + execution.registrations.filter { !base.registrations.contains($0) }
    }

    /// - Parameter isOrderly: nothing ended before it could undo what it had done.
    private func add(
        leaks: [String], old: [String], _ cause: Verification.Cause, side: Verification.Side? = nil,
        isOrderly: Bool, _ result: inout Verification
    ) {
        var difference = Verification.Difference(
            cause: cause, operation: nil, kinds: ["left behind"], old: old.map(shown), new: leaks.map(shown),
            side: side)
        if isOrderly { difference.rule = ExecutedRule(left: leaks.filter { !old.contains($0) }, cause)?.rawValue }
        result.differences.append(difference)
    }
}
