// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import SourceText

/// Takes out a call that could fail, with the test of its result, and puts statements in its place that cannot.
struct InfallibleCall {
    let context: UpgradeContext
    let rule: RuleID
    let title: String

    /// - Parameter lines: what stands there instead, one statement a line, without indentation.
    func plan(_ call: SyntaxNode, leaving lines: [String], _ draft: inout UpgradeDraft) throws(Refusal) {
        let statement = call.enclosingStatement
        guard !call.isFromMacro, !statement.isFromMacro else {
            throw context.refuse(
                rule, call, "the call of \(call.calledName ?? "")() is made by a macro",
                "expand the macro by hand here, then convert again")
        }
        if draft.isRemoved(statement) { return }
        switch statement.kind {
        case .call where statement == call: try replace(statement, lines, &draft)
        case .cast, .parenthesised: try replace(statement, lines, &draft)
        case .assignment where statement.operatorText == "=" && statement.right?.unwrapped == call:
            try assigned(statement, lines, &draft)
        case .ifStatement:
            guard let condition = statement.condition, statement.elseBranch == nil,
                Conditions.failsUnlessZero(condition, { $0 == call })
            else { throw hard(call) }
            try replace(statement, lines, &draft)
        case .returnStatement where statement.children.first?.unwrapped == call:
            draft.add(rule, title, in: call.file, [TextEdit(call.range, "0")])
            try insert(lines, before: statement, &draft)
        case .declarationStatement: try initialiser(statement, call, lines, &draft)
        default: throw hard(call)
        }
    }

    private func hard(_ call: SyntaxNode) -> Refusal {
        context.refuse(
            rule, call, "the result of \(call.calledName ?? "")() is used in a way that is not rewritten",
            "assign it to a variable in a statement of its own, then convert again")
    }

    private func text(_ lines: [String], like statement: SyntaxNode) -> String {
        lines.map { "\(statement.indentation)\($0)\n" }.joined()
    }

    private func isInBlock(_ statement: SyntaxNode) -> Bool {
        [.compound, .label, .caseLabel, .defaultLabel].contains(statement.parent?.kind)
    }

    private func range(of statement: SyntaxNode) -> SourceRange {
        guard statement.kind == .ifStatement, let branch = statement.thenBranch else { return statement.statementLines }
        let end = branch.kind == .compound ? branch.range.end : branch.rangeWithSemicolon.end
        return statement.file.wholeLines(SourceRange(statement.range.start, end))
    }

    private func replace(
        _ statement: SyntaxNode, _ lines: [String], _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        let file = statement.file
        let range = range(of: statement)
        if isInBlock(statement) {
            // `label: call();` leaves the label with nothing behind it.
            if lines.isEmpty, let label = statement.parent, label.kind == .label,
                label.parent?.children.last == label || Conditions.next(after: label)?.kind == .declarationStatement
            {
                draft.add(rule, title, in: file, [TextEdit(statement.rangeWithSemicolon, ";")])
                return
            }
            draft.remove(rule, title, in: file, range, leaving: text(lines, like: statement))
            return
        }
        // The branch of a test that has nothing else in it.
        guard let test = statement.parent, test.kind == .ifStatement, test.elseBranch == nil, isInBlock(test) else {
            throw hard(statement)
        }
        if lines.isEmpty {
            draft.remove(rule, title, in: file, self.range(of: test))
        } else {
            draft.remove(rule, title, in: file, range, leaving: text(lines, like: statement))
            if lines.count > 1, !lines[0].hasPrefix("if ") {
                draft.add(rule, title, in: file, Braces.around(statement, in: test))
            }
        }
    }

    private func insert(
        _ lines: [String], before statement: SyntaxNode, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        guard !lines.isEmpty else { return }
        guard isInBlock(statement) else { throw hard(statement) }
        draft.add(
            rule, title, in: statement.file,
            [
                .insert(
                    text(lines, like: statement), at: statement.file.startOfLine(at: statement.range.start))
            ])
    }

    // MARK: `ret = call();`

