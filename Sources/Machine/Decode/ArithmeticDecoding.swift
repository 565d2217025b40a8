// SPDX-License-Identifier: Apache-2.0
import CLLVM

extension FunctionDecoder {
    func arithmetic(_ ref: LLVMValueRef, _ opcode: LLVMOpcode) {
        if opcode == LLVMICmp { return compare(ref) }
        if opcode == LLVMFCmp || opcode == LLVMFNeg { return floatCompareOrNegate(ref, opcode) }
        if opcode == LLVMFreeze {
            let count = shapes.shape(LLVMTypeOf(ref)).slots
            let first = results(ref, count)
            for (slot, operand) in operands(LLVMGetOperand(ref, 0)).enumerated() {
                helper(.freeze, [register(operand)], d: first + Register(slot))
            }
            return
        }
        let shape = shapes.shape(LLVMTypeOf(ref))
        if let number = floatOperation(opcode) {
            guard shape.scalarBits != 0 else { return unsupported("vector arithmetic") }
            let operands = [register(LLVMGetOperand(ref, 0)), register(LLVMGetOperand(ref, 1))]
            return helper(.floatBinary, operands, d: result(ref), imm: UInt64(shape.scalarBits) | number << 8)
        }
        guard let kind = BinaryKind(opcode) else { return unsupported("the instruction \(module.text(of: ref))") }
        guard shape.leaves.count == 1 else { return lanes(ref, kind, shape) }
        if shape.scalarBits > 64 { return wide(ref, kind, shape.scalarBits) }
        binary(
            kind, shape.scalarBits, operand(LLVMGetOperand(ref, 0)), operand(LLVMGetOperand(ref, 1)), to: result(ref))
    }

    /// Vectors: the same for each element.
    private func lanes(_ ref: LLVMValueRef, _ kind: BinaryKind, _ shape: Shape) {
        guard shape.unsupported == nil, shape.leaves.allSatisfy({ $0.slots == 1 }) else {
            return unsupported("vector arithmetic")
        }
        let (left, right) = (operands(LLVMGetOperand(ref, 0)), operands(LLVMGetOperand(ref, 1)))
        let first = results(ref, shape.slots)
        for (lane, leaf) in shape.leaves.enumerated() {
            binary(kind, leaf.bits, left[lane], right[lane], to: first + Register(lane))
        }
    }

    private func wide(_ ref: LLVMValueRef, _ kind: BinaryKind, _ bits: Int) {
        let arguments = (operands(LLVMGetOperand(ref, 0)) + operands(LLVMGetOperand(ref, 1))).map { register($0) }
        helper(
            .wideBinary, arguments, d: results(ref, (bits + 63) / 64), imm: UInt64(bits) | UInt64(kind.rawValue) << 16)
    }

    func binary(_ kind: BinaryKind, _ width: Int, _ left: Operand, _ right: Operand, to d: Register) {
        if case .constant(let a, 0) = left, case .constant(let b, 0) = right,
            case .value(let folded) = UndefinedBits.compute(kind, width, a, b)
        {
            return emit(folded, 0, to: d)
        }
        if let constant = right.constantValue, immediate(kind, width, left, constant, d) { return }
        if let constant = left.constantValue {
            switch kind {
            case .add, .mul, .and, .or, .xor: if immediate(kind, width, right, constant, d) { return }
            case .sub where width == 64: return emit(Step(.rsub64I, d: d, a: register(right), imm: constant))
            case .sub where width == 32: return emit(Step(.rsub32I, d: d, a: register(right), imm: constant))
            default: break
            }
        }
        let (a, b) = (register(left), register(right))
        let operation: Operation?
        switch kind {
        case .add: operation = width == 64 ? .add64 : width == 32 ? .add32 : nil
        case .sub: operation = width == 64 ? .sub64 : width == 32 ? .sub32 : nil
        case .mul: operation = width == 64 ? .mul64 : width == 32 ? .mul32 : nil
        case .and: operation = .and
        case .or: operation = .or
        case .xor: operation = .xor
        default: operation = nil
        }
        if let operation { return emit(Step(operation, d: d, a: a, b: b)) }
        emit(Step(.binary, x: kind.rawValue, d: d, a: a, b: b, imm: UInt64(width)))
    }

