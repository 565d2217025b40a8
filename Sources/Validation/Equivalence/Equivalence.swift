// SPDX-License-Identifier: Apache-2.0

/// What users saw of two drivers to which the same was done, operation by operation. Unlike `TraceComparison`, which asks
/// whether a model is right, it knows two sides of equal rank and what the change of level between them accounts for.
public struct Equivalence: Sendable {
    /// Operations that both performed.
    public var compared = 0
    /// Of these, what was the same, tolerated differences counted as none.
    public var equal = 0
    /// Operations that were equal only because of a tolerance.
    public var tolerating = 0
    public var differences: [OperationDifference] = []
    /// How often each rule was needed.
    public var tolerated: [String: Int] = [:]

    public var isEqual: Bool { differences.isEmpty }

    /// - Parameter firstOperation: operations before it are left out.
    public init(old: Trace, new: Trace, tolerances: [Tolerance], from firstOperation: Int = 0) {
        let matcher = ToleranceMatcher(tolerances)
        let left = Array(TraceComparison.performed(old).dropFirst(firstOperation))
        let right = Array(TraceComparison.performed(new).dropFirst(firstOperation))
        let pairs = Alignment.pairs(
            expected: left.map { RequestKey.of($0.operation) }, actual: right.map { RequestKey.of($0.operation) })
        for pair in pairs {
            switch pair {
            case .missing(let index):
                var difference = OperationDifference(left[index])
                difference.kinds = [.missing]
                difference.expected = [left[index].operation.description]
                differences.append(difference)
            case .unexpected(let index):
                var difference = OperationDifference(right[index])
                difference.kinds = [.unexpected]
                difference.actual = [right[index].operation.description]
                differences.append(difference)
            case .both(let first, let second):
                compared += 1
                let before = matcher.used.values.reduce(0, +)
                let difference = Self.difference(left[first], right[second], matcher)
                if difference.kinds.isEmpty {
                    equal += 1
                    if matcher.used.values.reduce(0, +) > before { tolerating += 1 }
                } else {
                    differences.append(difference)
                }
            }
        }
        tolerated = matcher.used
    }

    /// A warning names the line of its driver, and a driver that was changed has it elsewhere.
    /// "kmsg 4 WARNING: at /a/b.c:12" → "kmsg 4 WARNING: at b.c"
    static func withoutLine(_ message: String) -> String {
        guard let mark = message.firstRange(of: "WARNING: at "), let colon = message.lastIndex(of: ":"),
            mark.upperBound < colon, message[colon...].dropFirst().allSatisfy(\.isNumber)
        else { return message }
        let path = message[mark.upperBound..<colon]
        let name = path.lastIndex(of: "/").map { path[$0...].dropFirst() } ?? path
        return String(message[..<mark.upperBound] + name)
    }

    private static func difference(
        _ old: TraceComparison.Performed, _ new: TraceComparison.Performed, _ matcher: ToleranceMatcher
    ) -> OperationDifference {
        var difference = OperationDifference(old)
        var lines = OperationDifference(old)
        lines.compareLines(old.operation, new.operation)
        if !lines.kinds.isEmpty {
            var left = matcher.rewritten(lines.expected, new: lines.actual, old.operation)
            var right = lines.actual
            if left == right {
                (left, right) = ([], [])
            } else {
                matcher.reduce(old: &left, new: &right, old.operation)
            }
            if !left.isEmpty || !right.isEmpty {
                difference.kinds += lines.kinds
                difference.expected += lines.expected
                difference.actual += lines.actual
            }
        }
        // Both ended in the middle, in different places: what they did until then says nothing.
        if old.operation.result == .killed, new.operation.result == .killed { return difference }
        let before = TraceEffects(old.effects, leavingAside: [])
        let after = TraceEffects(new.effects, leavingAside: [])
        let kinds: [(OperationDifference.Kind, [String], [String])] = [
            (.kmsg, before.messages.map(withoutLine), after.messages.map(withoutLine)),
            (.uevents, before.uevents, after.uevents),
            // Files have names; their order follows from these.
            (.nodes, before.nodes.sorted(), after.nodes.sorted()),
        ]
        for (kind, oldLines, newLines) in kinds where oldLines != newLines {
            let rewritten = matcher.rewritten(oldLines, new: newLines, old.operation)
            var effects = OperationDifference(old)
            if kind == .nodes {
                effects.compare(kind, rewritten.sorted(), newLines)
            } else {
                let rest = matcher.withoutMovable(old: rewritten, new: newLines, old.operation)
                effects.compare(kind, rest.old, rest.new)
            }
            var left = effects.expected.map { String($0.dropFirst(2)) }
            var right = effects.actual.map { String($0.dropFirst(2)) }
            matcher.reduce(old: &left, new: &right, old.operation)
            if left.isEmpty && right.isEmpty { continue }
            difference.kinds.append(kind)
            difference.expected += left.map { "  " + $0 }
            difference.actual += right.map { "  " + $0 }
        }
        return difference
    }
}
