// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Arguments of a call that stands on several lines, set anew once some of them have changed.
struct CallLayout {
    let call: SyntaxNode

    /// Edits of the gaps between the arguments only; what is done to the arguments themselves is known.
    func edits(with others: [TextEdit]) -> [TextEdit] {
        let file = call.file
        let arguments = call.arguments
        guard let first = arguments.first, let last = arguments.last, arguments.count > 1, !call.isFromMacro,
            file.line(at: call.range.start) != file.line(at: call.range.end - 1),
            !call.tokens.comments.contains(where: { $0.overlaps(call.range) }),
            call.tokens.indices(in: call.range).allSatisfy({ !call.tokens.tokens[$0].isInDirective })
        else { return [] }
        let items = arguments.map { Self.apply(others, to: $0.range, of: file) }
        let lineStart = file.startOfLine(at: first.range.start)
        guard lineStart <= call.range.start, items.allSatisfy({ !$0.contains("\n") }) else { return [] }
        let head = Self.apply(others, to: SourceRange(lineStart, first.range.start), of: file)
        let tail = file.text(in: SourceRange(last.range.end, file.endOfLine(at: last.range.end - 1)))
        let column = KernelStyle.column(after: head)
        var rest = KernelStyle.wrap(items, at: column, reserve: tail.filter { !$0.isNewline }.count)[...]
        guard !head.contains("\n"),
            rest.split(separator: "\n").allSatisfy({ KernelStyle.column(after: $0) <= KernelStyle.preferredWidth })
        else { return [] }
        var result: [TextEdit] = []
        for (position, item) in items.enumerated().dropLast() {
            rest = rest.dropFirst(item.count)
            let next = items[position + 1]
            guard let start = rest.firstRange(of: next)?.lowerBound else { return [] }
            let gap = SourceRange(arguments[position].range.end, arguments[position + 1].range.start)
            let text = String(rest[..<start])
            if file.text(in: gap) != text {
                if others.contains(where: { $0.range.overlaps(gap) }) { return [] }
                result.append(TextEdit(gap, text))
            }
            rest = rest[start...]
        }
        return result
    }

    private static func apply(_ edits: [TextEdit], to range: SourceRange, of file: SourceFile) -> String {
        var text = ""
        var cursor = range.start
        let inside = EditSet(edits.filter { range.contains($0.range) })
        guard let ordered = try? inside.ordered(for: file) else { return file.text(in: range) }
        for edit in ordered {
            text += file.text(in: SourceRange(cursor, edit.range.start)) + edit.replacement
            cursor = edit.range.end
        }
        return text + file.text(in: SourceRange(cursor, range.end))
    }
}
