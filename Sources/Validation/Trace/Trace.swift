// SPDX-License-Identifier: Apache-2.0

/// What a user did to a kernel and what came of it, line by line. Printing a parsed trace gives back the same bytes.
public struct Trace: Sendable, Equatable {
    public var entries: [TraceEntry]

    public init(entries: [TraceEntry] = []) { self.entries = entries }

    /// The operations alone, in order, each with what it caused.
    public var operations: [(entry: TraceEntry, operation: TraceOperation)] {
        entries.compactMap { entry in entry.operation.map { (entry, $0) } }
    }
}

/// A line at the margin with the indented lines under it.
public struct TraceEntry: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// `# TEXT`
        case heading(String)
        /// `! TEXT`
        case remark(String)
        case operation(TraceOperation)
        case blank
    }

    public var kind: Kind
    public var effects: [TraceEffect]
    /// Of the file it was read from, from 1; for a performed operation that of the scenario; 0 without one.
    public var line: Int

    public init(_ kind: Kind, effects: [TraceEffect] = [], line: Int = 0) {
        self.kind = kind
        self.effects = effects
        self.line = line
    }

    public var operation: TraceOperation? {
        if case .operation(let operation) = kind { operation } else { nil }
    }
}

extension TraceEntry.Kind: CustomStringConvertible {
    public var description: String {
        switch self {
        case .heading(let text): "# \(text)"
        case .remark(let text): "! \(text)"
        case .operation(let operation): operation.description
        case .blank: ""
        }
    }
}

extension TraceEntry: CustomStringConvertible {
    /// Its lines, without a newline at the end.
    public var description: String {
        effects.reduce(into: kind.description) { text, effect in text += "\n  \(effect)" }
    }
}

extension Trace: CustomStringConvertible {
    public var description: String {
        entries.reduce(into: "") { text, entry in text += "\(entry)\n" }
    }
}
