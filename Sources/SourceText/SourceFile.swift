// SPDX-License-Identifier: Apache-2.0

/// A text as it lies on disk: its bytes, never decoded, so that what is not edited stays as it is (line ends, Latin-1
/// in old comments, a missing newline at the end).
public struct SourceFile: Sendable, Hashable {
    public let path: String
    public let bytes: [UInt8]
    /// Offset of the first byte of every line.
    public let lineStarts: [Int]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        var starts = [0]
        bytes.withUnsafeBufferPointer { buffer in
            for index in buffer.indices where buffer[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
        }
        lineStarts = starts
    }

    public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

    /// The line end that most lines of the file have.
    public var lineEnding: LineEnding {
        var carriageReturns = 0
        for start in lineStarts.dropFirst() where start >= 2 && bytes[start - 2] == UInt8(ascii: "\r") {
            carriageReturns += 1
        }
        return carriageReturns * 2 > lineStarts.count - 1 ? .crlf : .lf
    }

    /// Number of the line (from 1) that holds an offset.
    public func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    public func position(of offset: Int) -> LineColumn {
        let line = line(at: offset)
        return LineColumn(line: line, column: offset - lineStarts[line - 1] + 1)
    }

    /// Offset of the first byte of the line that holds `offset`.
    public func startOfLine(at offset: Int) -> Int { lineStarts[line(at: offset) - 1] }

    /// Offset behind the line end (or of the end of the file) of the line that holds `offset`.
    public func endOfLine(at offset: Int) -> Int {
        let line = line(at: offset)
        return line < lineStarts.count ? lineStarts[line] : bytes.count
    }

    /// The bytes of a range as text; bytes that are not UTF-8 become replacement characters, so this is for reading
    /// and for messages, never for writing back.
    public func text(in range: SourceRange) -> String {
        let low = max(0, min(range.start, bytes.count))
        let high = max(low, min(range.end, bytes.count))
        return String(decoding: bytes[low..<high], as: UTF8.self)
    }

    /// The white space at the start of the line that holds `offset`.
    public func indentation(at offset: Int) -> String {
        let start = startOfLine(at: offset)
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") { end += 1 }
        return text(in: SourceRange(start, end))
    }
}

/// How a line ends.
public enum LineEnding: Sendable, Hashable {
    case lf
    case crlf

    public var text: String { self == .lf ? "\n" : "\r\n" }
}
