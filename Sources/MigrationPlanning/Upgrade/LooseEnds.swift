// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// What is left over where code went: labels that nothing jumps to with the code that only they led to, variables that
/// nothing reads.
struct LooseEnds {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    func plan(_ draft: inout UpgradeDraft) {
        let paths = Set(draft.entries.map(\.file.path))
        for function in context.index.declarations
        where function.kind == .function && function.body != nil && paths.contains(function.file.path) {
            let touched = draft.entries.filter {
                $0.file.path == function.file.path && function.range.contains($0.edit.range)
            }
            guard let rule = touched.last, !draft.isRemoved(function) else { continue }
            // What goes may set other things free.
            for _ in 0..<6 where !pass(function, rule, &draft) { break }
            braces(in: function, rule, &draft)
        }
    }

    private func pass(_ function: SyntaxNode, _ reason: UpgradeDraft.Entry, _ draft: inout UpgradeDraft) -> Bool {
        let before = draft.entries.count
        labels(of: function, reason, &draft)
        for variable in function.descendants(.variable) where variable.enclosingFunction == function {
            unused(variable, function, reason, &draft)
        }
        return draft.entries.count > before
    }

    // MARK: Braces

    /// A branch that has one statement left needs none.
    private func braces(in function: SyntaxNode, _ reason: UpgradeDraft.Entry, _ draft: inout UpgradeDraft) {
        let file = function.file
        for test in function.descendants(.ifStatement) where !test.isFromMacro && !draft.isRemoved(test) {
            guard test.elseBranch == nil, let branch = test.thenBranch, branch.kind == .compound,
                branch.children.count > 1, let condition = test.condition
            else { continue }
            let left = branch.children.filter { !draft.isRemoved($0) }
            guard left.count == 1, let only = left.first,
                [.returnStatement, .goto, .call, .assignment].contains(only.kind),
                file.line(at: only.range.start) == file.line(at: only.range.end),
                file.line(at: condition.range.end) == file.line(at: branch.range.start),
                !test.tokens.comments.contains(where: { branch.range.contains($0) }),
                !draft.inserts(in: branch.range, of: file.path)
            else { continue }
            let close = test.tokens.index(atOrAfter: branch.range.start) - 1
            draft.remove(
                reason.rule, reason.title, in: file,
                SourceRange(test.tokens.tokens[close].range.end, branch.range.start + 1))
            draft.remove(
                reason.rule, reason.title, in: file,
                file.wholeLines(SourceRange(branch.range.end - 1, branch.range.end)))
        }
    }

    // MARK: Labels

    private func labels(of function: SyntaxNode, _ reason: UpgradeDraft.Entry, _ draft: inout UpgradeDraft) {
        let gotos = function.descendants(.goto)
        for label in function.descendants(.label) where !label.isFromMacro && !draft.isRemoved(label) {
            let jumps = gotos.filter { jump in
                jump.children.contains { $0.kind == .labelReference && $0.name == label.name }
            }
            guard !jumps.isEmpty, let block = label.parent, block.kind == .compound,
                jumps.allSatisfy({ jump in draft.isGone(jump, naming: label.name) }),
                !draft.insertsWord(label.name, in: function.range, of: function.file.path),
                let position = block.children.firstIndex(of: label)
            else { continue }
            let previous = block.children[..<position].last { !draft.isRemoved($0) }
            if let previous, Flow.leaves(previous) {
                removeDeadCode(from: label, position, in: block, reason, &draft)
            } else {
                removeName(of: label, reason, &draft)
            }
        }
    }

    /// Up to the next label that something still jumps to.
    private func removeDeadCode(
        from label: SyntaxNode, _ position: Int, in block: SyntaxNode, _ reason: UpgradeDraft.Entry,
        _ draft: inout UpgradeDraft
    ) {
        let file = label.file
        let next = block.children[(position + 1)...].first { [.label, .caseLabel, .defaultLabel].contains($0.kind) }
        let end = next.map { file.startOfLine(at: $0.range.start) } ?? file.startOfLine(at: block.range.end - 1)
        let start = file.startOfLine(at: label.range.start)
        guard end > start else { return }
        draft.remove(reason.rule, reason.title, in: file, SourceRange(start, end))
    }

    private func removeName(of label: SyntaxNode, _ reason: UpgradeDraft.Entry, _ draft: inout UpgradeDraft) {
        let tokens = label.tokens
        let first = tokens.index(atOrAfter: label.range.start)
        guard tokens.token(first + 1, is: ":") else { return }
        let range = SourceRange(label.range.start, tokens.tokens[first + 1].range.end)
        draft.remove(reason.rule, reason.title, in: label.file, label.file.wholeLines(range))
    }

    // MARK: Variables

    private static let pureCalls: Set<String> = [
        "dev_get_drvdata", "mdev_get_drvdata", "mdev_dev", "mdev_parent_dev", "devres_find", "to_mdev_device",
        "mdev_from_dev", "dev_name",
    ]

    private func unused(
        _ variable: SyntaxNode, _ function: SyntaxNode, _ reason: UpgradeDraft.Entry, _ draft: inout UpgradeDraft
    ) {
        guard !variable.isFromMacro, !draft.isRemoved(variable), !variable.name.isEmpty else { return }
        let uses = function.subtree.filter {
            $0.kind == .reference && $0.declaration == variable.declaration
        }
        guard !uses.isEmpty else { return }
        let alive = uses.filter { !draft.isGone($0, naming: variable.name) }
        // Only what the conversion set free; what was unused before stays.
        guard alive.count < uses.count, !isInserted(variable, in: function, draft),
            !isInInactiveCode(variable, function)
        else { return }
        var assignments: [SyntaxNode] = []
        for use in alive {
            guard let parent = use.parent, parent.kind == .assignment, parent.left == use,
                parent.operatorText == "=", parent.parent?.kind == .compound || parent.parent?.kind == .label,
                let value = parent.right, isPure(value)
            else { return }
            assignments.append(parent)
        }
        if let value = variable.initialiser, !isPure(value) { return }
        guard let edit = DeclarationRemoval.edit(for: variable) else { return }
        draft.remove(reason.rule, reason.title, in: variable.file, edit.range)
        for assignment in assignments {
            draft.remove(reason.rule, reason.title, in: assignment.file, assignment.statementLines)
        }
    }

    private func isInserted(_ variable: SyntaxNode, in function: SyntaxNode, _ draft: UpgradeDraft) -> Bool {
        draft.insertsWord(variable.name, in: function.range, of: function.file.path)
    }

    private func isInInactiveCode(_ variable: SyntaxNode, _ function: SyntaxNode) -> Bool {
        guard let unit = context.index.parse(of: function) else { return true }
        return (unit.inactive[function.file.path] ?? []).contains { range in
            function.range.overlaps(range)
                && function.tokens.indices(in: range).contains { function.tokens.text(at: $0) == variable.name }
        }
    }

    private func isPure(_ node: SyntaxNode) -> Bool {
        node.subtree.allSatisfy { part in
            switch part.kind {
            case .call:
                Self.pureCalls.contains(part.calledName ?? "") || (part.calledName ?? "").hasPrefix("__builtin")
            case .unary: !["++", "--"].contains(part.operatorText)
            case .assignment: false
            default: true
            }
        }
    }
}
