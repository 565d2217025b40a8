// SPDX-License-Identifier: Apache-2.0

/// A half-open range of byte offsets in one file.
public struct SourceRange: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Offset of the first byte.
    public var start: Int
    /// Offset behind the last byte.
    public var end: Int

    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    /// The empty range at an offset: where an insertion goes.
    public static func at(_ offset: Int) -> SourceRange { SourceRange(offset, offset) }

    public var isEmpty: Bool { start == end }
    public var count: Int { end - start }

    public func contains(_ offset: Int) -> Bool { start <= offset && offset < end }
    public func contains(_ other: SourceRange) -> Bool { start <= other.start && other.end <= end }
    public func overlaps(_ other: SourceRange) -> Bool { start < other.end && other.start < end }

    /// Outer ranges sort before the ranges inside them.
    public static func < (a: SourceRange, b: SourceRange) -> Bool {
        a.start != b.start ? a.start < b.start : a.end > b.end
    }

    public var description: String { "\(start)..<\(end)" }
}

/// A place in a file as people count it: lines from 1, columns in bytes from 1.
public struct LineColumn: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (a: LineColumn, b: LineColumn) -> Bool { (a.line, a.column) < (b.line, b.column) }
    public var description: String { "\(line):\(column)" }
}
