// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Ranges around code as people see it: whole lines, with the comment that belongs to them.
extension SyntaxNode {
    /// The statement with its semicolon and, when nothing else stands there, its whole lines.
    var statementLines: SourceRange { file.wholeLines(withTrailingComment(rangeWithSemicolon)) }

    /// A range with the comment behind it on the same line.
    private func withTrailingComment(_ range: SourceRange) -> SourceRange {
        guard let comment = tokens.comments.first(where: { $0.start >= range.end }),
            file.line(at: comment.start) == file.line(at: max(range.start, range.end - 1)),
            comment.end <= file.endOfLine(at: comment.start),
            file.text(in: SourceRange(range.end, comment.start)).allSatisfy(\.isWhitespace)
        else { return range }
        return SourceRange(range.start, comment.end)
    }

    /// From the first line of a file-scope declaration, or of the comment directly above it.
    var startWithComment: Int {
        let start = file.startOfLine(at: range.start)
        guard let comment = tokens.comments.last(where: { $0.end <= start }) else { return start }
        let between = file.bytes[comment.end..<start]
        let newlines = between.count { $0 == UInt8(ascii: "\n") }
        let isBlank = between.allSatisfy { $0 == 10 || $0 == 13 || $0 == 32 || $0 == 9 }
        guard isBlank, newlines == 1, file.startOfLine(at: comment.start) == comment.start else { return start }
        return comment.start
    }

    /// The lines of a statement with the comment directly above it.
    var statementWithComment: SourceRange {
        let lines = statementLines
        guard let comment = tokens.comments.last(where: { $0.end <= lines.start }) else { return lines }
        let between = file.bytes[comment.end..<lines.start]
        let start = file.startOfLine(at: comment.start)
        let before = file.text(in: SourceRange(start, comment.start))
        guard between.count(where: { $0 == UInt8(ascii: "\n") }) == 1, before.allSatisfy(\.isWhitespace),
            between.allSatisfy({ [9, 10, 13, 32].contains($0) })
        else { return lines }
        return SourceRange(start, lines.end)
    }

    /// A whole function or file-scope declaration with its comment and the blank line behind it.
    var declarationWithComment: SourceRange {
        var end = file.endOfLine(at: max(range.start, rangeWithSemicolon.end - 1))
        let next = file.endOfLine(at: min(end, max(0, file.bytes.count - 1)))
        if end < file.bytes.count, file.text(in: SourceRange(end, next)).allSatisfy(\.isWhitespace) { end = next }
        return SourceRange(startWithComment, end)
    }

    /// The outermost statement of this function's body that holds the node.
    func topStatement(in function: SyntaxNode) -> SyntaxNode? {
        guard let body = function.body else { return nil }
        return body.children.first { $0.range.contains(range) || $0 == self }
    }

    /// The statement that the node is (part of): a child of a block, label or branch.
    var enclosingStatement: SyntaxNode {
        var node = self
        while let parent = node.parent {
            switch parent.kind {
            case .compound, .caseLabel, .defaultLabel, .label: return node
            case .ifStatement where parent.condition != node: return node
            case .forLoop, .whileLoop, .doLoop:
                if parent.body == node { return node }
            default: break
            }
            node = parent
        }
        return node
    }

    var indentation: String { file.indentation(at: range.start) }
}

extension SourceFile {
    /// Widens a range to whole lines when only white space is left on them.
    func wholeLines(_ range: SourceRange) -> SourceRange {
        let start = startOfLine(at: range.start)
        let end = endOfLine(at: max(range.start, range.end - 1))
        let before = text(in: SourceRange(start, range.start))
        let after = text(in: SourceRange(range.end, end))
        guard before.allSatisfy(\.isWhitespace), after.allSatisfy(\.isWhitespace) else { return range }
        return SourceRange(start, end)
    }
}
