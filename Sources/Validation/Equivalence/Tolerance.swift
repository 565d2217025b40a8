// SPDX-License-Identifier: Apache-2.0

/// A difference between two levels that is none between two drivers. The patterns are regular expressions for whole
/// lines of a trace, without the spaces in front.
public struct Tolerance: Sendable, Hashable {
    public enum Form: Sendable, Hashable {
        /// In lines of the old trace, `text` becomes `replacement` where that makes it a line of the new one.
        case rewrite(lines: String, text: String, replacement: String)
        /// Lines that only one of the two has; with both patterns, one of each side stands for the other.
        case replace(old: String?, new: String?)
        /// Lines that come in another order.
        case reorder(lines: String)
    }

    /// Who declares it: the id of a rule.
    public var rule: String
    /// Names of operations under which it may appear; empty: all.
    public var operations: Set<String>
    /// Only under operations that fail.
    public var onlyFailed: Bool
    public var form: Form

    public init(rule: String, operations: Set<String> = [], onlyFailed: Bool = false, form: Form) {
        self.rule = rule
        self.operations = operations
        self.onlyFailed = onlyFailed
        self.form = form
    }

    func covers(_ operation: TraceOperation) -> Bool {
        (operations.isEmpty || operations.contains(operation.name))
            && (!onlyFailed || operation.result?.isError ?? false)
    }
}

/// Tolerances with their patterns ready for use, for one thread.
final class ToleranceMatcher {
    private struct Entry {
        var tolerance: Tolerance
        var patterns: [Regex<AnyRegexOutput>?]
    }

    /// What one line may become.
    private static let wayLimit = 64

    private let entries: [Entry]
    /// How often each rule was needed.
    private(set) var used: [String: Int] = [:]

    init(_ tolerances: [Tolerance]) {
        entries = tolerances.map { tolerance in
            let texts: [String?] =
                switch tolerance.form {
                case .rewrite(let lines, _, _): [lines]
                case .replace(let old, let new): [old, new]
                case .reorder(let lines): [lines]
                }
            // A pattern that is none matches nothing; rules are checked when they are read.
            return Entry(tolerance: tolerance, patterns: texts.map { $0.flatMap { try? Regex($0) } })
        }
    }

    private func matches(_ line: String, _ pattern: Regex<AnyRegexOutput>?) -> Bool {
        guard let pattern else { return false }
        return (try? pattern.wholeMatch(in: line)) != nil
    }

    private func use(_ entry: Entry) { used[entry.tolerance.rule, default: 0] += 1 }

    /// What the lines of the old trace would be on the newer kernel, where the new trace has that line and not the old one.
    func rewritten(_ old: [String], new: [String], _ operation: TraceOperation) -> [String] {
        var spare = new
        for line in old { if let index = spare.firstIndex(of: line) { spare.remove(at: index) } }
        return old.map { line in
            guard !spare.isEmpty, !new.contains(line) else { return line }
            // One line may need several, and of several names that a text may become one is right.
            var ways: [(line: String, needed: [Entry])] = [(line, [])]
            for entry in entries where entry.tolerance.covers(operation) {
                guard case .rewrite(_, let text, let replacement) = entry.tolerance.form else { continue }
                for way in ways where ways.count < Self.wayLimit {
                    guard matches(way.line, entry.patterns[0]), let range = way.line.firstRange(of: text) else {
                        continue
                    }
                    var other = way.line
                    other.replaceSubrange(range, with: replacement)
                    let needed = way.needed + [entry]
                    if let index = spare.firstIndex(of: other) {
                        spare.remove(at: index)
                        needed.forEach(use)
                        return other
                    }
                    ways.append((other, needed))
                }
            }
            return line
        }
    }

    /// Takes out the lines that both have and that may stand anywhere.
    func withoutMovable(
        old: [String], new: [String], _ operation: TraceOperation
    ) -> (old: [String], new: [String]) {
        var (old, new) = (old, new)
        for entry in entries where entry.tolerance.covers(operation) {
            guard case .reorder = entry.tolerance.form, old != new else { continue }
            let common = old.filter { new.contains($0) && matches($0, entry.patterns[0]) }
            guard !common.isEmpty else { continue }
            old.removeAll(where: common.contains)
            new.removeAll(where: common.contains)
            use(entry)
        }
        return (old, new)
    }

    /// Takes out what may be different; what is left may not.
    func reduce(
        old: inout [String], new: inout [String], _ operation: TraceOperation
    ) {
        for entry in entries where entry.tolerance.covers(operation) {
            switch entry.tolerance.form {
            case .rewrite, .reorder: break
            case .replace(let oldPattern, let newPattern):
                while true {
                    let left = oldPattern == nil ? nil : old.firstIndex { matches($0, entry.patterns[0]) }
                    let right = newPattern == nil ? nil : new.firstIndex { matches($0, entry.patterns[1]) }
                    if oldPattern != nil && left == nil || newPattern != nil && right == nil { break }
                    if let left { old.remove(at: left) }
                    if let right { new.remove(at: right) }
                    use(entry)
                }
            }
        }
    }
}
