// SPDX-License-Identifier: Apache-2.0

/// What a command has to say, and how it ended.
public struct CommandOutput: Sendable {
    public var standardOutput: [UInt8]
    /// Lines for people, beside the output proper.
    public var messages: [String]
    /// 0, 1 or 2, as the design's table of commands says.
    public var exitStatus: Int32

    public init(_ text: String, messages: [String] = [], exitStatus: Int32 = 0) {
        self.init(bytes: Array(text.utf8), messages: messages, exitStatus: exitStatus)
    }

    public init(bytes: [UInt8], messages: [String] = [], exitStatus: Int32 = 0) {
        standardOutput = bytes
        self.messages = messages
        self.exitStatus = exitStatus
    }
}
