// SPDX-License-Identifier: Apache-2.0

// Integers of more than 64 bits as lists of 64-bit limbs, lowest first, and odd widths in memory. Rare, and so plain rather than fast.
extension Helpers {
    static func wide(_ helper: Helper, _ machine: Machine, _ operands: Operands) throws(Stop) {
        switch helper {
        case .wideLoad:
            let bits = Int(operands.imm)
            let address = try operands.address(0, "address of this read")
            let (value, undefined) = try machine.memory.loadLimbs(address, bits)
            for (part, limb) in value.enumerated() { operands.give(limb, undefined: undefined[part], part: part) }
        case .wideStore:
            let bits = Int(operands.imm)
            let count = (bits + 63) / 64
            try machine.memory.storeLimbs(
                try operands.address(0, "address of this write"), bits, (0..<count).map { operands.value($0 + 1) },
                (0..<count).map { operands.undefined($0 + 1) })
        case .wideExtend: extend(operands)
        case .wideOverflow: try overflow(operands)
        default: try binary(operands)
        }
    }

    private static func extend(_ operands: Operands) {
        let from = Int(operands.imm & 0xffff)
        let to = Int(operands.imm >> 16 & 0xffff)
        let isSigned = operands.imm >> 32 & 1 != 0
        let count = (from + 63) / 64
        for undefined in [false, true] {
            let limbs = (0..<count).map { undefined ? operands.undefined($0) : operands.value($0) }
            let result = WideInteger(limbs: limbs, width: from).extended(to: to, isSigned: isSigned)
            for (part, limb) in result.limbs.enumerated() {
                operands.frame[operands.result + 2 * part + (undefined ? 1 : 0)] = limb
            }
        }
    }

    /// Computed with enough bits that it fits; then looked whether fewer would have done.
    private static func overflow(_ operands: Operands) throws(Stop) {
        let width = Int(operands.imm & 0xffff)
        let kind = BinaryKind(rawValue: UInt8(truncatingIfNeeded: operands.imm >> 16)).unsafelyUnwrapped
        let isSigned = operands.imm >> 32 & 1 != 0
        let count = (width + 63) / 64
        let room = 2 * width + 2
        let parts = [0, count].map { start in
            WideInteger(limbs: (0..<count).map { operands.value(start + $0) }, width: width).extended(
                to: room, isSigned: isSigned)
        }
        let undefined = (0..<2 * count).contains { operands.undefined($0) != 0 }
        let exact = try WideInteger.compute(kind, parts[0], parts[1])
        let value = exact.extended(to: width, isSigned: false)
        let fits = value.extended(to: room, isSigned: isSigned) == exact
        for part in 0..<count {
            operands.give(
                value.limbs[part], undefined: undefined ? UndefinedBits.mask(min(64, width - 64 * part)) : 0, part: part
            )
        }
        operands.give(fits ? 0 : 1, undefined: undefined ? 1 : 0, part: count)
    }

    private static func binary(_ operands: Operands) throws(Stop) {
        let width = Int(operands.imm & 0xffff)
        let kind = BinaryKind(rawValue: UInt8(truncatingIfNeeded: operands.imm >> 16)).unsafelyUnwrapped
        let count = (width + 63) / 64
        let a = WideInteger(limbs: (0..<count).map { operands.value($0) }, width: width)
        let b = WideInteger(limbs: (0..<count).map { operands.value($0 + count) }, width: width)
        let ua = WideInteger(limbs: (0..<count).map { operands.undefined($0) }, width: width)
        let ub = WideInteger(limbs: (0..<count).map { operands.undefined($0 + count) }, width: width)
        let value: WideInteger
        do {
            value = try WideInteger.compute(kind, a, b)
        } catch {
            if !ub.isZero {
                value = WideInteger(limbs: Array(repeating: 0, count: count), width: width)
            } else {
                throw error
            }
        }
        if kind.isComparison {
            let undefined = !(ua.isZero && ub.isZero)
            return operands.give(value.limbs[0] & 1, undefined: undefined ? 1 : 0)
        }
        let undefined = WideInteger.undefined(kind, a, ua, b, ub)
        for part in 0..<count { operands.give(value.limbs[part], undefined: undefined.limbs[part], part: part) }
    }
}

