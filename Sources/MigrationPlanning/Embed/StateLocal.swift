// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// The local variable through which a function holds the state, and where it gets it from.
struct StateLocal {
    var variable: SyntaxNode
    /// The `mdev_get_drvdata(mdev)` that gives it its value.
    var getter: SyntaxNode
    /// `v = mdev_get_drvdata(mdev);` apart from the declaration; nil when the declaration has the value.
    var assignment: SyntaxNode?

    /// The first variable of the function that takes its value straight from drvdata of the mdev.
    static func find(
        in function: SyntaxNode, device: DeclarationID?, getters: Set<String>
    ) -> StateLocal? {
        guard let device else { return nil }
        for node in function.subtree {
            switch node.kind {
            case .variable:
                if let value = node.initialiser?.unwrapped, isGetter(value, device, getters) {
                    return StateLocal(variable: node, getter: value, assignment: nil)
                }
            case .assignment:
                guard let value = node.right?.unwrapped, isGetter(value, device, getters),
                    let left = node.left?.unwrapped,
                    left.kind == .reference,
                    let variable = function.descendants(.variable).first(where: { $0.declaration == left.declaration })
                else { continue }
                return StateLocal(variable: variable, getter: value, assignment: node)
            default: continue
            }
        }
        return nil
    }

    private static func isGetter(_ value: SyntaxNode, _ device: DeclarationID, _ getters: Set<String>) -> Bool {
        getters.contains(value.calledName ?? "") && !value.isFromMacro
            && value.arguments.first?.unwrapped.declaration == device
    }

    /// Whether nothing else is ever assigned to the variable.
    func isOnlySource(in function: SyntaxNode) -> Bool {
        function.descendants(.assignment).allSatisfy {
            $0.left?.unwrapped.declaration != variable.declaration || $0 == assignment
        }
    }

    /// Whether the variable has its value before a place in the function.
    func precedes(_ offset: Int) -> Bool { (assignment ?? variable).range.end <= offset }

    /// Whether the assignment is a statement directly in the function's body, so that everything behind it sees it.
    func isStraight(in function: SyntaxNode) -> Bool {
        guard let assignment else { return true }
        return assignment.parent == function.body
    }

    /// Edits that take the declaration (and the assignment) out.
    func removal() -> [TextEdit]? {
        var edits: [TextEdit] = []
        if let assignment {
            guard assignment.parent?.kind == .compound else { return nil }
            edits.append(.delete(assignment.statementLines))
        }
        guard let declaration = DeclarationRemoval.edit(for: variable) else { return nil }
        return edits + [declaration]
    }

    /// Edits that give the variable its value where it is declared.
    func hoisting(to value: String) -> [TextEdit]? {
        guard let assignment, canGo(assignment), let statement = variable.parent,
            statement.kind == .declarationStatement, statement.parent == variable.enclosingFunction?.body,
            statement.children.filter({ $0.kind == .variable }).count == 1, let name = variable.nameRange
        else { return nil }
        return [.insert(" = \(value)", at: name.end), .delete(assignment.statementLines)]
    }

    /// A statement in braces, or one behind `case X:` that others follow.
    private func canGo(_ statement: SyntaxNode) -> Bool {
        guard let parent = statement.parent else { return false }
        if parent.kind == .compound { return true }
        let file = statement.file
        return parent.kind == .caseLabel && parent.parent?.children.last != parent
            && file.line(at: parent.range.start) < file.line(at: statement.range.start)
    }

    /// `if (!state)` and the like, behind the getter.
    func nullTests(in function: SyntaxNode) -> [SyntaxNode] {
        var seen: Set<SourceRange> = []
        return function.subtree.compactMap { node in
            guard node.kind == .reference, node.declaration == variable.declaration, seen.insert(node.range).inserted,
                let parent = DeviceUses.meaningfulParent(of: node), DeviceUses.isNullTest(parent, of: node)
            else { return nil }
            return parent
        }
    }
}

/// Takes a local variable's declaration out of its statement.
enum DeclarationRemoval {
    static func edit(for variable: SyntaxNode) -> TextEdit? {
        guard let statement = variable.parent, statement.kind == .declarationStatement, !statement.isFromMacro else {
            return nil
        }
        let declared = statement.children.filter { $0.kind == .variable }
        if declared.count == 1 { return .delete(statement.statementLines) }
        let tokens = variable.tokens
        guard let position = declared.firstIndex(of: variable), let name = variable.nameRange else { return nil }
        // `struct t *a, *b;`: the declarator with its stars, and the comma on one side.
        var first = tokens.index(atOrAfter: name.start)
        while tokens.token(first - 1, is: "*") { first -= 1 }
        let start = tokens.tokens[first].range.start
        let end = variable.range.end
        if position > 0 {
            let comma = first - 1
            guard tokens.token(comma, is: ",") else { return nil }
            return .delete(SourceRange(tokens.tokens[comma].range.start, end))
        }
        let behind = tokens.index(atOrAfter: end)
        guard tokens.token(behind, is: ","), behind + 1 < tokens.tokens.count else { return nil }
        return .delete(SourceRange(start, tokens.tokens[behind + 1].range.start))
    }
}
