// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// The functions and variables of an LLVM module, and those that a constant names.
enum GlobalList {
    static func functions(_ module: LLVMModuleRef) -> [LLVMValueRef] {
        list(LLVMGetFirstFunction(module)) { LLVMGetNextFunction($0) }.filter { LLVMGetIntrinsicID($0) == 0 }
    }

    static func variables(_ module: LLVMModuleRef) -> [LLVMValueRef] {
        list(LLVMGetFirstGlobal(module)) { LLVMGetNextGlobal($0) }
    }

    static func aliases(_ module: LLVMModuleRef) -> [LLVMValueRef] {
        list(LLVMGetFirstGlobalAlias(module)) { LLVMGetNextGlobalAlias($0) }
    }

    private static func list(
        _ first: LLVMValueRef?, _ next: (LLVMValueRef) -> LLVMValueRef?
    ) -> [LLVMValueRef] {
        var result: [LLVMValueRef] = []
        var at = first
        while let ref = at {
            result.append(ref)
            at = next(ref)
        }
        return result
    }

    static func name(_ value: LLVMValueRef) -> String {
        var length = 0
        return String(cString: LLVMGetValueName2(value, &length))
    }

    static func isExternal(_ value: LLVMValueRef) -> Bool {
        let linkage = LLVMGetLinkage(value)
        return linkage != LLVMInternalLinkage && linkage != LLVMPrivateLinkage
    }

    /// Functions and variables in a constant, in order; aliases are looked through.
    static func names(in constant: LLVMValueRef) -> [LLVMValueRef] {
        var result: [LLVMValueRef] = []
        var seen: Set<LLVMValueRef> = []
        var list = [constant]
        while let value = list.popLast() {
            if LLVMIsAGlobalAlias(value) != nil {
                list.append(LLVMAliasGetAliasee(value))
            } else if LLVMIsAFunction(value) != nil || LLVMIsAGlobalVariable(value) != nil {
                result.append(value)
            } else if LLVMIsConstant(value) != 0, LLVMIsABlockAddress(value) == nil {
                guard seen.insert(value).inserted else { continue }
                for index in stride(from: Int(LLVMGetNumOperands(value)) - 1, through: 0, by: -1) {
                    if let operand = LLVMGetOperand(value, UInt32(index)) { list.append(operand) }
                }
            }
        }
        return result
    }
}

/// The blocks of a function that can be reached when constant conditions are what they are: the rest is there for checks
/// while compiling, and names functions that no kernel has.
enum ReachableBlocks {
    static func of(_ function: LLVMValueRef, _ module: ModuleDecoder) -> [LLVMBasicBlockRef] {
        guard let entry = LLVMGetFirstBasicBlock(function) else { return [] }
        var reached: Set<LLVMBasicBlockRef> = [entry]
        var list = [entry]
        while let block = list.popLast() {
            guard let end = LLVMGetBasicBlockTerminator(block) else { continue }
            for next in successors(end, module) where reached.insert(next).inserted { list.append(next) }
        }
        var result: [LLVMBasicBlockRef] = []
        var block: LLVMBasicBlockRef? = entry
        while let ref = block {
            if reached.contains(ref) { result.append(ref) }
            block = LLVMGetNextBasicBlock(ref)
        }
        return result
    }

    private static func successors(_ end: LLVMValueRef, _ module: ModuleDecoder) -> [LLVMBasicBlockRef] {
        if LLVMIsABranchInst(end) != nil, LLVMIsConditional(end) != 0,
            let condition = module.constant(LLVMGetCondition(end))
        {
            return [LLVMGetSuccessor(end, condition & 1 != 0 ? 0 : 1)]
        }
        return (0..<LLVMGetNumSuccessors(end)).compactMap { LLVMGetSuccessor(end, $0) }
    }
}

extension ModuleDecoder {
    /// A condition's value where it does not depend on the run: constants, and what `__builtin_constant_p()` says here.
    fileprivate func constant(_ value: LLVMValueRef) -> UInt64? {
        if LLVMIsAConstantInt(value) != nil { return LLVMConstIntGetZExtValue(value) }
        if LLVMIsACallInst(value) != nil, let callee = LLVMGetCalledValue(value) {
            switch intrinsic(callee) {
            case "is.constant": return 0
            case "expect": return constant(LLVMGetOperand(value, 0))
            default: return nil
            }
        }
        if LLVMIsAZExtInst(value) != nil || LLVMIsATruncInst(value) != nil {
            return constant(LLVMGetOperand(value, 0))
        }
        guard LLVMIsAICmpInst(value) != nil, let left = constant(LLVMGetOperand(value, 0)),
            let right = constant(LLVMGetOperand(value, 1))
        else { return nil }
        switch LLVMGetICmpPredicate(value) {
        case LLVMIntEQ: return left == right ? 1 : 0
        case LLVMIntNE: return left != right ? 1 : 0
        default: return nil
        }
    }
}
