// SPDX-License-Identifier: Apache-2.0
import CLLVM

extension FunctionDecoder {
    func call(_ ref: LLVMValueRef) {
        let callee = LLVMGetCalledValue(ref)!
        if LLVMIsAInlineAsm(callee) != nil { return assembly(ref, callee) }
        if let name = module.intrinsic(callee) { return intrinsic(ref, name) }
        let type: LLVMTypeRef = LLVMGetCalledFunctionType(ref)
        let resultShape = shapes.shape(LLVMGetReturnType(type))
        if let reason = resultShape.unsupported { return unsupported(reason) }
        guard let arguments = arguments(ref) else { return }
        var step: Step
        if let function = module.functionIndex(callee) {
            // A call through a cast pointer keeps the type of the call, which has to fit the function.
            let signature = shapes.signature(type)
            if module.mismatch(function, signature) {
                step = Step(.callIndirect, a: register(callee), imm: UInt64(module.program.signature(signature)))
            } else if let kernel = module.program.kernelCall(of: function) {
                step = Step(.callKernel, imm: UInt64(kernel))
            } else {
                step = Step(.call, imm: UInt64(function))
            }
        } else {
            let signature = module.program.signature(shapes.signature(type))
            step = Step(.callIndirect, a: register(callee), imm: UInt64(signature))
        }
        step.x = UInt8(truncatingIfNeeded: arguments.count)
        step.pool = Int32(pool.count)
        step.count = Int32(arguments.count)
        pool += arguments
        if resultShape.slots > 0, LLVMGetFirstUse(ref) != nil { step.d = results(ref, resultShape.slots) }
        if resultShape.slots > 1, step.d < 0 { step.d = newRegisters(resultShape.slots) }
        emit(step)
    }

    /// One register per slot of each argument; nil where one cannot be passed, which is then already said.
    private func arguments(_ ref: LLVMValueRef) -> [Register]? {
        var result: [Register] = []
        let named = LLVMCountParamTypes(LLVMGetCalledFunctionType(ref))
        for number in 0..<LLVMGetNumArgOperands(ref) {
            let argument = LLVMGetOperand(ref, number)!
            if let reason = shapes.shape(LLVMTypeOf(argument)).unsupported {
                unsupported(reason)
                return nil
            }
            if let attribute = LLVMGetCallSiteEnumAttribute(ref, LLVMAttributeIndex(number + 1), module.byValue) {
                let type: LLVMTypeRef = LLVMGetTypeAttributeValue(attribute)
                if number >= named {
                    result += words(of: argument, type)
                } else {
                    result.append(copied(argument, type))
                }
            } else {
                result += operands(argument).map { register($0) }
            }
        }
        guard result.count < 250 else {
            unsupported("a call with \(result.count) arguments")
            return nil
        }
        return result
    }

    /// A struct passed by value in memory: the callee gets a copy of its own.
    private func copied(_ argument: LLVMValueRef, _ type: LLVMTypeRef) -> Register {
        let shape = shapes.shape(type)
        let copy = newRegisters(1)
        stackVariables.append((copy, shape.size, max(8, shape.alignment), false, "argument"))
        let length = temporary()
        emit(Step(.constant, d: length, imm: UInt64(shape.size)))
        helper(.memoryCopy, [copy, register(argument), length])
        return copy
    }

    /// A struct among unnamed arguments lies in the list itself.
    private func words(of argument: LLVMValueRef, _ type: LLVMTypeRef) -> [Register] {
        let size = shapes.shape(type).size
        let base = register(argument)
        return stride(from: 0, to: size, by: 8).map { offset in
            let (place, word) = (temporary(), temporary())
            emit(Step(.add64I, d: place, a: base, imm: UInt64(offset)))
            helper(.wideLoad, [place], d: word, imm: UInt64(min(8, size - offset) * 8))
            return word
        }
    }

    // MARK: Inline assembly

    private func assembly(_ ref: LLVMValueRef, _ callee: LLVMValueRef) {
        let assembly = module.assembly(callee)
        if assembly.isTransparent, let input = assembly.tiedInput {
            return alias(ref, operand(LLVMGetOperand(ref, UInt32(input))))
        }
        if assembly.isTransparent, shapes.shape(LLVMTypeOf(ref)).slots == 0 { return }
        guard let kernel = module.program.assembly(assembly) else {
            unsupported("inline assembly: \(assembly.summary)")
            return
        }
        emitAssembly(ref, kernel, resultSlots: shapes.shape(LLVMTypeOf(ref)).slots)
    }

    private func emitAssembly(_ ref: LLVMValueRef, _ kernel: Int, resultSlots: Int) {
        guard let arguments = arguments(ref) else { return }
        var step = Step(.callKernel, x: UInt8(truncatingIfNeeded: arguments.count), imm: UInt64(kernel))
        step.pool = Int32(pool.count)
        step.count = Int32(arguments.count)
        pool += arguments
        if resultSlots > 0 { step.d = results(ref, resultSlots) }
        emit(step)
    }

    /// `asm goto`: what is known as never jumping goes on; the rest is not supported.
    func callBranch(_ ref: LLVMValueRef) {
        let callee = LLVMGetCalledValue(ref)!
        let next = block(LLVMGetSuccessor(ref, 0))
        guard LLVMIsAInlineAsm(callee) != nil else { return unsupported("callbr of a function") }
        let assembly = module.assembly(callee)
        if let kernel = module.program.assembly(assembly) {
            // The model says which label: 0 goes on, n is the n-th label.
            let number = temporary()
            guard let arguments = arguments(ref) else { return }
            var step = Step(.callKernel, x: UInt8(truncatingIfNeeded: arguments.count), d: number, imm: UInt64(kernel))
            step.pool = Int32(pool.count)
            step.count = Int32(arguments.count)
            pool += arguments
            emit(step)
            for label in 1..<LLVMGetNumSuccessors(ref) {
                let chosen = temporary()
                emit(Step(.eqI, d: chosen, a: number, imm: UInt64(label)))
                emit(Step(.jumpIf, a: chosen, target: block(LLVMGetSuccessor(ref, label))))
            }
            return emit(Step(.jump, target: next))
        }
        unsupported("inline assembly: \(assembly.summary)")
    }
}
