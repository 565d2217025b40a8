// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Allocas. One whose address is only loaded from and stored to whole becomes a register; the others are objects.
extension FunctionDecoder {
    /// Looks at all allocas before the first instruction is decoded.
    func findVariables() {
        var instruction = LLVMGetFirstInstruction(blockRefs[0])
        while let ref = instruction {
            defer { instruction = LLVMGetNextInstruction(ref) }
            guard LLVMIsAAllocaInst(ref) != nil else { continue }
            let type: LLVMTypeRef = LLVMGetAllocatedType(ref)
            let shape = shapes.shape(type)
            let count = LLVMGetOperand(ref, 0)!
            guard LLVMIsAConstantInt(count) != nil, LLVMConstIntGetZExtValue(count) == 1 else { continue }
            if shape.leaves.count == 1, shape.leaves[0].bits <= 64, isPromotable(ref, type) {
                promoted[ref] = PromotedVariable(register: newRegisters(1), bits: shape.scalarBits)
                continue
            }
            let register = newRegisters(1)
            alias(ref, first: register)
            stackVariables.append(
                (
                    register, shape.size, max(Int(LLVMGetAlignment(ref)), shape.alignment), hasLifetime(ref),
                    ""
                ))
        }
        nameVariables()
    }

    /// A promoted variable without a lifetime marker of its own starts undefined with the function. Where something else is written
    /// first, the optimiser drops this again.
    func startVariables() {
        for (alloca, variable) in promoted.sorted(by: { $0.value.register < $1.value.register })
        where !hasLifetime(alloca) {
            emit(Step(.undefine, d: variable.register, imm: ConstantFolder.mask(variable.bits)))
        }
    }

    private func isPromotable(_ alloca: LLVMValueRef, _ type: LLVMTypeRef) -> Bool {
        var use = LLVMGetFirstUse(alloca)
        while let ref = use {
            defer { use = LLVMGetNextUse(ref) }
            let user = LLVMGetUser(ref)!
            if LLVMIsALoadInst(user) != nil {
                if LLVMTypeOf(user) != type { return false }
            } else if LLVMIsAStoreInst(user) != nil {
                let stored = LLVMGetOperand(user, 0)!
                if stored == alloca || LLVMTypeOf(stored) != type { return false }
            } else if LLVMIsABitCastInst(user) != nil {
                if !isOnlyMarked(user) { return false }
            } else if !isLifetime(user) {
                return false
            }
        }
        return true
    }

    private func isOnlyMarked(_ cast: LLVMValueRef) -> Bool {
        var use = LLVMGetFirstUse(cast)
        while let ref = use {
            if !isLifetime(LLVMGetUser(ref)) { return false }
            use = LLVMGetNextUse(ref)
        }
        return true
    }

    private func hasLifetime(_ alloca: LLVMValueRef) -> Bool {
        var use = LLVMGetFirstUse(alloca)
        while let ref = use {
            let user = LLVMGetUser(ref)!
            if isLifetime(user) { return true }
            if LLVMIsABitCastInst(user) != nil {
                var inner = LLVMGetFirstUse(user)
                while let innerRef = inner {
                    if isLifetime(LLVMGetUser(innerRef)) { return true }
                    inner = LLVMGetNextUse(innerRef)
                }
            }
            use = LLVMGetNextUse(ref)
        }
        return false
    }

    private func isLifetime(_ user: LLVMValueRef) -> Bool {
        guard LLVMIsACallInst(user) != nil, let callee = LLVMGetCalledValue(user) else { return false }
        let intrinsic = module.intrinsic(callee)
        return intrinsic == "lifetime.start" || intrinsic == "lifetime.end"
    }

    /// The alloca behind the pointer of a lifetime marker.
    func markedVariable(_ pointer: LLVMValueRef) -> LLVMValueRef {
        LLVMIsABitCastInst(pointer) != nil ? LLVMGetOperand(pointer, 0) : pointer
    }

    /// `dbg.declare` says which variable an alloca is.
    private func nameVariables() {
        guard !stackVariables.isEmpty else { return }
        var byRegister: [Register: Int] = [:]
        for (index, variable) in stackVariables.enumerated() { byRegister[variable.register] = index }
        for block in blockRefs {
            var instruction = LLVMGetFirstInstruction(block)
            while let ref = instruction {
                instruction = LLVMGetNextInstruction(ref)
                guard LLVMIsADbgDeclareInst(ref) != nil, let (alloca, name) = module.declaredVariable(ref),
                    LLVMIsAAllocaInst(alloca) != nil, case .register(let register)? = operands(alloca).first,
                    let index = byRegister[register]
                else { continue }
                stackVariables[index].name = name
            }
        }
    }
}
