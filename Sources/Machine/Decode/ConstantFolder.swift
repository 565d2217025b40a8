// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Constants of a module as numbers: addresses are known before decoding, so a constant expression is arithmetic.
final class ConstantFolder {
    let shapes: TypeShapes
    /// Addresses of variables and functions.
    var addresses: [LLVMValueRef: UInt64] = [:]
    /// Members of the CPU's own area at address 0 that are not NULL's, and where they are instead: s390's lowcore.
    var lowcore: [UInt64: UInt64] = [:]
    /// Numbers of blocks whose address is taken.
    private var labels: [LLVMBasicBlockRef: UInt64] = [:]

    init(shapes: TypeShapes) { self.shapes = shapes }

    /// A stand-in for the address of a label: nothing reads through it, `indirectbr` compares it.
    func label(_ block: LLVMBasicBlockRef) -> UInt64 {
        if let known = labels[block] { return known }
        let value = Address.kernelBit | 0x1abe_1000 + UInt64(labels.count)
        labels[block] = value
        return value
    }

    /// The operands of a constant, one per leaf slot; nil where the constant is of a kind that is not known.
    func operands(_ value: LLVMValueRef) -> [Operand]? {
        let type = LLVMTypeOf(value)!
        let shape = shapes.shape(type)
        if shape.unsupported != nil { return nil }
        if LLVMIsUndef(value) != 0 || LLVMIsPoison(value) != 0 {
            return shape.leaves.flatMap { leaf in
                (0..<leaf.slots).map { .constant(0, undefined: Self.mask(min(64, leaf.bits - 64 * $0))) }
            }
        }
        if LLVMIsAConstantAggregateZero(value) != nil || LLVMIsAConstantPointerNull(value) != nil {
            return Array(repeating: .constant(0, undefined: 0), count: shape.slots)
        }
        if shape.leaves.count == 1, shape.slots == 1 {
            return scalar(value).map { [.constant($0, undefined: 0)] }
        }
        if shape.leaves.count == 1, LLVMIsAConstantInt(value) != nil { return wide(value, type, shape.slots) }
        if LLVMIsAConstantDataSequential(value) != nil {
            var result: [Operand] = []
            for index in 0..<elementCount(type) {
                guard let inner = operands(LLVMGetElementAsConstant(value, UInt32(index))) else { return nil }
                result += inner
            }
            return result
        }
        if LLVMIsAConstantStruct(value) != nil || LLVMIsAConstantArray(value) != nil
            || LLVMIsAConstantVector(value) != nil
        {
            var result: [Operand] = []
            for index in 0..<LLVMGetNumOperands(value) {
                guard let inner = operands(LLVMGetOperand(value, UInt32(index))) else { return nil }
                result += inner
            }
            return result
        }
        return nil
    }

    static func mask(_ bits: Int) -> UInt64 { bits >= 64 ? .max : (1 << UInt64(max(bits, 0))) - 1 }

    private func elementCount(_ type: LLVMTypeRef) -> Int {
        LLVMGetTypeKind(type) == LLVMVectorTypeKind ? Int(LLVMGetVectorSize(type)) : Int(LLVMGetArrayLength(type))
    }

    private func wide(_ value: LLVMValueRef, _ type: LLVMTypeRef, _ slots: Int) -> [Operand] {
        let word = LLVMInt64TypeInContext(LLVMGetTypeContext(type))
        return (0..<slots).map { slot in
            let shifted = LLVMConstLShr(value, LLVMConstInt(type, UInt64(slot) * 64, 0))
            return .constant(LLVMConstIntGetZExtValue(LLVMConstTrunc(shifted, word)), undefined: 0)
        }
    }

    /// A constant of at most 64 bits.
    func scalar(_ value: LLVMValueRef) -> UInt64? {
        if LLVMIsAConstantInt(value) != nil { return LLVMConstIntGetZExtValue(value) }
        if let address = addresses[value] { return address }
        if LLVMIsAConstantPointerNull(value) != nil { return 0 }
        if LLVMIsUndef(value) != 0 || LLVMIsPoison(value) != 0 { return 0 }
        if LLVMIsAConstantFP(value) != nil {
            var lost: LLVMBool = 0
            let number = LLVMConstRealGetDouble(value, &lost)
            return shapes.shape(LLVMTypeOf(value)).scalarBits == 32
                ? UInt64(Float(number).bitPattern) : number.bitPattern
        }
        if LLVMIsABlockAddress(value) != nil { return label(LLVMValueAsBasicBlock(LLVMGetOperand(value, 1))) }
        if LLVMIsAConstantExpr(value) != nil { return expression(value) }
        if LLVMIsAGlobalAlias(value) != nil { return scalar(LLVMAliasGetAliasee(value)) }
        return nil
    }

    private func expression(_ value: LLVMValueRef) -> UInt64? {
        let opcode = LLVMGetConstOpcode(value)
        let bits = shapes.shape(LLVMTypeOf(value)).scalarBits
        if opcode == LLVMGetElementPtr { return elementPointer(value) }
        var operands: [UInt64] = []
        for index in 0..<LLVMGetNumOperands(value) {
            guard let operand = scalar(LLVMGetOperand(value, UInt32(index))) else { return nil }
            operands.append(operand)
        }
        let width = shapes.shape(LLVMTypeOf(LLVMGetOperand(value, 0))).scalarBits
        let result: UInt64
        switch opcode {
        case LLVMBitCast, LLVMPtrToInt, LLVMIntToPtr, LLVMTrunc, LLVMZExt, LLVMAddrSpaceCast: result = operands[0]
        case LLVMSExt: result = UInt64(bitPattern: UndefinedBits.signed(operands[0], width))
        case LLVMSelect: result = operands[0] & 1 != 0 ? operands[1] : operands[2]
        case LLVMICmp:
            result = compare(LLVMGetICmpPredicate(value), operands[0], operands[1], width) ? 1 : 0
        default:
            guard let kind = BinaryKind(opcode),
                case .value(let folded) = UndefinedBits.compute(kind, width, operands[0], operands[1])
            else { return nil }
            result = folded
        }
        return result & Self.mask(bits)
    }