/// An integer of any width.
struct WideInteger: Equatable {
    var limbs: [UInt64]
    var width: Int

    init(limbs: [UInt64], width: Int) {
        self.limbs = limbs
        self.width = width
        let rest = width % 64
        if rest != 0, !self.limbs.isEmpty { self.limbs[self.limbs.count - 1] &= UndefinedBits.mask(rest) }
    }

    static func ones(_ width: Int) -> WideInteger {
        WideInteger(limbs: Array(repeating: .max, count: (width + 63) / 64), width: width)
    }

    var isZero: Bool { limbs.allSatisfy { $0 == 0 } }
    func bit(_ index: Int) -> Bool { index < width && limbs[index / 64] >> UInt64(index % 64) & 1 != 0 }
    var isNegative: Bool { bit(width - 1) }

    func extended(to width: Int, isSigned: Bool) -> WideInteger {
        let fill: UInt64 = isSigned && isNegative ? .max : 0
        var result = limbs
        if fill != 0, self.width % 64 != 0 { result[result.count - 1] |= ~UndefinedBits.mask(self.width % 64) }
        let count = (width + 63) / 64
        if result.count > count { result.removeLast(result.count - count) }
        result += Array(repeating: fill, count: count - result.count)
        return WideInteger(limbs: result, width: width)
    }

    static func compute(_ kind: BinaryKind, _ a: WideInteger, _ b: WideInteger) throws(Stop) -> WideInteger {
        func flag(_ condition: Bool) -> WideInteger { WideInteger(limbs: [condition ? 1 : 0], width: 1) }
        func amount() throws(Stop) -> Int {
            guard b.limbs.dropFirst().allSatisfy({ $0 == 0 }), b.limbs[0] < UInt64(a.width) else {
                throw .fault(.shiftTooFar, "shift of a \(a.width)-bit value by \(b.limbs[0])")
            }
            return Int(b.limbs[0])
        }
        switch kind {
        case .add: return a.adding(b)
        case .sub: return a.adding(b.negated)
        case .mul: return a.multiplied(b)
        case .and: return a.zipped(b) { $0 & $1 }
        case .or: return a.zipped(b) { $0 | $1 }
        case .xor: return a.zipped(b) { $0 ^ $1 }
        case .shl: return a.shiftedLeft(try amount())
        case .lshr: return a.shiftedRight(try amount(), fill: false)
        case .ashr: return a.shiftedRight(try amount(), fill: a.isNegative)
        case .eq: return flag(a == b)
        case .ne: return flag(a != b)
        case .ult: return flag(a.isLess(b))
        case .ule: return flag(!b.isLess(a))
        case .slt: return flag(a.isNegative != b.isNegative ? a.isNegative : a.isLess(b))
        case .sle: return flag(a.isNegative != b.isNegative ? a.isNegative : !b.isLess(a))
        case .udiv, .urem:
            if b.isZero { throw .fault(.divisionByZero, "division by zero") }
            let (quotient, rest) = a.divided(b)
            return kind == .udiv ? quotient : rest
        case .sdiv, .srem:
            if b.isZero { throw .fault(.divisionByZero, "division by zero") }
            let (quotient, rest) = (a.isNegative ? a.negated : a).divided(b.isNegative ? b.negated : b)
            if kind == .srem { return a.isNegative ? rest.negated : rest }
            if a.isNegative == b.isNegative, quotient.isNegative {
                throw .fault(.divisionOverflow, "the lowest \(a.width)-bit number divided by -1 does not fit")
            }
            return a.isNegative != b.isNegative ? quotient.negated : quotient
        default: throw .unsupported("an operation of \(a.width) bits")
        }
    }

