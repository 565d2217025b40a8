// SPDX-License-Identifier: Apache-2.0

/// 16 bytes; see `Operation` for what the fields mean.
struct Instruction {
    var op: Operation
    var x: UInt8 = 0
    var d: UInt16 = 0
    var a: UInt16 = 0
    var b: UInt16 = 0
    var imm: UInt64 = 0
}

/// What a call needs to know of a function; lives in unmanaged memory beside the code.
struct FunctionRecord {
    /// Index of the first instruction.
    var entry: Int = 0
    /// Index after the last one.
    var end: Int = 0
    /// Words of a frame.
    var frameWords: Int = 0
    var variables: UnsafeMutablePointer<StackVariable>?
    var variableCount: Int = 0
    /// Bytes of all variables, with their padding.
    var variableBytes: Int = 0
    var parameterSlots: Int = 0
    var signature: UInt32 = 0
    var index: UInt32 = 0
    var isVariadic = false
    /// Dynamic allocas, variables or unnamed arguments: the stack has to be cleared on return.
    var usesStack = false
    var isDefined = false
}

/// One alloca that stays in memory.
struct StackVariable {
    var size: UInt32
    var alignment: UInt32
    /// Bytes from the start of the function's part of the stack.
    var offset: UInt32
    /// Slot that gets its address.
    var slot: UInt16
    /// Comes to life at a lifetime marker.
    var startsDead: Bool
    /// Index in the program's list of names.
    var name: UInt32
}

/// The words at the start of each frame.
enum FrameHeader {
    /// Code to go on with, 0 where the machine was entered from outside.
    static let returnPC = 0
    static let callerFrame = 1
    static let function = 2
    /// The slot of the caller that gets the result.
    static let resultSlot = 3
    static let trash = 4
    static let stackBytes = 6
    static let stackObjects = 7
    /// Where the unnamed arguments lie.
    static let unnamed = 8
    /// In a frame entered from outside: the instruction after the one that left.
    static let outerPC = 9
    static let words = 10
}
