// SPDX-License-Identifier: Apache-2.0

/// What the loop leaves to a function outside of it. Operands are slots packed after the instruction, as a call's are.
enum Helper: UInt16 {
    // Memory. Arguments: target, source or byte, length.
    case memoryCopy
    case memorySet
    /// Argument: number of elements; imm: bytes of one | alignment << 32. Result: the address.
    case allocate
    case stackSave
    case stackRestore
    /// Argument: the address; imm: bytes.
    case lifetimeStart
    /// Argument: the address; imm: the alignment that the target's instruction insists on.
    case checkAlignment
    case lifetimeEnd
    /// Argument: address of the list.
    case unnamedStart
    /// Arguments: target list, source list.
    case unnamedCopy

    // Bits. imm: the width.
    case populationCount
    case leadingZeros
    case trailingZeros
    case byteSwap
    case bitReverse
    case funnelLeft
    case funnelRight
    case absolute
    /// imm: width | BinaryKind << 8 | signed << 16. Results: value, overflow.
    case withOverflow
    case freeze

    // Atomics. imm: width | kind << 8.
    case atomicUpdate
    /// Arguments: address, expected, new. Results: old, success.
    case compareExchange

    // Integers of more than 64 bits, and odd widths in memory; low slot first.
    /// imm: width | BinaryKind << 16; arguments: slots of a, slots of b.
    case wideBinary
    /// imm: width | BinaryKind << 16 | signed << 32; results: slots of the value, overflow.
    case wideOverflow
    /// imm: from | to << 16 | signed << 32
    case wideExtend
    /// imm: width; argument: address.
    case wideLoad
    /// Arguments: address, slots.
    case wideStore

    // Floating point. imm: width | kind << 8.
    case floatBinary
    case floatUnary
    case floatFused
    case floatCompare
    case floatNegate
    /// imm: from | to << 16 | kind << 32
    case floatConvert
}
