// SPDX-License-Identifier: Apache-2.0

/// What one instruction of the machine does. `d`, `a`, `b` are slots of the frame, in words of 8 bytes (a slot is two words: the value,
/// and the mask of its undefined bits). Integers narrower than 64 bits are kept zero-extended. `imm` is the immediate operand.
enum Operation: UInt8 {
    // Moves.
    case move
    /// d ← imm
    case constant
    /// d ← undefined in the bits of imm
    case undefine
    /// Copies `imm` slots from a to d, low slot first.
    case moveMany

    // Arithmetic of 32 and 64 bits; the immediate forms take imm for b.
    case add32, add64, sub32, sub64, mul32, mul64
    case and, or, xor
    case add32I, add64I, mul32I, mul64I, andI, orI, xorI
    /// d ← imm − a
    case rsub32I, rsub64I
    /// (a << x) & imm
    case shlI
    /// (a >> x) & imm
    case lshrI
    /// Arithmetic shift by x of a value whose sign bit is bit 63 − b; masked with imm.
    case ashrI
    /// Sign extension from bit 63 − x, masked with imm.
    case signExtend
    /// Everything rarer: x is a `BinaryKind`, imm the width.
    case binary

    // Comparisons giving 0 or 1.
    case eq, ne, ult, ule, slt32, sle32, slt64, sle64
    case eqI, neI, ultI, ugtI, slt32I, sgt32I, slt64I, sgt64I

    // Control. Targets are absolute code indices in the low half of imm.
    case jump
    case jumpIf
    case jumpUnless
    /// Jump where the comparison of a and b holds.
    case jumpEq, jumpNe, jumpUlt, jumpUle, jumpSlt32, jumpSle32, jumpSlt64, jumpSle64
    /// The same with a constant: the high half of imm, sign-extended.
    case jumpEqI, jumpNeI, jumpUltI, jumpUgtI, jumpSlt32I, jumpSgt32I, jumpSlt64I, jumpSgt64I
    /// Words of (target, value) follow, sorted by value: their number is the high half of imm, the default's target the low half.
    case switchOn
    /// d ← slot imm ? a : b
    case select

    // Memory. [a + imm]
    case load8, load16, load32, load64
    case store8, store16, store32, store64
    /// [a + high half of imm] ← low half of imm, sign-extended
    case store8I, store16I, store32I, store64I
    /// [a + b × scale + offset]: scale is the high half of imm, offset the low half.
    case loadX8, loadX16, loadX32, loadX64
    /// The same where b is an int that is sign-extended first.
    case loadXS8, loadXS16, loadXS32, loadXS64
    /// d is the value.
    case storeX8, storeX16, storeX32, storeX64
    case storeXS8, storeXS16, storeXS32, storeXS64
    /// d ← a + b × scale + offset
    case address
    case addressS

    // Calls. x is the number of argument slots, packed eight to an instruction after the call.
    /// imm: index of the function
    case call
    /// a: address of the function; imm: index of the signature
    case callIndirect
    /// imm: index in the program's list of kernel calls
    case callKernel
    case ret
    case retNothing
    case retConstant
    /// x slots starting at a.
    case retMany

    /// Block imm was reached.
    case cover
    /// Out of the loop: a is a `Helper`, x the number of argument slots packed after it.
    case helper
    /// imm: index of the text in the program's list
    case unsupported
    case unreachable
}

/// Rarer binary operations, by any width up to 64.
enum BinaryKind: UInt8 {
    case add, sub, mul, udiv, sdiv, urem, srem, shl, lshr, ashr, and, or, xor
    case eq, ne, ult, ule, slt, sle
    case umin, umax, smin, smax, uaddSat, usubSat, saddSat, ssubSat

    /// Shifts and divisions have operands for which they mean nothing.
    var isComparison: Bool { rawValue >= BinaryKind.eq.rawValue && rawValue <= BinaryKind.sle.rawValue }
}
