// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a rule file, and where. Line and column count from 1; line 0 means the file as a whole.
public struct RuleError: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String
    public let line: Int
    public let column: Int
    public let message: String

    public init(path: String, line: Int = 0, column: Int = 0, message: String) {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String {
        line == 0 ? "\(path): \(message)" : "\(path):\(line):\(column): \(message)"
    }
}
