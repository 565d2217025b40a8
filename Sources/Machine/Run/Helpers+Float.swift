// SPDX-License-Identifier: Apache-2.0

// Floating point is no business of kernel drivers; it is here so that whole C programs can be compared with the compiler's.
extension Helpers {
    static func float(_ helper: Helper, _ operands: Operands) throws(Stop) {
        let width = Int(operands.imm & 0xff)
        let undefined =
            operands.undefined(0) | (helper == .floatBinary || helper == .floatCompare ? operands.undefined(1) : 0)
        func number(_ index: Int) -> Double { number(operands.value(index), width) }
        func number(_ bits: UInt64, _ width: Int) -> Double {
            width == 32 ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))) : Double(bitPattern: bits)
        }
        func bits(_ value: Double, _ width: Int) -> UInt64 {
            width == 32 ? UInt64(Float(value).bitPattern) : value.bitPattern
        }
        func give(_ value: UInt64, _ width: Int) {
            operands.give(value, undefined: undefined == 0 ? 0 : UndefinedBits.mask(width))
        }
        switch helper {
        case .floatNegate: give(operands.value(0) ^ (1 << UInt64(width - 1)), width)
        case .floatBinary:
            let (a, b) = (number(0), number(1))
            if width == 32 {
                let (x, y) = (Float(a), Float(b))
                let result: Float
                switch operands.imm >> 8 {
                case 0: result = x + y
                case 1: result = x - y
                case 2: result = x * y
                case 3: result = x / y
                case 4: result = x.truncatingRemainder(dividingBy: y)
                default: result = Float(choose(operands.imm >> 8, a, b))
                }
                return give(UInt64(result.bitPattern), 32)
            }
            switch operands.imm >> 8 {
            case 0: give((a + b).bitPattern, 64)
            case 1: give((a - b).bitPattern, 64)
            case 2: give((a * b).bitPattern, 64)
            case 3: give((a / b).bitPattern, 64)
            case 4: give(a.truncatingRemainder(dividingBy: b).bitPattern, 64)
            default: give(choose(operands.imm >> 8, a, b).bitPattern, 64)
            }
        case .floatCompare: give(compare(operands.imm >> 8, number(0), number(1)) ? 1 : 0, 1)
        default:
            let from = Int(operands.imm & 0xffff)
            let to = Int(operands.imm >> 16 & 0xffff)
            let mask = UndefinedBits.mask(to)
            switch Conversion(operands.imm >> 32) {
            case .toSigned:
                give(UInt64(bitPattern: signed(number(operands.value(0), from), to)) & mask, to)
            case .toUnsigned:
                let value = number(operands.value(0), from)
                // Up to 32 bits it goes by way of a wider signed number.
                if to <= 32 || value < 0x1p63 {
                    give(UInt64(bitPattern: signed(value, to < 32 ? 32 : 64)) & mask, to)
                } else {
                    give(UInt64(bitPattern: signed(value - 0x1p63, 64)) ^ 1 << 63, to)
                }
            case .fromSigned:
                let value = UndefinedBits.signed(operands.value(0), from)
                give(to == 32 ? UInt64(Float(value).bitPattern) : Double(value).bitPattern, to)
            case .fromUnsigned:
                let value = operands.value(0)
                give(to == 32 ? UInt64(Float(value).bitPattern) : Double(value).bitPattern, to)
            case .resize: give(bits(number(operands.value(0), from), to), to)
            }
        }
    }

    /// What does not fit is not defined in C; this is what x86's instructions make of it.
    private static func signed(_ value: Double, _ width: Int) -> Int64 {
        let whole = value.rounded(.towardZero)
        if width > 32 { return Int64(exactly: whole) ?? .min }
        return Int64(Int32(exactly: whole) ?? .min)
    }

    /// LLVM's opcodes, by number in llvm-c.
    private enum Conversion {
        case toSigned
        case toUnsigned
        case fromSigned
        case fromUnsigned
        case resize

        init(_ opcode: UInt64) {
            switch opcode {
            case 33: self = .toUnsigned
            case 34: self = .toSigned
            case 35: self = .fromUnsigned
            case 36: self = .fromSigned
            default: self = .resize
            }
        }
    }

    /// The predicate's bits are: unordered, less, greater, equal.
    private static func compare(_ predicate: UInt64, _ a: Double, _ b: Double) -> Bool {
        if a.isNaN || b.isNaN { return predicate & 8 != 0 }
        if a == b { return predicate & 1 != 0 }
        return a > b ? predicate & 2 != 0 : predicate & 4 != 0
    }
}
