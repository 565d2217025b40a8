// SPDX-License-Identifier: Apache-2.0
import CLLVM

extension FunctionDecoder {
    func control(_ ref: LLVMValueRef, _ opcode: LLVMOpcode) {
        switch opcode {
        case LLVMRet: ret(ref)
        case LLVMBr: branch(ref)
        case LLVMSwitch: choice(ref)
        case LLVMIndirectBr: indirect(ref)
        case LLVMUnreachable: emit(Step(.unreachable))
        case LLVMPHI: _ = joined(ref)
        case LLVMSelect: select(ref)
        default: callBranch(ref)
        }
    }

    private func ret(_ ref: LLVMValueRef) {
        guard LLVMGetNumOperands(ref) == 1 else { return emit(Step(.retNothing)) }
        let value = LLVMGetOperand(ref, 0)!
        if let reason = shapes.shape(LLVMTypeOf(value)).unsupported { return unsupported(reason) }
        let slots = operands(value)
        if slots.count == 1 {
            if let constant = slots[0].constantValue { return emit(Step(.retConstant, imm: constant)) }
            return emit(Step(.ret, a: register(slots[0])))
        }
        var step = Step(.retMany, x: UInt8(truncatingIfNeeded: slots.count))
        step.pool = Int32(pool.count)
        step.count = Int32(slots.count)
        pool += slots.map { register($0) }
        emit(step)
    }

    private func branch(_ ref: LLVMValueRef) {
        guard LLVMIsConditional(ref) != 0 else {
            return emit(Step(.jump, target: block(LLVMValueAsBasicBlock(LLVMGetOperand(ref, 0)))))
        }
        let whenTrue = block(LLVMGetSuccessor(ref, 0))
        let whenFalse = block(LLVMGetSuccessor(ref, 1))
        let condition = operand(LLVMGetCondition(ref))
        if let constant = condition.constantValue {
            return emit(Step(.jump, target: constant & 1 != 0 ? whenTrue : whenFalse))
        }
        emit(Step(.jumpIf, a: register(condition), target: whenTrue))
        emit(Step(.jump, target: whenFalse))
    }

    private func choice(_ ref: LLVMValueRef) {
        let condition = register(LLVMGetOperand(ref, 0))
        var list: [(value: UInt64, target: Int32)] = []
        for index in stride(from: 2, to: UInt32(LLVMGetNumOperands(ref)), by: 2) {
            let value = LLVMConstIntGetZExtValue(LLVMGetOperand(ref, index))
            list.append((value, block(LLVMValueAsBasicBlock(LLVMGetOperand(ref, index + 1)))))
        }
        emitSwitch(condition, list, otherwise: block(LLVMGetSwitchDefaultDest(ref)))
    }

    private func emitSwitch(_ condition: Register, _ list: [(value: UInt64, target: Int32)], otherwise: Int32) {
        var step = Step(.switchOn, a: condition, target: otherwise)
        step.pool = Int32(cases.count)
        step.count = Int32(list.count)
        cases += list.sorted { $0.value < $1.value }
        emit(step)
    }

    /// A computed goto: the addresses of labels are numbers, so it is a switch over them.
    private func indirect(_ ref: LLVMValueRef) {
        let list = (1..<UInt32(LLVMGetNumOperands(ref))).map { index -> (value: UInt64, target: Int32) in
            let target = LLVMValueAsBasicBlock(LLVMGetOperand(ref, index))!
            return (constants.label(target), block(target))
        }
        let lost = addBlock()
        let here = current
        current = Int(lost)
        unsupported("a jump to an address that is no label of this function")
        current = here
        var seen: Set<UInt64> = []
        emitSwitch(register(LLVMGetOperand(ref, 0)), list.filter { seen.insert($0.value).inserted }, otherwise: lost)
    }

    private func select(_ ref: LLVMValueRef) {
        let condition = LLVMGetOperand(ref, 0)!
        let (left, right) = (operands(LLVMGetOperand(ref, 1)), operands(LLVMGetOperand(ref, 2)))
        guard shapes.shape(LLVMTypeOf(condition)).leaves.count == 1 else { return unsupported("a select of vectors") }
        let chosen = register(condition)
        let first = results(ref, left.count)
        for slot in left.indices {
            var step = Step(.select, d: first + Register(slot), a: register(left[slot]), b: register(right[slot]))
            step.c = chosen
            emit(step)
        }
    }

    // MARK: Phis

    /// A phi is a copy on each edge into its block. All of an edge's copies happen at once.
    func movePhis() {
        for (index, ref) in blockRefs.enumerated() {
            var phis: [LLVMValueRef] = []
            var instruction = LLVMGetFirstInstruction(ref)
            while let phi = instruction, LLVMIsAPHINode(phi) != nil {
                phis.append(phi)
                instruction = LLVMGetNextInstruction(phi)
            }
            if phis.isEmpty { continue }
            var done: Set<Int32> = []
            for incoming in 0..<LLVMCountIncoming(phis[0]) {
                let from = block(LLVMGetIncomingBlock(phis[0], incoming))
                guard done.insert(from).inserted else { continue }
                movePhis(phis, incoming, from: from, to: Int32(index))
            }
        }
    }

    private func movePhis(_ phis: [LLVMValueRef], _ incoming: UInt32, from: Int32, to: Int32) {
        var moves: [(target: Register, source: Operand)] = []
        for phi in phis {
            let first = joined(phi)
            for (slot, operand) in operands(LLVMGetIncomingValue(phi, incoming)).enumerated() {
                moves.append((first + Register(slot), operand))
            }
        }
        let edge = addBlock()
        current = Int(edge)
        let targets = Set(moves.map(\.target))
        let overlaps =
            moves.count > 1
            && moves.contains { move in
                if case .register(let source) = move.source { return targets.contains(source) }
                return false
            }
        if overlaps {
            let copies = moves.map { move -> (Register, Register) in
                let copy = newRegisters(1)
                self.move(move.source, to: copy)
                return (move.target, copy)
            }
            for (target, copy) in copies { emit(Step(.move, d: target, a: copy)) }
        } else {
            for (target, source) in moves { move(source, to: target) }
        }
        emit(Step(.jump, target: to))
        redirect(from, from: to, to: edge)
    }

    /// Sends every jump of a block that went to `old` to `new`.
    private func redirect(_ block: Int32, from old: Int32, to new: Int32) {
        for index in blocks[Int(block)].steps.indices {
            let step = blocks[Int(block)].steps[index]
            if step.target == old { blocks[Int(block)].steps[index].target = new }
            if step.op == .switchOn {
                for number in Int(step.pool)..<Int(step.pool + step.count) where cases[number].target == old {
                    cases[number].target = new
                }
            }
        }
    }
}
