// SPDX-License-Identifier: Apache-2.0
import CLLVM

extension FunctionDecoder {
    func memory(_ ref: LLVMValueRef, _ opcode: LLVMOpcode) {
        switch opcode {
        case LLVMAlloca: dynamicVariable(ref)
        case LLVMLoad: load(ref)
        case LLVMStore: store(ref)
        case LLVMGetElementPtr: elementPointer(ref)
        case LLVMFence: break
        case LLVMAtomicRMW: atomicUpdate(ref)
        case LLVMAtomicCmpXchg: compareExchange(ref)
        default: unsupported("the instruction va_arg")
        }
    }

    private func dynamicVariable(_ ref: LLVMValueRef) {
        let count = LLVMGetOperand(ref, 0)!
        if promoted[ref] != nil
            || (LLVMIsAConstantInt(count) != nil && LLVMConstIntGetZExtValue(count) == 1 && current == 0)
        {
            return
        }
        let type: LLVMTypeRef = LLVMGetAllocatedType(ref)
        usesDynamicStack = true
        let alignment = UInt64(max(1, LLVMGetAlignment(ref)))
        helper(
            .allocate, [register(count)], d: result(ref), imm: UInt64(shapes.size(type)) | alignment << 32)
    }

    private func load(_ ref: LLVMValueRef) {
        let pointer = LLVMGetOperand(ref, 0)!
        if let variable = promoted[pointer] {
            emit(Step(.move, d: result(ref), a: variable.register))
            return
        }
        let shape = shapes.shape(LLVMTypeOf(ref))
        if let reason = shape.unsupported { return unsupported(reason) }
        checkAlignment(ref, LLVMTypeOf(ref), pointer)
        let address = operand(pointer)
        var register = results(ref, shape.slots)
        accessed = shape.leaves.count == 1 ? memberNumber(pointer) : 0
        for leaf in shape.leaves {
            load(leaf, address, to: register)
            register += Register(leaf.slots)
        }
    }

    /// Vectors are accessed by instructions that insist on their alignment; x86's other ones do not mind.
    private func checkAlignment(_ ref: LLVMValueRef, _ type: LLVMTypeRef, _ pointer: LLVMValueRef) {
        let alignment = LLVMGetAlignment(ref)
        guard LLVMGetTypeKind(type) == LLVMVectorTypeKind, alignment >= 16, LLVMIsAAllocaInst(pointer) == nil,
            case .x86_64 = module.program.parts.target.architecture
        else { return }
        helper(.checkAlignment, [register(pointer)], imm: UInt64(alignment))
    }

    private func load(_ leaf: Leaf, _ address: Operand, to register: Register) {
        let operation: Operation
        switch leaf.bits {
        case 1, 8: operation = .load8
        case 16: operation = .load16
        case 32: operation = .load32
        case 64: operation = .load64
        default:
            return helper(.wideLoad, [self.register(offset(address, leaf.offset))], d: register, imm: UInt64(leaf.bits))
        }
        emit(access: Step(operation, d: register, a: self.register(address), imm: UInt64(leaf.offset)))
        if leaf.bits == 1 { emit(Step(.andI, d: register, a: register, imm: 1)) }
    }

    private func offset(_ address: Operand, _ bytes: Int) -> Operand {
        if bytes == 0 { return address }
        let sum = temporary()
        emit(Step(.add64I, d: sum, a: register(address), imm: UInt64(bytes)))
        return .register(sum)
    }

    private func store(_ ref: LLVMValueRef) {
        let value = LLVMGetOperand(ref, 0)!
        let pointer = LLVMGetOperand(ref, 1)!
        if let variable = promoted[pointer] { return move(operand(value), to: variable.register) }
        let shape = shapes.shape(LLVMTypeOf(value))
        if let reason = shape.unsupported { return unsupported(reason) }
        let slots = operands(value)
        checkAlignment(ref, LLVMTypeOf(value), pointer)
        if let point = module.program.storePoint, sharedStores.contains(pointer) {
            emit(Step(.callKernel, imm: UInt64(point)))
        }
        let address = register(pointer)
        accessed = shape.leaves.count == 1 ? memberNumber(pointer) : 0
        var slot = 0
        for leaf in shape.leaves {
            store(leaf, Array(slots[slot..<slot + leaf.slots]), address)
            slot += leaf.slots
        }
    }

