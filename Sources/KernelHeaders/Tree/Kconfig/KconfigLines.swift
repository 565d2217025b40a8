// SPDX-License-Identifier: Apache-2.0

/// The lines of a Kconfig file, those that end in a backslash joined with the next.
struct KconfigLines {
    struct Line {
        /// The line without its leading blanks.
        var content: ArraySlice<UInt8>
        /// The word it begins with; nil for blank lines, comments and macro definitions.
        var firstWord: String?
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next line, nil at the end.
    mutating func next() -> Line? {
        guard position < bytes.count else { return nil }
        var (start, end) = bounds(from: position)
        position = end + 1
        guard end > start, bytes[end - 1] == UInt8(ascii: "\\") else { return line(bytes[start..<end]) }
        var joined: [UInt8] = []
        while end > start, bytes[end - 1] == UInt8(ascii: "\\"), position < bytes.count {
            joined += bytes[start..<end - 1]
            joined.append(UInt8(ascii: " "))
            (start, end) = bounds(from: position)
            position = end + 1
        }
        joined += bytes[start..<end]
        return line(joined[...])
    }

    /// Passes over the text of a `help` line: everything indented at least as far as its first line.
    mutating func skipHelp() {
        var needed: Int?
        while position < bytes.count {
            let (start, end) = bounds(from: position)
            var (index, column) = (start, 0)
            while index < end, isBlank(bytes[index]) {
                column = bytes[index] == UInt8(ascii: "\t") ? (column / 8 + 1) * 8 : column + 1
                index += 1
            }
            if index < end {
                if needed == nil {
                    guard column > 0 else { return }
                    needed = column
                }
                if let needed, column < needed { return }
            }
            position = end + 1
        }
    }

    private func bounds(from start: Int) -> (Int, Int) {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        return (start, end)
    }

    private func line(_ slice: ArraySlice<UInt8>) -> Line {
        let content = slice.drop(while: isBlank)
        var end = content.startIndex
        while end < content.endIndex, KconfigToken.isWord(content[end]) { end += 1 }
        guard end > content.startIndex else { return Line(content: content, firstWord: nil) }
        return Line(content: content, firstWord: String(decoding: content[content.startIndex..<end], as: UTF8.self))
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
