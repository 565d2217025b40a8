// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// Members of an initialiser, written and taken out in the layout that it has.
struct TableLayout {
    private let list: SyntaxNode

    /// - Parameter list: the braces and what is between them.
    init(_ list: SyntaxNode) { self.list = list }

    /// Whether each member stands on lines of its own.
    var isInLines: Bool {
        guard let first = list.children.first, let last = list.children.last else { return true }
        let file = list.file
        return file.line(at: list.range.start) != file.line(at: first.range.start)
            && file.line(at: list.range.end - 1) != file.line(at: last.range.end)
    }

    /// A member in the layout of the others: name, the same gap, value.
    func member(_ name: String, _ value: String) -> String {
        guard let example = list.children.first(where: { $0.kind == .designatedInitialiser }),
            let value0 = example.initialiser
        else { return "\t.\(name) = \(value),\n" }
        let file = example.file
        let text = file.text(in: SourceRange(example.range.start, value0.range.start))
        let indent = file.indentation(at: example.range.start)
        guard let equals = text.firstIndex(of: "=") else { return "\(indent).\(name) = \(value),\n" }
        let column = KernelStyle.column(after: indent + String(text[..<equals]))
        return indent + ".\(name)"
            + gap(from: KernelStyle.column(after: indent + ".\(name)"), to: column, like: String(text[..<equals]))
            + "= \(value),\n"
    }

    private func gap(from: Int, to column: Int, like text: String) -> String {
        guard to(column, isBeyond: from), text.last == "\t" || text.hasSuffix("  ") else { return " " }
        if text.last == "\t" {
            let tabs = (column - from + KernelStyle.tabWidth - 1) / KernelStyle.tabWidth
            return String(repeating: "\t", count: max(1, tabs))
        }
        return String(repeating: " ", count: column - from)
    }

    private func to(_ column: Int, isBeyond other: Int) -> Bool { column > other }

    /// Renames a member; the gap behind it is made smaller so that the values stay in their column.
    func rename(_ node: SyntaxNode, to name: String, in member: TableMember) -> TextEdit {
        let file = node.file
        let text = file.text(in: SourceRange(node.range.end, member.value.range.start))
        guard let equals = text.firstIndex(of: "=") else { return TextEdit(node.range, name) }
        let before = file.text(in: SourceRange(file.startOfLine(at: node.range.start), node.range.start))
        let end = node.range.end + text[..<equals].utf8.count
        let column = KernelStyle.column(after: before + node.name + String(text[..<equals]))
        let start = KernelStyle.column(after: before + name)
        return TextEdit(
            SourceRange(node.range.start, end), name + gap(from: start, to: column, like: String(text[..<equals])))
    }

    /// `#if` and `#endif` with nothing left between them when some lines are gone.
    func emptyConditions(without gone: [SourceRange]) -> [TextEdit] {
        let file = list.file
        var lines: [SourceRange] = []
        var offset = file.endOfLine(at: list.range.start)
        let end = file.startOfLine(at: list.range.end - 1)
        while offset < end {
            let line = SourceRange(offset, file.endOfLine(at: offset))
            if !gone.contains(where: { $0.contains(line) }) { lines.append(line) }
            offset = line.end
        }
        let words = lines.map { line in
            file.text(in: line).filter { !$0.isWhitespace }.prefix(4)
        }
        return lines.indices.dropLast().filter { words[$0].hasPrefix("#if") && words[$0 + 1] == "#end" }
            .flatMap { [.delete(lines[$0]), .delete(lines[$0 + 1])] }
    }

    static func deletion(of member: TableMember) -> TextEdit {
        let tokens = member.node.tokens
        var range = member.node.range
        let behind = tokens.index(atOrAfter: range.end)
        if tokens.token(behind, is: ",") { range.end = tokens.tokens[behind].range.end }
        // A comment on the same line goes with the member.
        let file = member.node.file
        if let comment = tokens.comments.first(where: { $0.start >= range.end }),
            comment.end <= file.endOfLine(at: range.end - 1),
            file.line(at: comment.start) == file.line(at: range.end - 1)
        {
            let rest = file.text(in: SourceRange(range.end, comment.start))
            if rest.allSatisfy(\.isWhitespace) { range.end = comment.end }
        }
        return .delete(file.wholeLines(range))
    }
}
