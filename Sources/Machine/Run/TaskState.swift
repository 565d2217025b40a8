// SPDX-License-Identifier: Apache-2.0

typealias Frame = UnsafeMutablePointer<UInt64>

/// What the execution loop keeps of one task while it is not running: its stack, and where it stands.
struct TaskState {
    /// The slots of all frames.
    var slots: Frame
    var slotsEnd: Frame
    /// The innermost frame and the instruction it stands at.
    var frame: Frame
    var pc: UnsafeMutablePointer<Instruction>
    /// First word after the innermost frame.
    var top: Frame
    /// Next free entry of the object table for a variable, and the end of this task's part.
    var stackObject: Int
    var stackObjectEnd: Int
    /// Next free byte of the host's memory for variables, and how much of it may be used.
    var stackBytes: UInt
    var stackBytesStart: UInt
    var stackLimit: UInt
    /// Jumps and calls that are left.
    var budget: Int
    /// Undefined bits of what the last function entered from outside returned.
    var resultUndefined: UInt64 = 0
}