    private func immediate(_ kind: BinaryKind, _ width: Int, _ left: Operand, _ constant: UInt64, _ d: Register) -> Bool
    {
        let mask = ConstantFolder.mask(width)
        let shift = constant < UInt64(width)
        let step: Step
        switch kind {
        case .add where width == 64: step = Step(.add64I, d: d, imm: constant)
        case .add where width == 32: step = Step(.add32I, d: d, imm: constant)
        case .sub where width == 64: step = Step(.add64I, d: d, imm: 0 &- constant)
        case .sub where width == 32: step = Step(.add32I, d: d, imm: (0 &- constant) & mask)
        case .mul where width == 64: step = Step(.mul64I, d: d, imm: constant)
        case .mul where width == 32: step = Step(.mul32I, d: d, imm: constant)
        case .and: step = Step(.andI, d: d, imm: constant)
        case .or: step = Step(.orI, d: d, imm: constant)
        case .xor: step = Step(.xorI, d: d, imm: constant)
        case .shl where shift: step = Step(.shlI, x: UInt8(constant), d: d, imm: mask)
        case .lshr where shift: step = Step(.lshrI, x: UInt8(constant), d: d, imm: .max)
        case .ashr where shift:
            var shifted = Step(.ashrI, x: UInt8(constant), d: d, imm: mask)
            shifted.count = Int32(64 - width)
            step = shifted
        default: return false
        }
        var filled = step
        filled.a = register(left)
        emit(filled)
        return true
    }

    // MARK: Comparisons

    private func compare(_ ref: LLVMValueRef) {
        let (left, right) = (LLVMGetOperand(ref, 0)!, LLVMGetOperand(ref, 1)!)
        let shape = shapes.shape(LLVMTypeOf(left))
        guard shape.leaves.count == 1 else { return unsupported("a comparison of vectors") }
        let predicate = LLVMGetICmpPredicate(ref)
        if shape.scalarBits > 64 {
            let (kind, swapped) = Self.kind(predicate)
            let (a, b) = swapped ? (right, left) : (left, right)
            let arguments = (operands(a) + operands(b)).map { register($0) }
            return helper(
                .wideBinary, arguments, d: result(ref), imm: UInt64(shape.scalarBits) | UInt64(kind.rawValue) << 16)
        }
        compare(predicate, shape.scalarBits, operand(left), operand(right), to: result(ref))
    }

    private static func kind(_ predicate: LLVMIntPredicate) -> (BinaryKind, swapped: Bool) {
        switch predicate {
        case LLVMIntEQ: (.eq, false)
        case LLVMIntNE: (.ne, false)
        case LLVMIntUGT: (.ult, true)
        case LLVMIntUGE: (.ule, true)
        case LLVMIntULT: (.ult, false)
        case LLVMIntULE: (.ule, false)
        case LLVMIntSGT: (.slt, true)
        case LLVMIntSGE: (.sle, true)
        case LLVMIntSLT: (.slt, false)
        default: (.sle, false)
        }
    }

    private func compare(_ predicate: LLVMIntPredicate, _ width: Int, _ left: Operand, _ right: Operand, to d: Register)
    {
        let (kind, swapped) = Self.kind(predicate)
        var (a, b) = swapped ? (right, left) : (left, right)
        var width = width
        if kind == .slt || kind == .sle, width != 32, width != 64 {
            (a, b) = (extended(a, width), extended(b, width))
            width = 64
        }
        if let constant = b.constantValue, a.constantValue == nil {
            let top = ConstantFolder.mask(width)
            let highest = top >> 1
            // x ≤ c is x < c + 1 where c is not the highest value.
            if kind == .ule, constant < top { return emit(Step(.ultI, d: d, a: register(a), imm: constant + 1)) }
            if kind == .sle, constant != highest {
                return emit(Step(width == 32 ? .slt32I : .slt64I, d: d, a: register(a), imm: (constant &+ 1) & top))
            }
            switch kind {
            case .eq: return emit(Step(.eqI, d: d, a: register(a), imm: constant))
            case .ne: return emit(Step(.neI, d: d, a: register(a), imm: constant))
            case .ult: return emit(Step(.ultI, d: d, a: register(a), imm: constant))
            case .slt: return emit(Step(width == 32 ? .slt32I : .slt64I, d: d, a: register(a), imm: constant))
            default: break
            }
        } else if let constant = a.constantValue, b.constantValue == nil {
            let top = ConstantFolder.mask(width)
            let lowest = (top >> 1) + 1
            if kind == .ule, constant > 0 { return emit(Step(.ugtI, d: d, a: register(b), imm: constant - 1)) }
            if kind == .sle, constant != lowest {
                return emit(Step(width == 32 ? .sgt32I : .sgt64I, d: d, a: register(b), imm: (constant &- 1) & top))
            }
            switch kind {
            case .eq: return emit(Step(.eqI, d: d, a: register(b), imm: constant))
            case .ne: return emit(Step(.neI, d: d, a: register(b), imm: constant))
            case .ult: return emit(Step(.ugtI, d: d, a: register(b), imm: constant))
            case .slt: return emit(Step(width == 32 ? .sgt32I : .sgt64I, d: d, a: register(b), imm: constant))
            default: break
            }
        }
        let operation: Operation
        switch kind {
        case .eq: operation = .eq
        case .ne: operation = .ne
        case .ult: operation = .ult
        case .ule: operation = .ule
        case .slt: operation = width == 32 ? .slt32 : .slt64
        default: operation = width == 32 ? .sle32 : .sle64
        }
        emit(Step(operation, d: d, a: register(a), b: register(b)))
    }

