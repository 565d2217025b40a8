// SPDX-License-Identifier: Apache-2.0

/// What is to be done, in order: the operation lines of a trace. Results and effects in the file are not looked at but
/// for one thing: how deep a recorded `tree` went, which its line does not say.
public struct Scenario: Sendable, Equatable {
    public struct Step: Sendable, Equatable {
        /// A heading or an operation.
        public var kind: TraceEntry.Kind
        public var line: Int
        /// Of the deepest recorded node; nil where none is recorded.
        public var recordedDepth: Int?

        public init(_ kind: TraceEntry.Kind, line: Int = 0, recordedDepth: Int? = nil) {
            self.kind = kind
            self.line = line
            self.recordedDepth = recordedDepth
        }

        public var operation: TraceOperation? {
            if case .operation(let operation) = kind { operation } else { nil }
        }
    }

    public var file: String
    public var steps: [Step]

    public init(file: String, steps: [Step]) {
        self.file = file
        self.steps = steps
    }

    /// Remarks are about the recorded run and are left out.
    public init(_ trace: Trace, file: String) {
        self.file = file
        steps = trace.entries.compactMap { entry in
            switch entry.kind {
            case .remark, .blank: return nil
            case .heading: return Step(entry.kind, line: entry.line)
            case .operation:
                let depths = entry.effects.compactMap { effect in
                    if case .node(let node) = effect { node.depth } else { nil }
                }
                return Step(entry.kind, line: entry.line, recordedDepth: depths.max())
            }
        }
    }

    public init(parsing text: String, file: String) throws(TraceError) {
        self.init(try Trace(parsing: text, file: file), file: file)
    }
}
