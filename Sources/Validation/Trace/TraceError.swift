// SPDX-License-Identifier: Apache-2.0

/// A line of a trace or scenario that cannot be read or performed.
public struct TraceError: Error, Equatable, Sendable {
    public var file: String
    /// From 1; 0 where there is no line.
    public var line: Int
    public var problem: String

    public init(file: String, line: Int, problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }
}

extension TraceError: CustomStringConvertible {
    public var description: String { line > 0 ? "\(file):\(line): \(problem)" : "\(file): \(problem)" }
}
