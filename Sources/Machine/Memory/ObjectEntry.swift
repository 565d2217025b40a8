// SPDX-License-Identifier: Apache-2.0

/// What an object is, which decides who may touch it and what a fault says.
public enum ObjectKind: UInt8, Sendable {
    case none
    case heap
    case pages
    case vmalloc
    case stack
    case global
    case constant
    case function
    case user
    case device
    /// An object of a type whose members this program does not know.
    case opaque
    /// A variable of the kernel that is declared and that nothing defines.
    case external
    /// Storage that the kernel itself keeps for the driver (a class, a work queue).
    case kernel

    /// Whether loads and stores of the program may touch it.
    var isPlain: Bool {
        switch self {
        case .heap, .pages, .vmalloc, .stack, .global, .constant, .kernel: true
        case .none, .function, .user, .device, .opaque, .external: false
        }
    }

    var isReleasable: Bool {
        switch self {
        case .heap, .pages, .vmalloc, .kernel, .opaque, .device, .user: true
        case .none, .stack, .global, .constant, .function, .external: false
        }
    }
}

enum ObjectState: UInt8 {
    case unused
    case live
    case released
    /// A variable whose block has ended.
    case outOfScope
    /// A variable whose function has returned.
    case returned
    /// Part of a kernel module that was unloaded.
    case unloaded
}

/// One entry of the object table, a cache line. `address − base < limit` is the whole check of an access: the limit for an access of n
/// bytes is the number of offsets at which it may start, zero for everything that plain loads and stores may not touch.
struct ObjectEntry {
    var base: UInt64 = 0
    /// Host address minus `base`.
    var delta: UInt64 = 0
    var read1: UInt32 = 0
    var read2: UInt32 = 0
    var read4: UInt32 = 0
    var read8: UInt32 = 0
    var write1: UInt32 = 0
    var write2: UInt32 = 0
    var write4: UInt32 = 0
    var write8: UInt32 = 0
    var size: UInt32 = 0
    /// Host bytes reserved; 0 where they are not the heap's.
    var reserved: UInt32 = 0
    /// Which of the names the memory keeps says what this is.
    var label: UInt32 = 0
    var kind: ObjectKind = .none
    var state: ObjectState = .unused

    mutating func open(writable: Bool) {
        read1 = size
        read2 = size >= 2 ? size - 1 : 0
        read4 = size >= 4 ? size - 3 : 0
        read8 = size >= 8 ? size - 7 : 0
        if writable {
            write1 = read1
            write2 = read2
            write4 = read4
            write8 = read8
        }
    }

    mutating func close() {
        read1 = 0
        read2 = 0
        read4 = 0
        read8 = 0
        write1 = 0
        write2 = 0
        write4 = 0
        write8 = 0
    }
}
