// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// Members of a table that come, go or get another name, in the layout of their neighbours.
enum TableText {
    /// The whole line of a member with its comma, or the member alone where others stand beside it.
    static func deletion(of node: SyntaxNode) -> SourceRange {
        let tokens = node.tokens
        let comma = tokens.index(atOrAfter: node.range.end)
        let end = tokens.token(comma, is: ",") ? tokens.tokens[comma].range.end : node.range.end
        let range = SourceRange(node.range.start, end)
        let lines = node.file.wholeLines(range)
        if lines != range { return lines }
        // `{ .a = x, .b = y }`: the blank behind goes, too.
        guard comma + 1 < tokens.tokens.count, tokens.token(comma, is: ",") else { return range }
        return SourceRange(range.start, tokens.tokens[comma + 1].range.start)
    }

    /// Edits that add a member as the last one.
    static func addition(_ name: String, _ value: String, to list: SyntaxNode) -> [TextEdit] {
        let file = list.file
        let tokens = list.tokens
        guard let last = list.children.last else {
            return [.insert("\n\t.\(name) = \(value),\n", at: list.range.start + 1)]
        }
        let comma = tokens.index(atOrAfter: last.range.end)
        let hasComma = tokens.token(comma, is: ",")
        let end = hasComma ? tokens.tokens[comma].range.end : last.range.end
        guard file.line(at: list.range.start) < file.line(at: last.range.start) else {
            return [.insert((hasComma ? " " : ", ") + ".\(name) = \(value)", at: end)]
        }
        let indent = file.indentation(at: last.range.start)
        var edits: [TextEdit] = hasComma ? [] : [.insert(",", at: last.range.end)]
        let text = "\(indent).\(name)\(gap(after: name, indent: indent, in: list))= \(value),\n"
        edits.append(.insert(text, at: file.endOfLine(at: end)))
        return edits
    }

    /// White space between a member's name and `=`: up to the column of the others, where they have one.
    private static func gap(after name: String, indent: String, in list: SyntaxNode) -> String {
        guard let column = alignment(of: list) else { return " " }
        let start = KernelStyle.column(after: indent + ".\(name)")
        return start < column.column ? column.fill(from: start) : " "
    }

    struct Alignment {
        var column: Int
        var usesTabs: Bool

        func fill(from start: Int) -> String {
            guard usesTabs else { return String(repeating: " ", count: max(1, column - start)) }
            let tab = KernelStyle.tabWidth
            return String(repeating: "\t", count: max(1, (column + tab - 1) / tab - start / tab))
        }
    }

    /// The column that the `=` of all members stand in, when it is one and somewhere more than a blank leads to it.
    static func alignment(of list: SyntaxNode) -> Alignment? {
        var columns: Set<Int> = []
        var isWide = false
        var usesTabs = false
        for member in list.children where member.kind == .designatedInitialiser {
            guard let parts = parts(of: member) else { continue }
            columns.insert(KernelStyle.column(after: parts.head + parts.gap))
            isWide = isWide || parts.gap != " "
            usesTabs = usesTabs || parts.gap.contains("\t")
        }
        guard columns.count == 1, let column = columns.first, isWide else { return nil }
        return Alignment(column: column, usesTabs: usesTabs)
    }

    /// `\t.name` and the white space in front of `=`.
    private static func parts(of member: SyntaxNode) -> (head: String, gap: String)? {
        let file = member.file
        guard let name = member.designatedMember else { return nil }
        let tokens = member.tokens
        let equals = tokens.index(atOrAfter: name.range.end)
        guard tokens.token(equals, is: "=") else { return nil }
        let head = file.text(in: SourceRange(file.startOfLine(at: member.range.start), name.range.end))
        let gap = file.text(in: SourceRange(name.range.end, tokens.tokens[equals].range.start))
        return (head, gap)
    }

    /// Edits that give members other names and keep the values in a column of their own.
    static func renames(_ names: [(member: SyntaxNode, name: String)], in list: SyntaxNode) -> [TextEdit] {
        let alignment = alignment(of: list)
        var edits: [TextEdit] = []
        func newHead(_ member: SyntaxNode) -> String? {
            guard let parts = parts(of: member), let old = member.designatedMember else { return nil }
            guard let new = names.first(where: { $0.member == member })?.name else { return parts.head }
            return String(parts.head.dropLast(old.name.count)) + new
        }
        var target = alignment
        let widest = list.children.compactMap { newHead($0) }.map { KernelStyle.column(after: $0) }.max() ?? 0
        if let known = alignment, widest >= known.column {
            let tab = KernelStyle.tabWidth
            target?.column = known.usesTabs ? (widest / tab + 1) * tab : widest + 1
        }
        for member in list.children where member.kind == .designatedInitialiser {
            guard let name = member.designatedMember, let parts = parts(of: member), let head = newHead(member) else {
                continue
            }
            let start = KernelStyle.column(after: head)
            let old = KernelStyle.column(after: parts.head + parts.gap)
            var own = target ?? Alignment(column: old, usesTabs: false)
            own.usesTabs = parts.gap.contains("\t") || (own.usesTabs && parts.gap == " ")
            let gap = own.column > start ? own.fill(from: start) : " "
            let end = name.range.end + parts.gap.utf8.count
            if let new = names.first(where: { $0.member == member })?.name {
                edits.append(TextEdit(SourceRange(name.range.start, end), new + gap))
            } else if gap != parts.gap, target?.column != alignment?.column {
                edits.append(TextEdit(SourceRange(name.range.end, end), gap))
            }
        }
        return edits
    }
}
