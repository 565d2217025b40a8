// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The lines that a change added or rewrote, by path.
///
/// A change that only deletes lines leaves none of its own, so it keeps no finding.
public struct ChangedLines: Sendable, Hashable {
    /// Line numbers (from 1) in the new text of every file, in rising order.
    public private(set) var ranges: [String: [ClosedRange<Int>]] = [:]

    public init() {}

    /// From a unified diff with any number of context lines.
    public init(unifiedDiff text: String) { self.init(unifiedDiff: Array(text.utf8)) }

    public init(unifiedDiff bytes: [UInt8]) {
        var parser = UnifiedDiffParser()
        for line in bytes.split(separator: .newline, omittingEmptySubsequences: false) { parser.take(line) }
        for (path, line) in parser.added { add(line...line, of: path) }
    }

    /// Adds lines; the whole of a file is `1...Int.max`.
    public mutating func add(_ lines: ClosedRange<Int>, of path: String) {
        Self.add(lines, to: &ranges[Self.normalised(path), default: []])
    }

    private static func add(_ lines: ClosedRange<Int>, to all: inout [ClosedRange<Int>]) {
        guard let last = all.last else {
            all = [lines]
            return
        }
        if last.upperBound < Int.max, last.upperBound + 1 == lines.lowerBound {
            all[all.count - 1] = last.lowerBound...lines.upperBound
        } else {
            all.append(lines)
            if lines.lowerBound < last.lowerBound { all.sort { $0.lowerBound < $1.lowerBound } }
        }
    }

    public func touch(_ lines: ClosedRange<Int>, of path: String) -> Bool {
        ranges[Self.normalised(path)]?.contains { $0.overlaps(lines) } ?? false
    }

    /// The findings that have at least one changed line.
    public func filter(_ findings: [Finding]) -> [Finding] {
        findings.filter { finding in
            // A range that ends at the beginning of a line does not reach into that line.
            let reachesIn = finding.end.column > 1 || finding.end.line <= finding.start.line
            let last = max(finding.start.line, reachesIn ? finding.end.line : finding.end.line - 1)
            return touch(finding.start.line...last, of: finding.path)
        }
    }

    /// The same with a folder put in front of every path.
    public func below(_ directory: String) -> ChangedLines {
        let prefix = directory.isEmpty || directory.hasSuffix("/") ? directory : directory + "/"
        var result = ChangedLines()
        for (path, lines) in ranges { result.ranges[Self.normalised(prefix + path)] = lines }
        return result
    }

    private static func normalised(_ path: String) -> String {
        var rest = path[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
        return String(rest)
    }
}

/// Reads a unified diff line by line. The counts in a hunk's header say where the hunk ends, so that an added line
/// `++ b/x` is not taken for the name of a file.
private struct UnifiedDiffParser {
    private(set) var added: [(path: String, line: Int)] = []
    private var path: String?
    private var oldLeft = 0
    private var newLeft = 0
    private var line = 0

    mutating func take(_ text: ArraySlice<UInt8>) {
        if oldLeft > 0 || newLeft > 0 {
            takeInHunk(text.first)
        } else if text.starts(with: "+++ ".utf8) {
            path = newPath(text.dropFirst(4))
        } else if text.starts(with: "diff --git ".utf8) {
            path = nil
        } else if text.starts(with: "@@ -".utf8) {
            startHunk(text.dropFirst(4))
        }
    }

    private mutating func takeInHunk(_ mark: UInt8?) {
        switch mark {
        case UInt8(ascii: "+"):
            if let path { added.append((path, line)) }
            newLeft -= 1
            line += 1
        case UInt8(ascii: "-"): oldLeft -= 1
        case UInt8.backslash: break
        default:
            oldLeft -= 1
            newLeft -= 1
            line += 1
        }
    }

    /// The text behind `@@ -`: `12,0 +13,2 @@ …`.
    private mutating func startHunk(_ text: ArraySlice<UInt8>) {
        let fields = text.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard fields.count >= 2, fields[1].first == UInt8(ascii: "+"), let old = numbers(fields[0]),
            let new = numbers(fields[1].dropFirst())
        else { return }
        (oldLeft, newLeft, line) = (old.count, new.count, new.start)
    }

    private func numbers(_ text: ArraySlice<UInt8>) -> (start: Int, count: Int)? {
        let parts = text.split(separator: UInt8(ascii: ",")).map { Int(String(decoding: $0, as: UTF8.self)) }
        guard let first = parts.first, let start = first, start >= 0, parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return (start, 1) }
        guard let count = parts[1], count >= 0 else { return nil }
        return (start, count)
    }

    /// The name behind `+++ `: `b/path`, perhaps with a tab and a date, or a C string when it has special characters.
    private func newPath(_ text: ArraySlice<UInt8>) -> String? {
        var name = text.first == UInt8(ascii: "\"") ? unquoted(text.dropFirst()) : Array(text.prefix { $0 != .tab })
        if name.last == .carriageReturn { name.removeLast() }
        if name == Array("/dev/null".utf8) { return nil }
        if name.starts(with: "b/".utf8) { name.removeFirst(2) }
        return String(decoding: name, as: UTF8.self)
    }

    private func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            guard byte == .backslash, let escape = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch escape {
            case UInt8(ascii: "a"): result.append(7)
            case UInt8(ascii: "b"): result.append(8)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "v"): result.append(11)
            case UInt8(ascii: "f"): result.append(12)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "0")...UInt8(ascii: "3"):
                let digits = [escape] + rest.prefix(2)
                rest = rest.dropFirst(2)
                result.append(UInt8(String(decoding: digits, as: UTF8.self), radix: 8) ?? 0)
            default: result.append(escape)
            }
        }
        return result
    }
}