    static func undefined(_ kind: BinaryKind, _ a: WideInteger, _ ua: WideInteger, _ b: WideInteger, _ ub: WideInteger)
        -> WideInteger
    {
        if ua.isZero && ub.isZero { return ua }
        switch kind {
        case .and:
            return WideInteger(
                limbs: a.limbs.indices.map {
                    UndefinedBits.undefined(.and, 64, a.limbs[$0], ua.limbs[$0], b.limbs[$0], ub.limbs[$0])
                },
                width: a.width)
        case .or:
            return WideInteger(
                limbs: a.limbs.indices.map {
                    UndefinedBits.undefined(.or, 64, a.limbs[$0], ua.limbs[$0], b.limbs[$0], ub.limbs[$0])
                },
                width: a.width)
        case .xor: return ua.zipped(ub) { $0 | $1 }
        case .shl, .lshr, .ashr:
            guard ub.isZero, b.limbs[0] < UInt64(a.width) else { return ones(a.width) }
            let amount = Int(b.limbs[0])
            return kind == .shl ? ua.shiftedLeft(amount) : ua.shiftedRight(amount, fill: kind == .ashr && ua.isNegative)
        default: return ones(a.width)
        }
    }

    private func zipped(_ other: WideInteger, _ operation: (UInt64, UInt64) -> UInt64) -> WideInteger {
        WideInteger(limbs: zip(limbs, other.limbs).map { operation($0, $1) }, width: width)
    }

    private func adding(_ other: WideInteger) -> WideInteger {
        var carry = false
        let sums = zip(limbs, other.limbs).map { a, b -> UInt64 in
            let (first, one) = a.addingReportingOverflow(b)
            let (second, two) = first.addingReportingOverflow(carry ? 1 : 0)
            carry = one || two
            return second
        }
        return WideInteger(limbs: sums, width: width)
    }

    var negated: WideInteger {
        let flipped = WideInteger(limbs: limbs.map { ~$0 }, width: width)
        return flipped.adding(WideInteger(limbs: [1] + Array(repeating: 0, count: limbs.count - 1), width: width))
    }

    private func multiplied(_ other: WideInteger) -> WideInteger {
        var result = [UInt64](repeating: 0, count: limbs.count)
        for i in limbs.indices {
            var carry: UInt64 = 0
            for j in 0..<limbs.count - i {
                let (high, low) = limbs[i].multipliedFullWidth(by: other.limbs[j])
                let (one, first) = result[i + j].addingReportingOverflow(low)
                let (two, second) = one.addingReportingOverflow(carry)
                result[i + j] = two
                carry = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
            }
        }
        return WideInteger(limbs: result, width: width)
    }

    private func isLess(_ other: WideInteger) -> Bool {
        for index in limbs.indices.reversed() where limbs[index] != other.limbs[index] {
            return limbs[index] < other.limbs[index]
        }
        return false
    }

    func shiftedLeft(_ amount: Int) -> WideInteger {
        let (whole, rest) = (amount / 64, UInt64(amount % 64))
        let shifted = limbs.indices.map { index -> UInt64 in
            let high = index >= whole ? limbs[index - whole] << rest : 0
            let low = rest > 0 && index > whole ? limbs[index - whole - 1] >> (64 - rest) : 0
            return high | low
        }
        return WideInteger(limbs: shifted, width: width)
    }

    func shiftedRight(_ amount: Int, fill: Bool) -> WideInteger {
        var source = limbs
        if fill, width % 64 != 0 { source[source.count - 1] |= ~UndefinedBits.mask(width % 64) }
        let beyond: UInt64 = fill ? .max : 0
        let (whole, rest) = (amount / 64, UInt64(amount % 64))
        func limb(_ index: Int) -> UInt64 { index < source.count ? source[index] : beyond }
        let shifted = limbs.indices.map {
            limb($0 + whole) >> rest | (rest > 0 ? limb($0 + whole + 1) << (64 - rest) : 0)
        }
        return WideInteger(limbs: shifted, width: width)
    }

    private func divided(_ divisor: WideInteger) -> (WideInteger, WideInteger) {
        let zero = WideInteger(limbs: Array(repeating: 0, count: limbs.count), width: width)
        var (quotient, rest) = (zero, zero)
        for index in (0..<width).reversed() {
            let carried = rest.isNegative
            rest = rest.shiftedLeft(1)
            if bit(index) { rest.limbs[0] |= 1 }
            if carried || !rest.isLess(divisor) {
                rest = rest.adding(divisor.negated)
                quotient.limbs[index / 64] |= 1 << UInt64(index % 64)
            }
        }
        return (quotient, rest)
    }
}
