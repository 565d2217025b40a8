// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// The remove callback taken apart: what is said before, what undoes create, and what only made the result.
struct RemoveParts {
    let context: EmbedContext
    let function: SyntaxNode
    let local: StateLocal?
    /// One that takes its value in a way that cannot be followed.
    let unusableLocal: StateLocal?
    /// Log lines at the start, which stay in front of unregistering.
    let preamble: [SyntaxNode]
    /// Statements behind declarations, the getter, NULL tests and the preamble, that are not about the result.
    let tail: [SyntaxNode]
    /// Variables that only carry the result.
    let resultVariables: [SyntaxNode]

    init(_ context: EmbedContext) {
        self.context = context
        let function = context.remove
        self.function = function
        let found = StateLocal.find(in: function, device: context.removeDevice.declaration, getters: context.getters)
        local = found.flatMap { $0.isOnlySource(in: function) && $0.isStraight(in: function) ? $0 : nil }
        unusableLocal = local == nil ? found : nil
        resultVariables = Self.resultVariables(of: function)

        let results = Set(resultVariables.compactMap(\.declaration))
        var rest = (function.body?.children ?? []).filter { $0.kind != .declarationStatement }
        if let assignment = local?.assignment { rest.removeAll { $0 == assignment } }
        if let local {
            let tests = local.nullTests(in: function)
            rest.removeAll { statement in
                statement.kind == .ifStatement
                    && tests.contains { statement.condition?.range.contains($0.range) ?? false }
                    && NullTests.removal(of: tests[0]) != nil
            }
        }
        rest.removeAll(where: context.vetoes.inUse.contains)
        rest.removeAll { Self.isDrvdataReset($0) || $0.kind == .returnStatement || Self.assigns($0, to: results) }
        // Nothing is moved across an #if.
        let hasDirective = function.tokens.indices(in: function.range).contains {
            function.tokens.tokens[$0].isInDirective
        }
        let firstDeed = hasDirective ? 0 : rest.firstIndex { !Self.isLogging($0) } ?? rest.count
        // A log line that reports on the result belongs behind.
        preamble = Array(rest[..<firstDeed])
        tail = Array(rest[firstDeed...])
    }

    /// What the state is called in remove.
    var stateName: String { local?.variable.name ?? context.names.stateVariable }

    /// Behind the free of the state something still asks for the device: it has to come from the mdev.
    var usesDeviceBehindFree: Bool {
        guard let free = UninitCalls(context).frees.first(where: { $0.enclosingFunction == function }) else {
            return false
        }
        return function.subtree.contains { node in
            node.kind == .reference && node.declaration == context.removeDevice.declaration
                && node.range.start > free.range.end && !Self.isDrvdataReset(node.enclosingStatement)
        }
    }

    /// The state does not come from drvdata (alone): it is looked for in a list or got in a way that is not followed.
    var looksStateUp: Bool {
        if local != nil { return false }
        return unusableLocal != nil
            || !function.descendants(.call).contains { context.getters.contains($0.calledName ?? "") }
    }

    static func isDrvdataReset(_ statement: SyntaxNode) -> Bool {
        statement.calledName == "mdev_set_drvdata" && ["NULL", "0"].contains(statement.arguments.last?.text ?? "")
    }

    static func assigns(_ statement: SyntaxNode, to results: Set<DeclarationID>) -> Bool {
        guard statement.kind == .assignment, let target = statement.left?.unwrapped.declaration else { return false }
        return results.contains(target) && statement.right?.descendants(.call).isEmpty ?? false
    }

    static func isLogging(_ statement: SyntaxNode) -> Bool {
        let text = statement.text.prefix { $0.isLetter || $0 == "_" || $0.isNumber }
        let names = ["printk", "trace_"]
        let prefixes = ["pr_", "dev_info", "dev_dbg", "dev_warn", "dev_err", "dev_notice", "mdev_dbg", "trace_"]
        return names.contains(String(text)) || prefixes.contains { text.hasPrefix($0) }
    }

    /// Local integers that are returned and used for nothing else.
    private static func resultVariables(of function: SyntaxNode) -> [SyntaxNode] {
        let returned = Set(
            function.descendants(.returnStatement).compactMap { $0.children.first?.unwrapped.declaration })
        return function.descendants(.variable).filter { variable in
            guard let declaration = variable.declaration, returned.contains(declaration) else { return false }
            return function.subtree.allSatisfy { node in
                guard node.kind == .reference, node.declaration == declaration else { return true }
                guard let parent = DeviceUses.meaningfulParent(of: node) else { return false }
                if parent.kind == .returnStatement { return true }
                return parent.kind == .assignment && parent.left?.unwrapped == node
            }
        }
    }

    /// Edits that make the function return nothing: results, their variables, and what is returned.
    func returnNothing() -> [TextEdit]? {
        var edits: [TextEdit] = []
        let results = Set(resultVariables.compactMap(\.declaration))
        for variable in resultVariables {
            guard let edit = DeclarationRemoval.edit(for: variable) else { return nil }
            edits.append(edit)
        }
        for assignment in function.descendants(.assignment) {
            guard let target = assignment.left?.unwrapped.declaration, results.contains(target) else { continue }
            if let value = assignment.right, !value.descendants(.call).isEmpty {
                edits.append(.delete(SourceRange(assignment.range.start, value.range.start)))
            } else {
                edits.append(.delete(assignment.statementLines))
            }
        }
        for statement in function.descendants(.returnStatement) {
            if statement.parent == function.body, statement == function.body?.children.last {
                edits.append(.delete(statement.statementLines))
            } else if let value = statement.children.first {
                edits.append(TextEdit(SourceRange(statement.range.start, value.range.end), "return"))
            }
        }
        return edits
    }

    /// The statements that undo create, as text without layout, with the state called as in create.
    var normalisedTail: [String] {
        let from = local?.variable.name ?? ""
        return tail.map { Normalised.text(of: $0, renaming: [from: context.stateVariable.name]) }
    }
}

/// Text of code for comparing: tokens with single spaces, variables renamed.
enum Normalised {
    static func text(of node: SyntaxNode, renaming names: [String: String]) -> String {
        let tokens = node.tokens
        return tokens.indices(in: node.range).map { index in
            let text = tokens.text(at: index)
            return names[text] ?? text
        }.joined(separator: " ")
    }
}
