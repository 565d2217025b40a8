// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

extension PathWalker {
    /// What an expression does and what its value is; more than one answer where it can fail.
    mutating func evaluate(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        let plain = node.unwrapped
        switch plain.kind {
        case .integerLiteral: return [(plain.name == "0" ? .zero : plain.name.isEmpty ? .unknown : .nonzero, state)]
        case .stringLiteral: return [(.object(.other, nil), state)]
        case .reference, .memberReference, .elementAccess: return read(plain, state)
        case .unary: return unary(plain, state)
        case .binary: return binary(plain, state)
        case .assignment: return assignment(plain, state)
        case .conditional: return conditional(plain, state)
        case .call: return call(plain, state)
        case .declarationStatement: return each(plain.children, state)
        case .variable: return variable(plain, state)
        case .statementExpression: return statementExpression(plain, state)
        case .sizeof, .typeReference, .labelAddress: return [(.unknown, state)]
        default: return each(plain.children, state).map { (.unknown, $0.1) }
        }
    }

    /// One after the other; the value is the last one's.
    mutating func each(_ nodes: [SyntaxNode], _ state: PathState) -> [(PathValue, PathState)] {
        var answers: [(PathValue, PathState)] = [(.unknown, state)]
        for node in nodes { answers = answers.flatMap { evaluate(node, $0.1) } }
        return answers
    }

    private mutating func read(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        var state = state
        if node.kind != .reference, let base = node.children.first {
            for (_, after) in evaluate(base, state).prefix(1) { state = after }
        }
        guard let slot = Places.slot(node) else { return [(.unknown, state)] }
        if let value = state.values[slot] { return [(value, state)] }
        return [(Places.subject(node).map { .content($0) } ?? .unknown, state)]
    }

    private mutating func unary(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        guard let operand = node.children.first else { return [(.unknown, state)] }
        switch node.operatorText {
        case "!": return truth(operand, state).map { ($0.0 ? .zero : .nonzero, $0.1) }
        case "-", "+", "~": return evaluate(operand, state)
        case "&":
            let isOlder = Places.base(operand).map { base in
                base.canonicalType.contains("*") ? value(of: base, state).isOlder : Places.isGlobal(base)
            }
            return [(.object(isOlder ?? false ? .older : .other, nil), state)]
        case "++", "--":
            return evaluate(operand, state).map { _, state in
                var state = state
                count(node.operatorText == "++" ? .raise : .lower, operand, node, &state)
                return (.unknown, state)
            }
        default: return evaluate(operand, state).map { (.unknown, $0.1) }
        }
    }

    /// A counter goes up or down; variables of the function are none.
    func count(_ kind: PathEvent.Kind, _ place: SyntaxNode, _ node: SyntaxNode, _ state: inout PathState) {
        if let slot = Places.slot(place) { state.values[slot] = nil }
        let plain = place.unwrapped
        if plain.kind == .reference, !Places.isGlobal(plain) { return }
        if let subject = Places.subject(place) { state.add(kind, subject, node) }
    }

    private mutating func binary(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        switch node.operatorText {
        case "&&", "||", "==", "!=", "<", ">", "<=", ">=":
            return truth(node, state).map { ($0.0 ? .nonzero : .zero, $0.1) }
        case ",": return each(node.children, state)
        default: return each(node.children, state).map { (.unknown, $0.1) }
        }
    }

    private mutating func assignment(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        guard let left = node.left, let right = node.right else { return each(node.children, state) }
        return evaluate(right, state).map { value, state in
            var state = state
            switch node.operatorText {
            case "=": assign(value, to: left, &state)
            case "+=": count(.raise, left, node, &state)
            case "-=": count(.lower, left, node, &state)
            default: if let slot = Places.slot(left) { state.values[slot] = .unknown }
            }
            return (value, state)
        }
    }

    private func assign(_ value: PathValue, to place: SyntaxNode, _ state: inout PathState) {
        if let slot = Places.slot(place) { state.values[slot] = value }
        guard let subject = Places.subject(place) else { return }
        if case .object(_, let allocation?) = value { state.rename(allocation, to: subject) }
        if !place.canonicalType.contains("*"), place.recordName == "vfio_device" { state.add(.clear, subject, place) }
    }

    private mutating func variable(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        guard let value = node.initialiser, value.kind != .initialiserList else {
            var state = state
            if let slot = Places.slot(node) { state.values[slot] = .unknown }
            return [(.unknown, state)]
        }
        return evaluate(value, state).map { value, state in
            var state = state
            assign(value, to: node, &state)
            return (value, state)
        }
    }

    private mutating func conditional(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        let parts = node.children
        guard parts.count == 3 else { return each(parts, state) }
        return truth(parts[0], state).flatMap { holds, state in evaluate(parts[holds ? 1 : 2], state) }
    }

    /// What macros are made of: their calls, one after the other.
    private mutating func statementExpression(
        _ node: SyntaxNode, _ state: PathState
    ) -> [(PathValue, PathState)] {
        let isMember = calls.macro(of: node)?.name.hasPrefix("container_of") ?? false
        var answers: [(PathValue, PathState)] = [(isMember ? .object(.older, nil) : .unknown, state)]
        for inner in Self.outermostCalls(in: node) {
            answers = answers.flatMap { value, state in
                evaluate(inner, state).map { answer, state in
                    (inner.calledName == "_vfio_alloc_device" ? answer : value, state)
                }
            }
        }
        return answers
    }

    /// A macro names its arguments more than once, most of the times for their types only: a call counts once.
    private static func outermostCalls(in node: SyntaxNode) -> [SyntaxNode] {
        func calls(_ node: SyntaxNode) -> [SyntaxNode] {
            node.children.flatMap { $0.kind == .call ? [$0] : calls($0) }
        }
        struct Place: Hashable {
            var name: String?
            var range: SourceRange
        }
        var seen: Set<Place> = []
        return calls(node).filter { seen.insert(Place(name: $0.calledName, range: $0.range)).inserted }
    }

    /// What is known of a variable.
    func value(of node: SyntaxNode, _ state: PathState) -> PathValue {
        Places.slot(node).flatMap { state.values[$0] } ?? .unknown
    }
}

extension PathValue {
    var isOlder: Bool {
        if case .object(.older, _) = self { true } else { false }
    }
}
