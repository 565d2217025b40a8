// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Edits of function heads.
enum Signatures {
    /// Gives a parameter another text; the layout of the list is left alone.
    static func replace(_ parameter: SyntaxNode, with text: String) -> TextEdit { TextEdit(parameter.range, text) }

    /// Writes the parameter list anew, wrapped in the kernel's manner.
    static func rewriteList(of function: SyntaxNode, to items: [String]) -> TextEdit? {
        guard let list = listRange(of: function) else { return nil }
        let file = function.file
        let line = file.text(in: SourceRange(file.startOfLine(at: list.start), list.start))
        let isPrototype = function.body == nil
        let text = KernelStyle.wrap(
            items.isEmpty ? ["void"] : items, at: KernelStyle.column(after: line), reserve: isPrototype ? 2 : 1)
        return TextEdit(list, text)
    }

    /// Drops one parameter together with the comma beside it.
    static func drop(_ position: Int, of function: SyntaxNode) -> TextEdit? {
        let items = function.parameters.enumerated().filter { $0.offset != position }.map { oneLine($0.element.text) }
        return rewriteList(of: function, to: items)
    }

    /// Gives the function another name.
    static func rename(_ node: SyntaxNode, to name: String) -> TextEdit? {
        node.nameRange.map { TextEdit($0, name) }
    }

    /// `int f(…)` → `void f(…)`.
    static func returnNothing(_ function: SyntaxNode) -> TextEdit? {
        guard let name = function.nameRange else { return nil }
        let tokens = function.tokens
        for index in tokens.indices(in: SourceRange(function.range.start, name.start))
        where tokens.token(index, is: "int") {
            return TextEdit(tokens.tokens[index].range, "void")
        }
        return nil
    }

    /// What stands between the parentheses of a function's head.
    static func listRange(of function: SyntaxNode) -> SourceRange? {
        guard let name = function.nameRange else { return nil }
        let tokens = function.tokens
        let open = tokens.index(atOrAfter: name.end)
        guard tokens.token(open, is: "("), let close = tokens.closing(of: open) else { return nil }
        return SourceRange(tokens.tokens[open].range.end, tokens.tokens[close].range.start)
    }

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
