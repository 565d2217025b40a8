// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Takes tests out that cannot be true any more.
enum NullTests {
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
