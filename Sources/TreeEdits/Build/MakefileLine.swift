// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A line of a Makefile, together with those that a backslash joins to it.
struct MakefileLine {
    /// Up to and including the line end.
    var range: SourceRange
    /// Without its comment.
    var code: SourceRange
    /// The code with single blanks.
    var normal: String

    var hasComment: Bool { code.end < range.end }
    var words: [String] { normal.split(separator: " ").map(String.init) }

    func names(_ word: String) -> Bool { words.contains(word) }

    /// The variable that decides about objects: CONFIG_X of `obj-$(CONFIG_X) += …`.
    var gate: String? {
        guard normal.hasPrefix("obj-$("), let close = normal.firstIndex(of: ")") else { return nil }
        return String(normal[normal.index(normal.startIndex, offsetBy: 6)..<close])
    }

    /// What `obj-… += ` lists.
    var objects: [String] {
        guard let sign = normal.firstIndex(of: "=") else { return [] }
        return normal[normal.index(after: sign)...].split(separator: " ").map(String.init)
    }

    static func all(of file: SourceFile) -> [MakefileLine] {
        var result: [MakefileLine] = []
        var start: Int?
        for line in file.lines {
            let content = ByteText.trimmed(line, in: file)
            let first = start ?? line.start
            if content.end > content.start, file.bytes[content.end - 1] == UInt8(ascii: "\\"),
                line.end < file.bytes.count
            {
                start = first
                continue
            }
            start = nil
            result.append(MakefileLine(SourceRange(first, line.end), in: file))
        }
        return result
    }

    private init(_ range: SourceRange, in file: SourceFile) {
        self.range = range
        var end = range.start
        while end < range.end {
            if file.bytes[end] == UInt8(ascii: "#"), end == range.start || file.bytes[end - 1] != UInt8(ascii: "\\") {
                break
            }
            end += 1
        }
        code = SourceRange(range.start, end)
        normal = file.text(in: code).split { $0.isWhitespace || $0 == "\\" }.joined(separator: " ")
    }

    static func renamed(_ text: String) -> String {
        text.replacing("$(\(RemovedSymbol.variable))", with: "$(\(RemovedSymbol.successorVariable))")
    }

    /// `NAME=VALUE` as an argument: its place, and what follows the name.
    static func argument(
        at name: SourceRange, in file: SourceFile, _ line: SourceRange
    ) -> (text: String, range: SourceRange)? {
        guard name.end < line.end, file.bytes[name.end] == UInt8(ascii: "=") else { return nil }
        var end = name.end
        while end < line.end, !ByteText.isBlank(file.bytes[end]) { end += 1 }
        guard end > name.end + 1 else { return nil }
        return (file.text(in: SourceRange(name.end, end)), SourceRange(name.start, end))
    }
}
