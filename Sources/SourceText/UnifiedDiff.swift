// SPDX-License-Identifier: Apache-2.0

/// A diff of one file that `patch -p1` and `git apply` take. Lines are compared and printed as bytes.
public struct UnifiedDiff: Sendable {
    /// Lines around a change.
    static let context = 3

    private enum Line {
        case same(ArraySlice<UInt8>)
        case removed(ArraySlice<UInt8>)
        case added(ArraySlice<UInt8>)
    }

    /// The diff, with `--- a/PATH` and `+++ b/PATH`; empty when nothing changed.
    public static func between(_ old: [UInt8], _ new: [UInt8], path: String) -> [UInt8] {
        guard old != new else { return [] }
        let lines = compare(split(old), split(new))
        var result = Array("--- \(name("a/" + path))\n+++ \(name("b/" + path))\n".utf8)
        for hunk in hunks(of: lines) { result += hunk }
        return result
    }

    /// A name as it stands in a diff. A tab says where one with spaces ends: `patch` would read the rest as a date.
    public static func name(_ path: String) -> String { path.contains(" ") ? path + "\t" : path }

    /// Lines of the new text, from 1, that the old one does not have there.
    public static func addedLines(from old: [UInt8], to new: [UInt8]) -> [Int] {
        var number = 0
        return compare(split(old), split(new)).compactMap { line in
            switch line {
            case .same:
                number += 1
                return nil
            case .added:
                number += 1
                return number
            case .removed: return nil
            }
        }
    }

    /// The same changes as edits of whole lines; nil when a changed line is no UTF-8 and cannot be put into words.
    public static func lineEdits(from old: [UInt8], to new: [UInt8]) -> [TextEdit]? {
        var edits: [TextEdit] = []
        var offset = 0
        var pending: (start: Int, end: Int, text: [UInt8])?
        func flush() -> Bool {
            guard let change = pending else { return true }
            pending = nil
            guard let text = String(validating: change.text, as: UTF8.self) else { return false }
            edits.append(TextEdit(SourceRange(change.start, change.end), text))
            return true
        }
        for line in compare(split(old), split(new)) {
            switch line {
            case .same(let text):
                guard flush() else { return nil }
                offset += text.count
            case .removed(let text):
                let start = pending?.start ?? offset
                offset += text.count
                pending = (start, offset, pending?.text ?? [])
            case .added(let text): pending = (pending?.start ?? offset, offset, (pending?.text ?? []) + text)
            }
        }
        return flush() ? edits : nil
    }

    /// Lines with their ends; the last one may have none.
    private static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            lines.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    private static func compare(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Line] {
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var result: [Line] = []
        var position = 0
        for (index, line) in old.enumerated() {
            if removed.contains(index) {
                result.append(.removed(line))
                continue
            }
            while added.contains(position) {
                result.append(.added(new[position]))
                position += 1
            }
            result.append(.same(line))
            position += 1
        }
        while position < new.count {
            result.append(.added(new[position]))
            position += 1
        }
        return grouped(result)
    }

    /// Within a run of changes, what goes stands before what comes.
    private static func grouped(_ lines: [Line]) -> [Line] {
        var result: [Line] = []
        var removed: [Line] = []
        var added: [Line] = []
        func flush() {
            result += removed + added
            removed = []
            added = []
        }
        for line in lines {
            switch line {
            case .removed: removed.append(line)
            case .added: added.append(line)
            case .same:
                flush()
                result.append(line)
            }
        }
        flush()
        return result
    }

    private static func hunks(of lines: [Line]) -> [[UInt8]] {
        var wanted = Set<Int>()
        for (index, line) in lines.enumerated() {
            if case .same = line { continue }
            for near in max(0, index - context)...min(lines.count - 1, index + context) { wanted.insert(near) }
        }
        var result: [[UInt8]] = []
        var current: [Line] = []
        var oldLine = 1
        var newLine = 1
        var start = (1, 1)
        for (index, line) in lines.enumerated() {
            if wanted.contains(index) {
                if current.isEmpty { start = (oldLine, newLine) }
                current.append(line)
            } else if !current.isEmpty {
                result.append(hunk(current, at: start))
                current = []
            }
            switch line {
            case .same: (oldLine, newLine) = (oldLine + 1, newLine + 1)
            case .removed: oldLine += 1
            case .added: newLine += 1
            }
        }
        if !current.isEmpty { result.append(hunk(current, at: start)) }
        return result
    }

    private static func hunk(_ lines: [Line], at start: (Int, Int)) -> [UInt8] {
        var body: [UInt8] = []
        var counts = (old: 0, new: 0)
        func add(_ mark: String, _ line: ArraySlice<UInt8>) {
            body += Array(mark.utf8) + line
            if line.last != UInt8(ascii: "\n") { body += Array("\n\\ No newline at end of file\n".utf8) }
        }
        for line in lines {
            switch line {
            case .same(let text):
                add(" ", text)
                counts = (counts.old + 1, counts.new + 1)
            case .removed(let text):
                add("-", text)
                counts.old += 1
            case .added(let text):
                add("+", text)
                counts.new += 1
            }
        }
        func span(_ first: Int, _ count: Int) -> String {
            // An empty side is named by the line before it.
            let first = count == 0 ? first - 1 : first
            return count == 1 ? "\(first)" : "\(first),\(count)"
        }
        return Array("@@ -\(span(start.0, counts.old)) +\(span(start.1, counts.new)) @@\n".utf8) + body
    }
}
