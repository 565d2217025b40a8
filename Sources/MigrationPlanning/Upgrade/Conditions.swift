// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// What the tests behind a call ask of its result.
enum Conditions {
    /// `x != 1`, `x <= 0`, `x < 1`, `x < 0`: a pin of one page failed.
    static func failsUnlessOne(_ condition: SyntaxNode, _ isSubject: (SyntaxNode) -> Bool) -> Bool {
        let plain = condition.unwrapped
        guard plain.kind == .binary, let left = plain.left?.unwrapped, let right = plain.right?.unwrapped else {
            return false
        }
        if isSubject(left), let value = right.integerValue {
            return [("!=", 1), ("<=", 0), ("<", 1), ("<", 0)].contains { $0 == (plain.operatorText, value) }
        }
        return isSubject(right) && left.integerValue == 1 && plain.operatorText == "!="
    }

    /// `x`, `x != 0`, `x < 0`: a call that gives 0 or an error failed.
    static func failsUnlessZero(_ condition: SyntaxNode, _ isSubject: (SyntaxNode) -> Bool) -> Bool {
        let plain = condition.unwrapped
        if isSubject(plain) { return true }
        guard plain.kind == .binary, let left = plain.left?.unwrapped, isSubject(left),
            plain.right?.integerValue == 0
        else { return false }
        return ["!=", "<"].contains(plain.operatorText)
    }

    static func next(after statement: SyntaxNode) -> SyntaxNode? {
        guard let block = statement.parent, block.kind == .compound,
            let position = block.children.firstIndex(of: statement), position + 1 < block.children.count
        else {
            // `label: statement` counts as one child of the block.
            guard let label = statement.parent, label.kind == .label else { return nil }
            return next(after: label)
        }
        return block.children[position + 1]
    }
}

/// Declarations at the head of a function.
enum Heads {
    /// A line for a new local variable, behind those that are there.
    static func declaration(_ line: String, in function: SyntaxNode) -> TextEdit? {
        guard let body = function.body else { return nil }
        let file = function.file
        if let last = body.children.prefix(while: { $0.kind == .declarationStatement }).last {
            return .insert("\t\(line)\n", at: file.endOfLine(at: last.rangeWithSemicolon.end - 1))
        }
        return .insert("\t\(line)\n\n", at: file.endOfLine(at: body.range.start))
    }

    /// A name that no parameter or variable of the function has.
    static func free(_ wishes: [String], in function: SyntaxNode) -> String {
        let names = Set(function.descendants(.variable, .parameter).map(\.name))
        return wishes.first { !names.contains($0) } ?? "new_\(wishes[0])"
    }
}