    private func store(_ leaf: Leaf, _ slots: [Operand], _ address: Register) {
        let operation: Operation
        let immediate: Operation
        switch leaf.bits {
        case 1, 8: (operation, immediate) = (.store8, .store8I)
        case 16: (operation, immediate) = (.store16, .store16I)
        case 32: (operation, immediate) = (.store32, .store32I)
        case 64: (operation, immediate) = (.store64, .store64I)
        default:
            let place = register(offset(.register(address), leaf.offset))
            return helper(.wideStore, [place] + slots.map { register($0) }, imm: UInt64(leaf.bits))
        }
        if let constant = slots[0].constantValue, leaf.offset < 1 << 31,
            leaf.bits <= 32 || Int64(bitPattern: constant) == Int64(Int32(truncatingIfNeeded: constant))
        {
            let imm = UInt64(leaf.offset) << 32 | constant & 0xffff_ffff
            return emit(access: Step(immediate, a: address, imm: imm))
        }
        emit(access: Step(operation, a: address, b: register(slots[0]), imm: UInt64(leaf.offset)))
    }

    /// An address is a base, a constant offset and at most one scaled index per step.
    private func elementPointer(_ ref: LLVMValueRef) {
        guard shapes.shape(LLVMTypeOf(ref)).scalarBits == 64 else {
            return unsupported("addresses that are not 64 bits wide")
        }
        var offset: Int64 = 0
        var indices: [(operand: Operand, scale: Int, bits: Int)] = []
        var type: LLVMTypeRef = LLVMGetGEPSourceElementType(ref)
        for number in 1..<UInt32(LLVMGetNumOperands(ref)) {
            let index = LLVMGetOperand(ref, number)!
            let bits = shapes.shape(LLVMTypeOf(index)).scalarBits
            let operand = self.operand(index)
            if number > 1 {
                if LLVMGetTypeKind(type) == LLVMStructTypeKind {
                    let member = Int(operand.constantValue ?? 0)
                    offset += Int64(shapes.offset(type, member))
                    type = LLVMStructGetTypeAtIndex(type, UInt32(member))
                    continue
                }
                type = LLVMGetElementType(type)
            }
            let size = shapes.size(type)
            if let constant = operand.constantValue {
                offset &+= UndefinedBits.signed(constant, bits) &* Int64(size)
            } else if size > 0 {
                indices.append((operand, size, bits))
            }
        }
        var base = operand(LLVMGetOperand(ref, 0))
        if indices.isEmpty {
            if offset == 0 { return alias(ref, base) }
            if let constant = base.constantValue {
                return alias(ref, .constant(constant &+ UInt64(bitPattern: offset), undefined: 0))
            }
            return emit(Step(.add64I, d: result(ref), a: register(base), imm: UInt64(bitPattern: offset)))
        }
        for (number, index) in indices.enumerated() {
            let isLast = number == indices.count - 1
            let target = isLast ? result(ref) : temporary()
            var wide = index.operand
            if index.bits < 32 {
                let extended = temporary()
                emit(Step(.signExtend, x: UInt8(64 - index.bits), d: extended, a: register(wide), imm: .max))
                wide = .register(extended)
            }
            let fits = isLast && offset >= Int64(Int32.min) && offset <= Int64(Int32.max)
            let low = fits ? UInt64(UInt32(truncatingIfNeeded: offset)) : 0
            emit(
                Step(
                    index.bits == 32 ? .addressS : .address, d: target, a: register(base), b: register(wide),
                    imm: UInt64(index.scale) << 32 | low))
            if isLast, !fits, offset != 0 {
                emit(Step(.add64I, d: target, a: target, imm: UInt64(bitPattern: offset)))
            }
            base = .register(target)
        }
    }

    private func atomicUpdate(_ ref: LLVMValueRef) {
        let bits = shapes.shape(LLVMTypeOf(ref)).scalarBits
        guard [8, 16, 32, 64].contains(bits) else { return unsupported("atomicrmw of \(bits) bits") }
        let kind = LLVMGetAtomicRMWBinOp(ref)
        guard kind.rawValue <= LLVMAtomicRMWBinOpUMin.rawValue else {
            return unsupported("atomicrmw of floating point")
        }
        helper(
            .atomicUpdate, [register(LLVMGetOperand(ref, 0)), register(LLVMGetOperand(ref, 1))], d: result(ref),
            imm: UInt64(bits) | UInt64(kind.rawValue) << 8)
    }

    private func compareExchange(_ ref: LLVMValueRef) {
        let bits = shapes.shape(LLVMTypeOf(LLVMGetOperand(ref, 1))).scalarBits
        guard [8, 16, 32, 64].contains(bits) else { return unsupported("cmpxchg of \(bits) bits") }
        helper(
            .compareExchange, (0..<3).map { register(LLVMGetOperand(ref, $0)) }, d: results(ref, 2), imm: UInt64(bits))
    }
}