    /// Sign-extended to 64 bits.
    private func extended(_ operand: Operand, _ width: Int) -> Operand {
        if let constant = operand.constantValue {
            return .constant(UInt64(bitPattern: UndefinedBits.signed(constant, width)), undefined: 0)
        }
        let target = temporary()
        emit(Step(.signExtend, x: UInt8(64 - width), d: target, a: register(operand), imm: .max))
        return .register(target)
    }

    // MARK: Casts

    func cast(_ ref: LLVMValueRef, _ opcode: LLVMOpcode) {
        let source = LLVMGetOperand(ref, 0)!
        let (from, to) = (shapes.shape(LLVMTypeOf(source)), shapes.shape(LLVMTypeOf(ref)))
        if let reason = from.unsupported ?? to.unsupported { return unsupported(reason) }
        if leadsToMarker(ref) { return }
        switch opcode {
        case LLVMFPTrunc, LLVMFPExt, LLVMFPToSI, LLVMFPToUI, LLVMSIToFP, LLVMUIToFP:
            guard from.scalarBits > 0, from.scalarBits <= 64, to.scalarBits > 0, to.scalarBits <= 64 else {
                return unsupported("the conversion \(module.text(of: ref))")
            }
            let imm = UInt64(from.scalarBits) | UInt64(to.scalarBits) << 16 | UInt64(opcode.rawValue) << 32
            return helper(.floatConvert, [register(source)], d: result(ref), imm: imm)
        case LLVMBitCast where from.leaves.count != 1 || to.leaves.count != 1 || from.slots != to.slots:
            return reinterpret(ref, source, from, to)
        default: break
        }
        guard from.leaves.count == 1, to.leaves.count == 1 else { return unsupported("a cast of vectors") }
        if from.slots > 1 || to.slots > 1 { return wideCast(ref, opcode, source, from.scalarBits, to.scalarBits) }
        let operand = operand(source)
        switch opcode {
        case LLVMTrunc, LLVMPtrToInt, LLVMIntToPtr:
            if to.scalarBits >= from.scalarBits { return alias(ref, operand) }
            emit(Step(.andI, d: result(ref), a: register(operand), imm: ConstantFolder.mask(to.scalarBits)))
        case LLVMSExt:
            emit(
                Step(
                    .signExtend, x: UInt8(64 - from.scalarBits), d: result(ref), a: register(operand),
                    imm: ConstantFolder.mask(to.scalarBits)))
        default: alias(ref, operand)
        }
    }

    /// A cast that only leads to a lifetime marker of a promoted variable makes no value.
    private func leadsToMarker(_ ref: LLVMValueRef) -> Bool { promoted[LLVMGetOperand(ref, 0)] != nil }

    private func wideCast(_ ref: LLVMValueRef, _ opcode: LLVMOpcode, _ source: LLVMValueRef, _ from: Int, _ to: Int) {
        let slots = operands(source)
        if opcode == LLVMBitCast {
            let first = results(ref, slots.count)
            for (slot, operand) in slots.enumerated() { move(operand, to: first + Register(slot)) }
            return
        }
        let imm = UInt64(from) | UInt64(to) << 16 | (opcode == LLVMSExt ? 1 << 32 : 0)
        helper(.wideExtend, slots.map { register($0) }, d: results(ref, (to + 63) / 64), imm: imm)
    }

    /// Bits that change their type and number of elements go through memory, as C says they do.
    private func reinterpret(_ ref: LLVMValueRef, _ source: LLVMValueRef, _ from: Shape, _ to: Shape) {
        unsupported("the cast \(module.text(of: ref))")
        _ = results(ref, max(to.slots, 1))
    }

    // MARK: Floating point

    private func floatOperation(_ opcode: LLVMOpcode) -> UInt64? {
        switch opcode {
        case LLVMFAdd: 0
        case LLVMFSub: 1
        case LLVMFMul: 2
        case LLVMFDiv: 3
        case LLVMFRem: 4
        default: nil
        }
    }

    private func floatCompareOrNegate(_ ref: LLVMValueRef, _ opcode: LLVMOpcode) {
        let bits = shapes.shape(LLVMTypeOf(LLVMGetOperand(ref, 0))).scalarBits
        guard bits == 32 || bits == 64 else { return unsupported("floating point of this type") }
        if opcode == LLVMFNeg {
            return helper(.floatNegate, [register(LLVMGetOperand(ref, 0))], d: result(ref), imm: UInt64(bits))
        }
        helper(
            .floatCompare, [register(LLVMGetOperand(ref, 0)), register(LLVMGetOperand(ref, 1))], d: result(ref),
            imm: UInt64(bits) | UInt64(LLVMGetFCmpPredicate(ref).rawValue) << 8)
    }
}
