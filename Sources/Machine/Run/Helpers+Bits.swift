// SPDX-License-Identifier: Apache-2.0

extension Helpers {
    static func bits(_ helper: Helper, _ operands: Operands) {
        let width = Int(operands.imm & 0xff)
        let mask = UndefinedBits.mask(width)
        let (a, ua) = (operands.value(0), operands.undefined(0))
        // Bits that move keep what is undefined of them; sums of bits are undefined as a whole.
        let all = ua == 0 ? 0 : mask
        switch helper {
        case .freeze: operands.give(a)
        case .populationCount: operands.give(UInt64(a.nonzeroBitCount), undefined: all)
        case .leadingZeros: operands.give(UInt64(a.leadingZeroBitCount - (64 - width)), undefined: all)
        case .trailingZeros: operands.give(UInt64(min(a.trailingZeroBitCount, width)), undefined: all)
        case .byteSwap:
            operands.give(a.byteSwapped >> UInt64(64 - width), undefined: ua.byteSwapped >> UInt64(64 - width))
        case .bitReverse:
            operands.give(reversed(a) >> UInt64(64 - width), undefined: reversed(ua) >> UInt64(64 - width))
        case .absolute:
            let value = UndefinedBits.signed(a, width)
            operands.give(UInt64(value.magnitude) & mask, undefined: all)
        case .funnelLeft, .funnelRight:
            let (b, ub) = (operands.value(1), operands.undefined(1))
            let amount = operands.value(2) % UInt64(width)
            func funnel(_ high: UInt64, _ low: UInt64) -> UInt64 {
                if amount == 0 { return helper == .funnelLeft ? high : low }
                let left = helper == .funnelLeft ? amount : UInt64(width) - amount
                return ((high << left) | (low >> (UInt64(width) - left))) & mask
            }
            operands.give(funnel(a, b), undefined: operands.undefined(2) != 0 ? mask : funnel(ua, ub))
        default: overflow(operands)
        }
    }

    private static func reversed(_ value: UInt64) -> UInt64 {
        var (rest, result): (UInt64, UInt64) = (value, 0)
        for _ in 0..<64 {
            result = result << 1 | rest & 1
            rest >>= 1
        }
        return result
    }

    /// Results: the value, and whether it does not fit.
    private static func overflow(_ operands: Operands) {
        let width = Int(operands.imm & 0xff)
        let kind = BinaryKind(rawValue: UInt8(truncatingIfNeeded: operands.imm >> 8)).unsafelyUnwrapped
        let isSigned = operands.imm >> 16 & 1 != 0
        let (a, b) = (operands.value(0), operands.value(1))
        let either = operands.undefined(0) | operands.undefined(1)
        let mask = UndefinedBits.mask(width)
        var value: UInt64 = 0
        var overflows = false
        if isSigned {
            let (x, y) = (UndefinedBits.signed(a, width), UndefinedBits.signed(b, width))
            let result: (partialValue: Int64, overflow: Bool)
            switch kind {
            case .add: result = x.addingReportingOverflow(y)
            case .sub: result = x.subtractingReportingOverflow(y)
            default: result = x.multipliedReportingOverflow(by: y)
            }
            value = UInt64(bitPattern: result.partialValue) & mask
            overflows = result.overflow || UndefinedBits.signed(value, width) != result.partialValue
        } else {
            let result: (partialValue: UInt64, overflow: Bool)
            switch kind {
            case .add: result = a.addingReportingOverflow(b)
            case .sub: result = a.subtractingReportingOverflow(b)
            default: result = a.multipliedReportingOverflow(by: b)
            }
            value = result.partialValue & mask
            overflows = result.overflow || value != result.partialValue
        }
        operands.give(value, undefined: either == 0 ? 0 : mask)
        operands.give(overflows ? 1 : 0, undefined: either == 0 ? 0 : 1, part: 1)
    }

    // MARK: Atomics

    static func atomic(_ helper: Helper, _ machine: Machine, _ operands: Operands) throws(Stop) {
        let width = Int(operands.imm & 0xff)
        let size = width / 8
        let memory = machine.memory
        let address = try operands.address(0, "address of this atomic")
        if machine.program.target.mindsAlignment(atomic: true), address % UInt64(size) != 0 {
            throw .fault(.misalignedAccess, "an atomic of \(size) bytes at \(memory.place(address))")
        }
        let (old, undefined) = try memory.loadBits(address, size)
        if helper == .compareExchange {
            if undefined != 0 || operands.undefined(1) != 0 {
                throw .fault(.uninitialisedBranch, "a compare-and-exchange of data that is not initialised")
            }
            let isEqual = old == operands.value(1)
            if isEqual { try memory.storeBits(address, size, operands.value(2), operands.undefined(2)) }
            operands.give(old)
            operands.give(isEqual ? 1 : 0, part: 1)
            return
        }
        let (value, ub) = (operands.value(1), operands.undefined(1))
        let mask = UndefinedBits.mask(width)
        let kind: BinaryKind
        switch operands.imm >> 8 {
        case 0:
            try memory.storeBits(address, size, value, ub)
            return operands.give(old, undefined: undefined)
        case 1: kind = .add
        case 2: kind = .sub
        case 3, 4: kind = .and
        case 5: kind = .or
        case 6: kind = .xor
        case 7: kind = .smax
        case 8: kind = .smin
        case 9: kind = .umax
        default: kind = .umin
        }
        var new = try SlowPaths.compute(kind, width, old, value, isKnown: ub == 0)
        // nand
        if operands.imm >> 8 == 4 { new = ~new & mask }
        try memory.storeBits(address, size, new, UndefinedBits.undefined(kind, width, old, undefined, value, ub))
        operands.give(old, undefined: undefined)
    }
}
