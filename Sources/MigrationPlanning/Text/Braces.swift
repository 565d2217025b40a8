// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Braces for a branch that has none and gains a statement.
enum Braces {
    /// Edits that put braces around a statement that is all of an `if` branch; none when it stands in braces already.
    static func around(_ statement: SyntaxNode, in test: SyntaxNode) -> [TextEdit] {
        guard statement.parent == test, let condition = test.condition else { return [] }
        let file = statement.file
        let close = test.tokens.index(atOrAfter: condition.range.end)
        guard test.tokens.token(close, is: ")") else { return [] }
        return [
            .insert(" {", at: test.tokens.tokens[close].range.end),
            .insert("\(test.indentation)}\n", at: file.endOfLine(at: statement.rangeWithSemicolon.end - 1)),
        ]
    }

    /// Whether `around` can: an `if` without `else`, condition and statement on lines of their own.
    static func fit(_ statement: SyntaxNode) -> Bool {
        guard let test = statement.parent, test.kind == .ifStatement, !test.isFromMacro, test.elseBranch == nil,
            let condition = test.condition
        else { return false }
        let file = statement.file
        return file.line(at: condition.range.end) < file.line(at: statement.range.start)
    }
}
