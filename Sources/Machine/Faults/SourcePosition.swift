// SPDX-License-Identifier: Apache-2.0

/// A place in the C source; line and column start at 1, 0 where clang gives none.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public var description: String { column > 0 ? "\(file):\(line):\(column)" : "\(file):\(line)" }
}

/// One call on the stack of a task, innermost first in a list of them.
public struct StackFrame: Hashable, Sendable {
    public var function: String
    public var position: SourcePosition

    public init(function: String, position: SourcePosition) {
        self.function = function
        self.position = position
    }
}
