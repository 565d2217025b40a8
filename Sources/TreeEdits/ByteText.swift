// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Words and lines of bytes that may be in any encoding.
enum ByteText {
    static func isInIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\n")
    }

    /// The places of some words, in order.
    static func words(_ wanted: Set<String>, in file: SourceFile, _ range: SourceRange) -> [(
        text: String, range: SourceRange
    )] {
        var found: [(String, SourceRange)] = []
        var at = range.start
        while at < range.end {
            guard isInIdentifier(file.bytes[at]) else {
                at += 1
                continue
            }
            let start = at
            while at < range.end, isInIdentifier(file.bytes[at]) { at += 1 }
            let word = SourceRange(start, at)
            let text = file.text(in: word)
            if wanted.contains(text) { found.append((text, word)) }
        }
        return found
    }

    /// The range without blanks at its ends.
    static func trimmed(_ range: SourceRange, in file: SourceFile) -> SourceRange {
        var (start, end) = (range.start, range.end)
        while start < end, isBlank(file.bytes[start]) { start += 1 }
        while end > start, isBlank(file.bytes[end - 1]) { end -= 1 }
        return SourceRange(start, end)
    }
}

extension SourceFile {
    var whole: SourceRange { SourceRange(0, bytes.count) }

    /// Every line with its end, the empty one behind a last newline left out.
    var lines: [SourceRange] {
        lineStarts.indices.compactMap { index in
            let end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
            return end > lineStarts[index] ? SourceRange(lineStarts[index], end) : nil
        }
    }

    /// A line as text without its indentation and end.
    func trimmedText(of range: SourceRange) -> String { text(in: ByteText.trimmed(range, in: self)) }
}
