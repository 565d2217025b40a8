// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// One step of a function's body. Targets are indices of steps.
enum FlowStep: Sendable {
    case evaluate(SyntaxNode)
    /// Goes on where the condition may hold, and to the target where it may not.
    case branch(SyntaxNode, otherwise: Int)
    /// Goes on only where the condition may be as wanted: a loop is passed through exactly once.
    case hold(SyntaxNode, wanted: Bool)
    case jump(Int)
    case choose([Int])
    case leave(SyntaxNode)
    /// The end of a loop that only a `break` leaves.
    case dead
}

/// The body of a function as steps. Loops are taken once, which acquires and releases what loops acquire and release.
struct FlowCode: Sendable {
    private(set) var steps: [FlowStep] = []

    private struct Loop {
        var breaks: [Int] = []
        var continues: [Int] = []
        var isSwitch = false
        var cases: [Int] = []
        var hasDefault = false
    }

    private var loops: [Loop] = []
    private var labels: [String: Int] = [:]
    private var gotos: [(step: Int, label: String)] = []

    init(_ function: SyntaxNode) {
        guard let body = function.body else { return }
        add(body)
        for (step, label) in gotos { steps[step] = labels[label].map { .jump($0) } ?? .dead }
        gotos = []
    }

    // MARK: Statements

    private mutating func add(_ node: SyntaxNode) {
        switch node.kind {
        case .compound: for child in node.children { add(child) }
        case .ifStatement: addIf(node)
        case .forLoop: addFor(node)
        case .whileLoop: addWhile(node)
        case .doLoop: addDo(node)
        case .switchStatement: addSwitch(node)
        case .caseLabel, .defaultLabel: addCase(node)
        case .returnStatement: steps.append(.leave(node))
        case .goto:
            gotos.append((steps.count, node.children.first { $0.kind == .labelReference }?.name ?? ""))
            steps.append(.dead)
        case .label:
            labels[node.name] = steps.count
            if let body = node.body { add(body) }
        case .breakStatement:
            if !loops.isEmpty { loops[loops.count - 1].breaks.append(steps.count) }
            steps.append(.dead)
        case .continueStatement:
            if let position = loops.lastIndex(where: { !$0.isSwitch }) {
                loops[position].continues.append(steps.count)
            }
            steps.append(.dead)
        case .emptyStatement, .assembly: break
        default: steps.append(.evaluate(node))
        }
    }

    private mutating func addIf(_ node: SyntaxNode) {
        guard let condition = node.condition, let then = node.thenBranch else { return }
        let branch = steps.count
        steps.append(.branch(condition, otherwise: 0))
        add(then)
        guard let other = node.elseBranch else {
            steps[branch] = .branch(condition, otherwise: steps.count)
            return
        }
        let jump = steps.count
        steps.append(.dead)
        steps[branch] = .branch(condition, otherwise: steps.count)
        add(other)
        steps[jump] = .jump(steps.count)
    }

    private mutating func addFor(_ node: SyntaxNode) {
        let header = node.children.dropLast()
        for child in header {
            if child.kind.isStatement { add(child) } else { steps.append(.evaluate(child)) }
        }
        addBody(node.body, isEndless: header.isEmpty)
    }

    private mutating func addWhile(_ node: SyntaxNode) {
        guard let condition = node.condition else { return }
        let isEndless = (condition.integerValue ?? 0) != 0
        if !isEndless { steps.append(.hold(condition, wanted: true)) }
        addBody(node.body, isEndless: isEndless)
    }

    private mutating func addBody(_ body: SyntaxNode?, isEndless: Bool) {
        loops.append(Loop())
        if let body { add(body) }
        let loop = loops.removeLast()
        let end = steps.count
        if isEndless { steps.append(.dead) }
        patch(loop.breaks, to: steps.count)
        patch(loop.continues, to: end)
    }

    private mutating func addDo(_ node: SyntaxNode) {
        guard let body = node.body, let condition = node.condition else { return }
        loops.append(Loop())
        add(body)
        let loop = loops.removeLast()
        patch(loop.continues, to: steps.count)
        // `do { … } while (0)` is how macros are statements.
        if condition.integerValue == nil { steps.append(.hold(condition, wanted: false)) }
        patch(loop.breaks, to: steps.count)
    }

    private mutating func addSwitch(_ node: SyntaxNode) {
        guard let condition = node.condition, let body = node.children.last else { return }
        steps.append(.evaluate(condition))
        let choice = steps.count
        steps.append(.dead)
        loops.append(Loop(isSwitch: true))
        add(body)
        let loop = loops.removeLast()
        patch(loop.breaks, to: steps.count)
        steps[choice] = .choose(loop.cases + (loop.hasDefault ? [] : [steps.count]))
    }

    private mutating func addCase(_ node: SyntaxNode) {
        if let position = loops.lastIndex(where: \.isSwitch) {
            loops[position].cases.append(steps.count)
            if node.kind == .defaultLabel { loops[position].hasDefault = true }
        }
        if let body = node.body { add(body) }
    }

    private mutating func patch(_ positions: [Int], to target: Int) {
        for position in positions { steps[position] = .jump(target) }
    }
}
