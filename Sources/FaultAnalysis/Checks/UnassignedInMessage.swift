// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// L-09: a message prints a variable that nothing has given a value yet.
enum UnassignedInMessage {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        driver.index.functions.values.flatMap { function -> [Fault] in
            let messages = function.descendants(.call).filter(isMessage)
            guard !messages.isEmpty else { return [] }
            return unassigned(in: function, at: messages)
        }
    }

    private static func isMessage(_ call: SyntaxNode) -> Bool {
        call.arguments.contains { $0.subtree.contains { $0.kind == .stringLiteral && $0.name.contains("%") } }
    }

    /// What no path to a message gives a value: the variables of the function less all that may have one.
    private static func unassigned(in function: SyntaxNode, at messages: [SyntaxNode]) -> [Fault] {
        let flow = Assignments(function)
        return messages.flatMap { message -> [Fault] in
            message.arguments.flatMap { argument -> [Fault] in
                let plain = argument.unwrapped
                guard plain.kind == .reference, let declaration = plain.declaration,
                    flow.isNeverAssigned(declaration, before: message)
                else { return [] }
                return [Fault("L-09", plain, plain.name)]
            }
        }
    }
}

/// Which variables may have a value where: a value given on any path counts.
struct Assignments {
    private var code: FlowCode
    private var before: [Int: Set<DeclarationID>] = [:]
    private var scalars: Set<DeclarationID> = []

    init(_ function: SyntaxNode) {
        code = FlowCode(function)
        let parameters = Set(function.parameters.compactMap(\.declaration))
        for variable in function.descendants(.variable) where variable.initialiser == nil && !variable.isStatic {
            let type = variable.canonicalType
            if type.contains("["), !type.contains("*") { continue }
            if type.hasPrefix("struct "), !type.contains("*") { continue }
            if type.hasPrefix("union "), !type.contains("*") { continue }
            if let declaration = variable.declaration { scalars.insert(declaration) }
        }
        scalars.subtract(parameters)
        spread()
    }

    func isNeverAssigned(_ variable: DeclarationID, before message: SyntaxNode) -> Bool {
        guard scalars.contains(variable), let step = code.steps.firstIndex(where: { $0.holds(message) }),
            let known = before[step]
        else { return false }
        // Within the step, another part may come first.
        return !known.contains(variable) && !Self.assigned(in: code.steps[step]).contains(variable)
    }

    private mutating func spread() {
        guard !code.steps.isEmpty else { return }
        before[0] = []
        var waiting = [0]
        while let step = waiting.popLast() {
            let behind = (before[step] ?? []).union(Self.assigned(in: code.steps[step]))
            for next in code.steps[step].next(after: step) where next < code.steps.count {
                let known = before[next]
                let merged = (known ?? []).union(behind)
                if known != merged {
                    before[next] = merged
                    waiting.append(next)
                }
            }
        }
    }

    /// Variables that are assigned, or whose address is taken.
    private static func assigned(in step: FlowStep) -> Set<DeclarationID> {
        guard let node = step.node else { return [] }
        var found: Set<DeclarationID> = []
        for part in node.subtree {
            switch part.kind {
            case .assignment: if let target = part.left?.unwrapped.declaration { found.insert(target) }
            case .unary where part.operatorText != "-" && part.operatorText != "!":
                for inner in part.children.prefix(1) { if let id = inner.unwrapped.declaration { found.insert(id) } }
            // Operators of macros are not seen: any of them may be an assignment.
            case .binary where part.isFromMacro || part.operatorText.isEmpty:
                if let target = part.left?.unwrapped.declaration { found.insert(target) }
            // What a macro does with what it is given is not seen in full.
            case .reference where part.ancestor(where: { $0.kind == .statementExpression }) != nil:
                if let id = part.declaration { found.insert(id) }
            case .variable where part.initialiser != nil: if let id = part.declaration { found.insert(id) }
            default: break
            }
        }
        return found
    }
}

extension FlowStep {
    var node: SyntaxNode? {
        switch self {
        case .evaluate(let node), .branch(let node, _), .hold(let node, _), .leave(let node): node
        case .jump, .choose, .dead: nil
        }
    }

    func holds(_ inner: SyntaxNode) -> Bool {
        guard let node, node.tree === inner.tree else { return false }
        return node == inner || inner.ancestor { $0 == node } != nil
    }

    func next(after step: Int) -> [Int] {
        switch self {
        case .evaluate, .hold: [step + 1]
        case .branch(_, let otherwise): [step + 1, otherwise]
        case .jump(let target): [target]
        case .choose(let targets): targets
        case .leave, .dead: []
        }
    }
}
