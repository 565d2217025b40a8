// SPDX-License-Identifier: Apache-2.0

/// Arithmetic on integers of any width up to 64, and what becomes of undefined bits in it. Values are zero-extended.
enum UndefinedBits {
    enum Outcome: Equatable {
        case value(UInt64)
        case divisionByZero
        case divisionOverflow
        /// A shift by the width or more.
        case shiftTooFar
    }

    @inline(__always)
    static func signed(_ value: UInt64, _ width: Int) -> Int64 {
        let shift = UInt64(64 - width)
        return Int64(bitPattern: value << shift) >> Int64(shift)
    }

    @inline(__always)
    static func mask(_ width: Int) -> UInt64 { width >= 64 ? .max : (1 << UInt64(width)) - 1 }

    /// The result of an operation on defined operands.
    static func compute(_ kind: BinaryKind, _ width: Int, _ a: UInt64, _ b: UInt64) -> Outcome {
        let mask = mask(width)
        var x: Int64 { signed(a, width) }
        var y: Int64 { signed(b, width) }
        func flag(_ condition: Bool) -> Outcome { .value(condition ? 1 : 0) }
        func saturated(_ value: Int64, _ overflow: Bool, _ positive: Bool) -> Outcome {
            let top = Int64(bitPattern: mask >> 1)
            if overflow || value > top || value < -top - 1 {
                return .value(UInt64(bitPattern: positive ? top : -top - 1) & mask)
            }
            return .value(UInt64(bitPattern: value) & mask)
        }
        switch kind {
        case .add: return .value((a &+ b) & mask)
        case .sub: return .value((a &- b) & mask)
        case .mul: return .value((a &* b) & mask)
        case .udiv: return b == 0 ? .divisionByZero : .value(a / b)
        case .urem: return b == 0 ? .divisionByZero : .value(a % b)
        case .sdiv, .srem:
            if b == 0 { return .divisionByZero }
            if y == -1, x == signed(1 << UInt64(width - 1), width) { return .divisionOverflow }
            return .value(UInt64(bitPattern: kind == .sdiv ? x / y : x % y) & mask)
        case .shl: return b >= UInt64(width) ? .shiftTooFar : .value((a << b) & mask)
        case .lshr: return b >= UInt64(width) ? .shiftTooFar : .value(a >> b)
        case .ashr: return b >= UInt64(width) ? .shiftTooFar : .value(UInt64(bitPattern: x >> Int64(b)) & mask)
        case .and: return .value(a & b)
        case .or: return .value(a | b)
        case .xor: return .value(a ^ b)
        case .eq: return flag(a == b)
        case .ne: return flag(a != b)
        case .ult: return flag(a < b)
        case .ule: return flag(a <= b)
        case .slt: return flag(x < y)
        case .sle: return flag(x <= y)
        case .umin: return .value(min(a, b))
        case .umax: return .value(max(a, b))
        case .smin: return .value(x < y ? a : b)
        case .smax: return .value(x > y ? a : b)
        case .uaddSat:
            let (sum, overflow) = a.addingReportingOverflow(b)
            return .value(overflow || sum > mask ? mask : sum)
        case .usubSat: return .value(a < b ? 0 : a - b)
        case .saddSat:
            let (sum, overflow) = x.addingReportingOverflow(y)
            return saturated(sum, overflow, y > 0)
        case .ssubSat:
            let (difference, overflow) = x.subtractingReportingOverflow(y)
            return saturated(difference, overflow, y < 0)
        }
    }

    /// The undefined bits of the result. Exact for `and`, `or`, `xor`, shifts by defined amounts and comparisons that the defined bits
    /// decide; for arithmetic all bits from the lowest undefined one up, which is where a carry can reach.
    static func undefined(
        _ kind: BinaryKind, _ width: Int, _ a: UInt64, _ ua: UInt64, _ b: UInt64, _ ub: UInt64
    ) -> UInt64 {
        let mask = mask(width)
        let either = ua | ub
        if either == 0 { return 0 }
        switch kind {
        case .and: return (ua & ub) | (ua & b) | (ub & a)
        case .or: return (ua & ub) | (ua & ~b) | (ub & ~a)
        case .xor: return either
        case .add, .sub, .mul: return (either | (0 &- either)) & mask
        case .shl: return ub != 0 || b >= UInt64(width) ? mask : (ua << b) & mask
        case .lshr: return ub != 0 || b >= UInt64(width) ? mask : ua >> b
        case .ashr:
            return ub != 0 || b >= UInt64(width) ? mask : UInt64(bitPattern: signed(ua, width) >> Int64(b)) & mask
        case .eq, .ne: return (a ^ b) & ~either & mask != 0 ? 0 : 1
        case .ult, .ule, .slt, .sle:
            let flip: UInt64 = kind == .slt || kind == .sle ? 1 << UInt64(width - 1) : 0
            let (x, y) = (a ^ flip, b ^ flip)
            let (lowA, highA, lowB, highB) = (x & ~ua, x | ua, y & ~ub, y | ub)
            let strict = kind == .ult || kind == .slt
            if strict ? highA < lowB : highA <= lowB { return 0 }
            if strict ? lowA >= highB : lowA > highB { return 0 }
            return 1
        case .udiv, .sdiv, .urem, .srem, .umin, .umax, .smin, .smax, .uaddSat, .usubSat, .saddSat, .ssubSat: return mask
        }
    }
}
