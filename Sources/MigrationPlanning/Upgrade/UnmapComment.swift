// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// A comment in front of a function that describes its parameters.
struct UnmapComment {
    let range: SourceRange
    let file: SourceFile

    init?(above function: SyntaxNode) {
        let start = function.startWithComment
        let first = function.file.startOfLine(at: function.range.start)
        guard start < first else { return nil }
        let text = function.file.text(in: SourceRange(start, first))
        guard text.hasPrefix("/**") else { return nil }
        range = SourceRange(start, first)
        file = function.file
    }

    /// The lines about the three parameters and the result of a notifier, as those of `dma_unmap`.
    func edits(name: String, old: String) -> [TextEdit] {
        var edits: [TextEdit] = []
        var offset = range.start
        var parameters = ["@vdev: the vfio_device", "@iova: start of the range", "@length: its length in bytes"]
        while offset < range.end {
            let end = file.endOfLine(at: offset)
            let line = file.text(in: SourceRange(offset, end))
            let words = line.drop { $0 == " " || $0 == "*" || $0 == "\t" }
            if words.hasPrefix(old) {
                let at = offset + line.utf8.count - words.utf8.count
                edits.append(TextEdit(SourceRange(at, at + old.utf8.count), name))
            } else if words.hasPrefix("@"), !parameters.isEmpty {
                edits.append(TextEdit(SourceRange(offset, end), " * \(parameters.removeFirst())\n"))
            } else if words.hasPrefix("Return:") {
                // A void function says nothing; the empty line in front goes with it, unless the text goes on.
                let next = file.text(in: SourceRange(end, file.endOfLine(at: min(end, file.bytes.count - 1))))
                if next.contains("*/") {
                    var start = offset
                    let before = file.startOfLine(at: offset - 1)
                    if file.text(in: SourceRange(before, offset)).allSatisfy({ $0.isWhitespace || $0 == "*" }) {
                        start = before
                    }
                    edits.append(.delete(SourceRange(start, end)))
                }
            }
            offset = end
        }
        return edits
    }
}
