// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Takes tests out that cannot be true any more.
enum NullTests {
    /// Edits that remove several tests, also where they share a condition: with all of it gone, the `if` goes.
    static func removals(of tests: [SyntaxNode]) -> [TextEdit] {
        var chains: [(root: SyntaxNode, gone: [SyntaxNode])] = []
        var edits: [TextEdit] = []
        for test in tests {
            var operand = test
            while let parent = operand.parent, isWrapper(parent) { operand = parent }
            var root = operand
            while let parent = root.parent, isOr(parent) { root = parent }
            if root == operand {
                edits += removal(of: test) ?? []
            } else if let known = chains.firstIndex(where: { $0.root == root }) {
                if !chains[known].gone.contains(operand) { chains[known].gone.append(operand) }
            } else {
                chains.append((root, [operand]))
            }
        }
        for (root, gone) in chains {
            let all = operands(of: root)
            guard let firstKept = all.firstIndex(where: { !gone.contains($0) }) else {
                edits += removal(of: root) ?? []
                continue
            }
            for (position, operand) in all.enumerated() where gone.contains(operand) {
                let range =
                    position < firstKept
                    ? SourceRange(operand.range.start, all[position + 1].range.start)
                    : SourceRange(all[position - 1].range.end, operand.range.end)
                edits.append(.delete(range))
            }
        }
        return edits
    }

    private static func isOr(_ node: SyntaxNode) -> Bool { node.kind == .binary && node.operatorText == "||" }

    private static func isWrapper(_ node: SyntaxNode) -> Bool {
        if node.kind == .parenthesised || (node.kind == .other && node.children.count == 1) { return true }
        return node.isFromMacro && !node.kind.isStatement && !isOr(node)
    }

    private static func operands(of node: SyntaxNode) -> [SyntaxNode] {
        guard isOr(node), let left = node.left, let right = node.right else { return [node] }
        return operands(of: left) + operands(of: right)
    }

    /// Edits that remove a test from the code: the whole `if` when the test is all of its condition, else the test and
    /// the `||` beside it.
    static func removal(of test: SyntaxNode) -> [TextEdit]? {
        var node = test
        while let parent = node.parent {
            switch parent.kind {
            case .parenthesised: node = parent
            case .other where parent.children.count == 1: node = parent
            case .binary where parent.operatorText == "||":
                guard let left = parent.left, let right = parent.right else { return nil }
                if left == node { return [.delete(SourceRange(left.range.start, right.range.start))] }
                return [.delete(SourceRange(left.range.end, right.range.end))]
            case .ifStatement where parent.condition == node:
                guard parent.elseBranch == nil, !parent.isFromMacro, let branch = parent.thenBranch,
                    // A label may be left without a jump to it.
                    branch.descendants(.goto).isEmpty
                else { return nil }
                let end = branch.kind == .compound ? branch.range.end : branch.rangeWithSemicolon.end
                return [.delete(node.file.wholeLines(SourceRange(parent.range.start, end)))]
            case _ where parent.isFromMacro && !parent.kind.isStatement:
                // unlikely(), WARN_ON() and the like: what counts is the whole invocation.
                node = parent
            default: return nil
            }
        }
        return nil
    }
}
