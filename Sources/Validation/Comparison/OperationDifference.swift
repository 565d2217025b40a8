// SPDX-License-Identifier: Apache-2.0

/// What is not equal about one operation.
public struct OperationDifference: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The expected trace has it, the actual one does not.
        case missing = "not performed"
        /// The other way round.
        case unexpected = "performed, but not expected"
        case result
        /// Fields of the line: behind the result, or answers before it.
        case fields
        case kmsg
        case uevents
        case nodes
    }

    /// In the expected trace; of an unexpected operation in the actual one.
    public var line: Int
    /// Which operation of the trace that the line is of, from 0.
    public var index: Int
    public var operation: TraceOperation
    public var kinds: [Kind] = []
    /// The lines that are not equal; a shared line around them is not listed.
    public var expected: [String] = []
    public var actual: [String] = []

    init(_ performed: TraceComparison.Performed) {
        line = performed.line
        index = performed.index
        operation = performed.operation
    }

    /// The line itself.
    mutating func compareLines(_ wanted: TraceOperation, _ found: TraceOperation) {
        var kinds: [Kind] = []
        if wanted.result != found.result { kinds.append(.result) }
        if wanted.name != found.name || !Self.equal(wanted.fields, found.fields)
            || !Self.equal(wanted.results, found.results)
        {
            kinds.append(.fields)
        }
        guard !kinds.isEmpty else { return }
        self.kinds += kinds
        expected.append(wanted.description)
        actual.append(found.description)
    }

    /// A sequence of effects.
    mutating func compare(_ kind: Kind, _ wanted: [String], _ found: [String]) {
        let front = zip(wanted, found).prefix { Wildcards.matches($1, expected: $0) }.count
        guard front < wanted.count || front < found.count else { return }
        let back = zip(wanted[front...].reversed(), found[front...].reversed())
            .prefix { Wildcards.matches($1, expected: $0) }.count
        kinds.append(kind)
        let lost = Array(wanted[front..<(wanted.count - back)])
        let come = Array(found[front..<(found.count - back)])
        // Lines that both have in between are not shown.
        let changes = come.difference(from: lost)
        expected += changes.removals.map { "  " + Self.line($0) }
        actual += changes.insertions.map { "  " + Self.line($0) }
    }

    private static func line(_ change: CollectionDifference<String>.Change) -> String {
        switch change {
        case .remove(_, let line, _), .insert(_, let line, _): line
        }
    }

    private static func equal(_ wanted: [TraceField], _ found: [TraceField]) -> Bool {
        wanted.count == found.count
            && zip(wanted, found).allSatisfy { field, other in
                field.name == other.name
                    && (field.written == other.written
                        || Wildcards.matchesBytes(other.written ?? "", expected: field.written ?? ""))
            }
    }
}