    private func assigned(
        _ statement: SyntaxNode, _ lines: [String], _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        guard let variable = statement.left?.unwrapped, isInBlock(statement) else { throw hard(statement) }
        let file = statement.file
        var last = statement
        if let test = Conditions.next(after: statement), test.kind == .ifStatement, test.elseBranch == nil,
            let condition = test.condition,
            Conditions.failsUnlessZero(condition, { $0.kind == .reference && $0.declaration == variable.declaration })
        {
            let range = range(of: test)
            draft.remove(rule, title, in: file, range)
            last = test
        }
        if let warning = warning(of: variable, behind: statement) {
            draft.remove(rule, title, in: file, warning.statementLines)
            draft.remove(rule, title, in: file, range(of: statement), leaving: text(lines, like: statement))
            return
        }
        // ret = call(); return ret;
        if let next = Conditions.next(after: last), next.kind == .returnStatement, variable.kind == .reference,
            let value = next.children.first, value.unwrapped.declaration == variable.declaration, !value.isFromMacro
        {
            draft.add(rule, title, in: file, [TextEdit(value.range, "0")])
            draft.remove(rule, title, in: file, range(of: statement), leaving: text(lines, like: statement))
            return
        }
        if variable.kind == .reference, isSetBeforeRead(variable, behind: last) {
            draft.remove(rule, title, in: file, range(of: statement), leaving: text(lines, like: statement))
            return
        }
        draft.add(rule, title, in: file, [TextEdit(statement.right?.range ?? statement.range, "0")])
        try insert(lines, before: statement, &draft)
    }

    /// `WARN_ON(ret);` and the like behind a statement, where nothing else reads the result.
    func warning(of variable: SyntaxNode, behind statement: SyntaxNode) -> SyntaxNode? {
        guard variable.kind == .reference, let next = Conditions.next(after: statement), next.isFromMacro,
            next.tokens.text(at: next.tokens.index(atOrAfter: next.range.start)).contains("WARN"),
            mentions(variable, in: next), let function = statement.enclosingFunction
        else { return nil }
        let isOnlyThere = function.subtree.allSatisfy { node in
            node.kind != .reference || node.declaration != variable.declaration
                || statement.range.contains(node.range) || next.range.contains(node.range)
        }
        return isOnlyThere || isSetBeforeRead(variable, behind: next) ? next : nil
    }

    /// What becomes of a value that a variable has in front of some code.
    private enum Fate { case read, overwritten, kept }

    /// Whether nothing reads what a variable has behind a statement.
    private func isSetBeforeRead(_ variable: SyntaxNode, behind statement: SyntaxNode) -> Bool {
        var current = statement
        while let next = Conditions.next(after: current) {
            switch fate(of: variable, in: next) {
            case .read: return false
            case .overwritten: return true
            case .kept: current = next
            }
        }
        return current.parent?.parent?.kind == .function
    }

    private func fate(of variable: SyntaxNode, in node: SyntaxNode) -> Fate {
        switch node.kind {
        case .assignment where node.operatorText == "=" && node.left?.unwrapped.declaration == variable.declaration:
            return node.right.map { mentions(variable, in: $0) } ?? true ? .read : .overwritten
        case .compound:
            for child in node.children {
                let fate = fate(of: variable, in: child)
                if fate != .kept { return fate }
            }
            return .kept
        case .ifStatement:
            guard let condition = node.condition, !mentions(variable, in: condition), let then = node.thenBranch else {
                return .read
            }
            let fates = [fate(of: variable, in: then), node.elseBranch.map { fate(of: variable, in: $0) } ?? .kept]
            if fates.contains(.read) { return .read }
            return fates.allSatisfy { $0 == .overwritten } ? .overwritten : .kept
        case .returnStatement: return mentions(variable, in: node) ? .read : .overwritten
        case _ where mentions(variable, in: node): return .read
        case .label, .goto, .breakStatement, .continueStatement, .caseLabel, .defaultLabel: return .read
        default:
            let jumps = node.descendants(.goto, .breakStatement, .continueStatement)
            return jumps.isEmpty ? .kept : .read
        }
    }

    private func mentions(_ variable: SyntaxNode, in node: SyntaxNode) -> Bool {
        node.subtree.contains { $0.kind == .reference && $0.declaration == variable.declaration }
    }

    // MARK: `int ret = call();`

    private func initialiser(
        _ statement: SyntaxNode, _ call: SyntaxNode, _ lines: [String], _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        guard let block = statement.parent, block.kind == .compound,
            statement.children.contains(where: { $0.kind == .variable && $0.initialiser?.unwrapped == call }),
            let last = block.children.prefix(while: { $0.kind == .declarationStatement }).last
        else { throw hard(call) }
        draft.add(rule, title, in: call.file, [TextEdit(call.range, "0")])
        guard !lines.isEmpty else { return }
        draft.add(
            rule, title, in: call.file,
            [
                .insert(
                    "\n" + text(lines, like: statement),
                    at: call.file.endOfLine(at: last.rangeWithSemicolon.end - 1))
            ])
    }
}
