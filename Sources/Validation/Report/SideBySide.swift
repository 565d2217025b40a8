// SPDX-License-Identifier: Apache-2.0

/// The traces of a verification beside each other: what the user did, and what each side made of it.
public struct SideBySide: Sendable, Equatable {
    public enum State: Sendable, Equatable {
        case equal
        /// Not the same, but a rule declares the difference.
        case tolerated
        case different
    }

    public struct Operation: Sendable, Equatable {
        /// From 1, in the order of the rows.
        public var number: Int
        /// Nil: this side did not perform it.
        public var old: TraceEntry?
        public var new: TraceEntry?
        public var state: State
    }

    public enum Row: Sendable, Equatable {
        case heading(String)
        case remark(String)
        case operation(Operation)
    }

    public var rows: [Row] = []

    /// - Throws: `TraceError` for texts that are no traces.
    public init(_ verification: Verification) throws(TraceError) {
        let old = try Trace(parsing: verification.oldTrace, file: "the old trace")
        guard let text = verification.newTrace else {
            for entry in Self.gathered(old) { append(entry, entry, .equal) }
            return
        }
        let new = Self.gathered(try Trace(parsing: text, file: "the new trace")).filter { $0.operation != nil }
        let left = Self.gathered(old)
        let pairs = Alignment.pairs(expected: Self.keys(left), actual: Self.keys(new))
        let differing = Set(verification.differing)
        var rest = left[...]
        // Headings and remarks are the scenario's, so those of the old side stand for both.
        func takeOthers() {
            while let entry = rest.first, entry.operation == nil {
                append(entry, nil, .equal)
                rest.removeFirst()
            }
        }
        for pair in pairs {
            switch pair {
            case .unexpected(let index): append(nil, new[index], .different)
            case .missing:
                takeOthers()
                append(rest.removeFirst(), nil, .different)
            case .both(let expected, let actual):
                takeOthers()
                let one = rest.removeFirst()
                let isDifferent = differing.contains(expected)
                append(one, new[actual], isDifferent ? .different : one.isLike(new[actual]) ? .equal : .tolerated)
            }
        }
        takeOthers()
    }

    private var count: Int {
        rows.reduce(0) { if case .operation = $1 { $0 + 1 } else { $0 } }
    }

    private mutating func append(_ old: TraceEntry?, _ new: TraceEntry?, _ state: State) {
        switch (old ?? new)?.kind {
        case .heading(let text): rows.append(.heading(text))
        case .remark(let text): rows.append(.remark(text))
        case .operation: rows.append(.operation(Operation(number: count + 1, old: old, new: new, state: state)))
        case .blank, nil: break
        }
    }

    /// What came to light only under a heading or remark belongs to the operation before it.
    private static func gathered(_ trace: Trace) -> [TraceEntry] {
        var result: [TraceEntry] = []
        var last: Int?
        for var entry in trace.entries {
            if entry.operation != nil {
                last = result.count
            } else if let last {
                result[last].effects += entry.effects
                entry.effects = []
            }
            result.append(entry)
        }
        return result
    }

    private static func keys(_ entries: [TraceEntry]) -> [String] {
        entries.compactMap { $0.operation.map(RequestKey.of) }
    }
}

extension TraceEntry {
    fileprivate func isLike(_ other: TraceEntry) -> Bool { kind == other.kind && effects == other.effects }
}
