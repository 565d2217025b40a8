// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Which stores of a function race, seen from its code alone: those to variables of files, and those to a member that the
/// function has read as well (`if (!s->busy) s->busy = 1`, `s->count++`). Between the read and the store another task
/// may have come.
struct SharedStores {
    /// A member of a struct: the type, and which indices lead to it.
    private struct Member: Hashable {
        var type: LLVMTypeRef
        var indices: [UInt64]
    }

    private var read: Set<Member> = []

    init(_ function: LLVMValueRef) {
        var block = LLVMGetFirstBasicBlock(function)
        while let ref = block {
            var instruction = LLVMGetFirstInstruction(ref)
            while let ref = instruction {
                if LLVMGetInstructionOpcode(ref) == LLVMLoad, let pointer = LLVMGetOperand(ref, 0),
                    let member = Self.member(pointer)
                {
                    read.insert(member)
                }
                instruction = LLVMGetNextInstruction(ref)
            }
            block = LLVMGetNextBasicBlock(ref)
        }
    }

    func contains(_ pointer: LLVMValueRef) -> Bool {
        var base = pointer
        while Self.isElement(base), let next = LLVMGetOperand(base, 0) { base = next }
        if LLVMIsAAllocaInst(base) != nil { return false }
        if LLVMIsAGlobalVariable(base) != nil { return LLVMIsGlobalConstant(base) == 0 }
        return Self.member(pointer).map { read.contains($0) } ?? false
    }

    private static func isElement(_ value: LLVMValueRef) -> Bool {
        if LLVMIsAGetElementPtrInst(value) != nil { return true }
        return LLVMIsAConstantExpr(value) != nil && LLVMGetConstOpcode(value) == LLVMGetElementPtr
    }

    /// Nil for what is no member of a struct, or of an element that is not always the same.
    private static func member(_ pointer: LLVMValueRef) -> Member? {
        guard isElement(pointer), let type = LLVMGetGEPSourceElementType(pointer),
            LLVMGetTypeKind(type) == LLVMStructTypeKind
        else { return nil }
        var indices: [UInt64] = []
        for number in 2..<UInt32(max(2, LLVMGetNumOperands(pointer))) {
            guard let index = LLVMGetOperand(pointer, number), LLVMIsAConstantInt(index) != nil else { return nil }
            indices.append(LLVMConstIntGetZExtValue(index))
        }
        return Member(type: type, indices: indices)
    }
}
