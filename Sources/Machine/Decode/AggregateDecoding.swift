// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Aggregates and vectors as values: slots next to each other.
extension FunctionDecoder {
    func aggregate(_ ref: LLVMValueRef, _ opcode: LLVMOpcode) {
        let source = LLVMGetOperand(ref, 0)!
        let type = LLVMTypeOf(source)!
        if let reason = shapes.shape(type).unsupported { return unsupported(reason) }
        switch opcode {
        case LLVMExtractValue:
            let (slot, _) = slot(ref, in: type)
            let wanted = shapes.shape(LLVMTypeOf(ref)).slots
            take(ref, Array(operands(source)[slot..<slot + wanted]))
        case LLVMInsertValue:
            let (slot, _) = slot(ref, in: type)
            var slots = operands(source)
            let inserted = operands(LLVMGetOperand(ref, 1))
            slots.replaceSubrange(slot..<slot + inserted.count, with: inserted)
            take(ref, slots)
        case LLVMExtractElement:
            guard let index = operand(LLVMGetOperand(ref, 1)).constantValue else {
                return unsupported("a variable index in a vector")
            }
            let wanted = shapes.shape(LLVMTypeOf(ref)).slots
            take(ref, Array(operands(source)[Int(index) * wanted..<(Int(index) + 1) * wanted]))
        case LLVMInsertElement:
            guard let index = operand(LLVMGetOperand(ref, 2)).constantValue else {
                return unsupported("a variable index in a vector")
            }
            var slots = operands(source)
            let inserted = operands(LLVMGetOperand(ref, 1))
            slots.replaceSubrange(Int(index) * inserted.count..<(Int(index) + 1) * inserted.count, with: inserted)
            take(ref, slots)
        default:
            let all = operands(source) + operands(LLVMGetOperand(ref, 1))
            let count = shapes.shape(LLVMTypeOf(ref)).slots
            let undefined = LLVMGetUndefMaskElem()
            take(
                ref,
                (0..<count).map { index in
                    let from = LLVMGetMaskValue(ref, UInt32(index))
                    return from == undefined ? .constant(0, undefined: .max) : all[Int(from)]
                })
        }
    }

    private func slot(_ ref: LLVMValueRef, in type: LLVMTypeRef) -> (Int, LLVMTypeRef) {
        var slot = 0
        var inner = type
        let indices = LLVMGetIndices(ref)!
        for number in 0..<Int(LLVMGetNumIndices(ref)) {
            let index = Int(indices[number])
            slot += shapes.slot(of: inner, member: index)
            inner = shapes.memberType(inner, index)
        }
        return (slot, inner)
    }

    private func take(_ ref: LLVMValueRef, _ slots: [Operand]) {
        if slots.count == 1 { return alias(ref, slots[0]) }
        let first = results(ref, slots.count)
        for (slot, operand) in slots.enumerated() { move(operand, to: first + Register(slot)) }
    }
}
