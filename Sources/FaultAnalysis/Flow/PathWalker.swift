// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage

/// All ways through a function and the functions that it calls, as far as they differ in what checks ask for.
///
/// Every call that can fail does and does not. Conditions are decided where the path knows their values, and both
/// ways are gone where it does not. Loops are gone through once, jumps back not at all.
struct PathWalker {
    let calls: DriverCalls
    /// Steps that are left; a function that takes more has no paths.
    private var budget = 40_000
    private var stack: [String] = []

    init(_ calls: DriverCalls) { self.calls = calls }

    struct Outcome: Hashable {
        var state: PathState
        var value: PathValue
        var end: SyntaxNode?
    }

    /// nil where there are too many.
    static func paths(through function: SyntaxNode, _ calls: DriverCalls) -> [FlowPath]? {
        var walker = PathWalker(calls)
        let outcomes = walker.run(function, PathState())
        guard walker.budget > 0 else { return nil }
        var seen: Set<FlowPath> = []
        return outcomes.map { FlowPath(events: $0.state.events, result: $0.value, end: $0.end) }
            .filter { seen.insert($0).inserted }
    }

    // MARK: Functions

    mutating func run(_ function: SyntaxNode, _ state: PathState) -> [Outcome] {
        stack.append(function.name)
        defer { stack.removeLast() }
        let code = FlowCode(function)
        struct Point: Hashable {
            var step: Int
            var state: PathState
        }
        var waiting = [Point(step: 0, state: state)]
        var seen = Set(waiting)
        var outcomes: [Outcome] = []
        var known: Set<Outcome> = []
        while let point = waiting.popLast() {
            guard budget > 0 else { return [] }
            budget -= 1
            var next: [Point] = []
            func go(_ step: Int, _ state: PathState) { next.append(Point(step: step, state: state)) }
            func leave(_ outcome: Outcome) { if known.insert(outcome).inserted { outcomes.append(outcome) } }
            guard point.step < code.steps.count else {
                leave(Outcome(state: point.state, value: .unknown, end: nil))
                continue
            }
            switch code.steps[point.step] {
            case .evaluate(let node):
                for (_, state) in evaluate(node, point.state) { go(point.step + 1, state) }
            case .branch(let condition, let otherwise):
                for (holds, state) in truth(condition, point.state) { go(holds ? point.step + 1 : otherwise, state) }
            case .hold(let condition, let wanted):
                let answers = truth(condition, point.state)
                let fitting = answers.filter { $0.0 == wanted }
                for (_, state) in fitting.isEmpty ? answers : fitting { go(point.step + 1, state) }
            case .jump(let target): if target > point.step { go(target, point.state) }
            case .choose(let targets): for target in targets { go(target, point.state) }
            case .leave(let node):
                guard let value = node.children.first else {
                    leave(Outcome(state: point.state, value: .unknown, end: node))
                    break
                }
                for (value, state) in evaluate(value, point.state) {
                    leave(Outcome(state: state, value: value, end: node))
                }
            case .dead: break
            }
            // The first answer is looked at first.
            for point in next.reversed() where seen.insert(point).inserted { waiting.append(point) }
        }
        return outcomes
    }

    /// Whether a call of a function is followed into it.
    func follows(_ name: String) -> Bool {
        calls.followed.contains(name) && !stack.contains(name) && stack.count < 5
    }

    /// A call of one of the driver's own functions with what it is given.
    mutating func enter(
        _ function: SyntaxNode, _ arguments: [PathValue], _ state: PathState
    ) -> [(PathValue, PathState)] {
        var state = state
        for (parameter, value) in zip(function.parameters, arguments) {
            if let slot = Places.slot(parameter) { state.values[slot] = value }
        }
        let name = "#\(function.file.path)#"
        return run(function, state).map { outcome in
            var state = outcome.state
            // What the function's variables held is of no use behind it; members keep what is known of them.
            let own = Set(function.descendants(.variable, .parameter).compactMap(Places.slot))
            state.values = state.values.filter { !own.contains($0.key) || !$0.key.contains(name) }
            return (outcome.value, state)
        }
    }
}