    private func compare(_ predicate: LLVMIntPredicate, _ a: UInt64, _ b: UInt64, _ width: Int) -> Bool {
        let (x, y) = (UndefinedBits.signed(a, width), UndefinedBits.signed(b, width))
        switch predicate {
        case LLVMIntEQ: return a == b
        case LLVMIntNE: return a != b
        case LLVMIntUGT: return a > b
        case LLVMIntUGE: return a >= b
        case LLVMIntULT: return a < b
        case LLVMIntULE: return a <= b
        case LLVMIntSGT: return x > y
        case LLVMIntSGE: return x >= y
        case LLVMIntSLT: return x < y
        default: return x <= y
        }
    }

    private func elementPointer(_ value: LLVMValueRef) -> UInt64? {
        guard var address = scalar(LLVMGetOperand(value, 0)) else { return nil }
        var type: LLVMTypeRef = LLVMGetGEPSourceElementType(value)
        for index in 1..<UInt32(LLVMGetNumOperands(value)) {
            let operand = LLVMGetOperand(value, index)!
            guard let number = scalar(operand) else { return nil }
            let width = shapes.shape(LLVMTypeOf(operand)).scalarBits
            let step = UndefinedBits.signed(number, width)
            if index == 1 {
                address &+= UInt64(bitPattern: step &* Int64(shapes.size(type)))
            } else if LLVMGetTypeKind(type) == LLVMStructTypeKind {
                address &+= UInt64(shapes.offset(type, Int(step)))
                type = LLVMStructGetTypeAtIndex(type, UInt32(step))
            } else {
                type = LLVMGetElementType(type)
                address &+= UInt64(bitPattern: step &* Int64(shapes.size(type)))
            }
        }
        if !lowcore.isEmpty, let place = lowcore[address], isLowcore(value) { return place }
        return address
    }

    private func isLowcore(_ pointer: LLVMValueRef) -> Bool {
        let type: LLVMTypeRef = LLVMGetGEPSourceElementType(pointer)
        guard LLVMGetTypeKind(type) == LLVMStructTypeKind, let name = LLVMGetStructName(type) else { return false }
        return String(cString: name) == "struct.lowcore"
    }

    // MARK: Images of variables

    /// Writes a constant into the bytes of a variable; false where part of it is of a kind that is not known.
    func write(_ value: LLVMValueRef, into bytes: inout [UInt8], at offset: Int, bigEndian: Bool) -> Bool {
        if LLVMIsAConstantAggregateZero(value) != nil || LLVMIsUndef(value) != 0 || LLVMIsPoison(value) != 0 {
            return true
        }
        let type = LLVMTypeOf(value)!
        let kind = LLVMGetTypeKind(type)
        if LLVMIsAConstantDataSequential(value) != nil {
            let element: LLVMTypeRef = LLVMGetElementType(type)
            let step = shapes.size(element)
            if step == 1, LLVMIsConstantString(value) != 0 {
                var length = 0
                guard let text = LLVMGetAsString(value, &length) else { return false }
                text.withMemoryRebound(to: UInt8.self, capacity: length) {
                    bytes.replaceSubrange(offset..<offset + length, with: UnsafeBufferPointer(start: $0, count: length))
                }
                return true
            }
            return (0..<elementCount(type)).allSatisfy {
                write(
                    LLVMGetElementAsConstant(value, UInt32($0)), into: &bytes, at: offset + $0 * step,
                    bigEndian: bigEndian)
            }
        }
        if kind == LLVMStructTypeKind {
            return (0..<Int(LLVMGetNumOperands(value))).allSatisfy {
                write(
                    LLVMGetOperand(value, UInt32($0)), into: &bytes, at: offset + shapes.offset(type, $0),
                    bigEndian: bigEndian)
            }
        }
        if kind == LLVMArrayTypeKind || kind == LLVMVectorTypeKind {
            let step = shapes.size(LLVMGetElementType(type))
            return (0..<Int(LLVMGetNumOperands(value))).allSatisfy {
                write(LLVMGetOperand(value, UInt32($0)), into: &bytes, at: offset + $0 * step, bigEndian: bigEndian)
            }
        }
        guard let operands = operands(value) else { return false }
        let size = (shapes.shape(type).scalarBits + 7) / 8
        for byte in 0..<size {
            let place = bigEndian ? size - 1 - byte : byte
            guard case .constant(let word, _) = operands[place / 8] else { return false }
            bytes[offset + byte] = UInt8(truncatingIfNeeded: word >> UInt64(place % 8 * 8))
        }
        return true
    }
}

extension BinaryKind {
    init?(_ opcode: LLVMOpcode) {
        switch opcode {
        case LLVMAdd: self = .add
        case LLVMSub: self = .sub
        case LLVMMul: self = .mul
        case LLVMUDiv: self = .udiv
        case LLVMSDiv: self = .sdiv
        case LLVMURem: self = .urem
        case LLVMSRem: self = .srem
        case LLVMShl: self = .shl
        case LLVMLShr: self = .lshr
        case LLVMAShr: self = .ashr
        case LLVMAnd: self = .and
        case LLVMOr: self = .or
        case LLVMXor: self = .xor
        default: return nil
        }
    }
}
