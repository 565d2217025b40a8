// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Calls of `llvm.*`, by the name without prefix and type suffix.
extension FunctionDecoder {
    func intrinsic(_ ref: LLVMValueRef, _ name: String) {
        func argument(_ number: UInt32) -> LLVMValueRef { LLVMGetOperand(ref, number) }
        func arguments(_ count: UInt32) -> [Register] { (0..<count).map { register(argument($0)) } }
        let shape = shapes.shape(LLVMTypeOf(ref))
        let bits = shape.scalarBits
        switch name {
        // Only the stack pointer is ever read and written, around calls in assembly: nobody looks at it.
        case "read_register": return alias(ref, .constant(0, undefined: 0))
        case "dbg", "write_register", "assume", "prefetch", "donothing", "experimental.noalias.scope.decl",
            "sideeffect", "va_end",
            "invariant",
            "codeview", "pseudoprobe", "var":
            return
        case "lifetime.start", "lifetime.end": return lifetime(ref, starts: name == "lifetime.start")
        case "expect", "expect.with.probability", "launder.invariant.group", "strip.invariant.group", "ptr.annotation",
            "annotation", "ssa.copy":
            return alias(ref, operand(argument(0)))
        case "is.constant": return alias(ref, .constant(0, undefined: 0))
        case "objectsize":
            let isMinimum = operand(argument(1)).constantValue ?? 0
            return alias(ref, .constant(isMinimum & 1 != 0 ? 0 : ConstantFolder.mask(bits), undefined: 0))
        case "returnaddress", "frameaddress", "addressofreturnaddress":
            return alias(ref, .constant(module.ownAddress(function), undefined: 0))
        case "memcpy", "memmove", "memcpy.inline": return helper(.memoryCopy, arguments(3))
        case "memset": return helper(.memorySet, arguments(3))
        case "stacksave":
            usesDynamicStack = true
            return helper(.stackSave, [], d: result(ref))
        case "stackrestore": return helper(.stackRestore, arguments(1))
        case "va_start": return helper(.unnamedStart, arguments(1))
        case "va_copy": return helper(.unnamedCopy, arguments(2))
        case "trap", "debugtrap", "ubsantrap": return emit(Step(.unreachable))
        default: break
        }
        if let (kind, isSigned) = Self.overflowing(name) {
            let width = shapes.shape(LLVMTypeOf(argument(0))).scalarBits
            guard width > 0 else { return unsupported("llvm.\(name) of \(width) bits") }
            if width > 64 {
                let slots = (operands(argument(0)) + operands(argument(1))).map { register($0) }
                let imm = UInt64(width) | UInt64(kind.rawValue) << 16 | (isSigned ? 1 << 32 : 0)
                return helper(.wideOverflow, slots, d: results(ref, shape.slots), imm: imm)
            }
            let imm = UInt64(width) | UInt64(kind.rawValue) << 8 | (isSigned ? 1 << 16 : 0)
            return helper(.withOverflow, arguments(2), d: results(ref, 2), imm: imm)
        }
        guard bits <= 64 else { return unsupported("llvm.\(name) of \(bits) bits") }
        if name == "fmuladd" {
            // As without a fused instruction, which neither target's baseline has.
            let product = temporary()
            helper(.floatBinary, arguments(2), d: product, imm: UInt64(bits) | 2 << 8)
            return helper(.floatBinary, [product, register(argument(2))], d: result(ref), imm: UInt64(bits))
        }
        if name == "fma" { return helper(.floatFused, arguments(3), d: result(ref), imm: UInt64(bits)) }
        if let function = FloatFunction.unary[name] {
            return helper(.floatUnary, arguments(1), d: result(ref), imm: UInt64(bits) | function.rawValue << 8)
        }
        if let function = FloatFunction.binary[name] {
            return helper(.floatBinary, arguments(2), d: result(ref), imm: UInt64(bits) | function.rawValue << 8)
        }
        if let kind = Self.binary[name], bits > 0 {
            return binary(kind, bits, operand(argument(0)), operand(argument(1)), to: result(ref))
        }
        if let (known, count) = Self.bitwise[name], bits > 0 {
            return helper(known, arguments(count), d: result(ref), imm: UInt64(bits))
        }
        unsupported("the intrinsic llvm.\(name)")
        if shape.slots > 0 { _ = results(ref, shape.slots) }
    }

    private static let binary: [String: BinaryKind] = [
        "umin": .umin, "umax": .umax, "smin": .smin, "smax": .smax, "uadd.sat": .uaddSat, "usub.sat": .usubSat,
        "sadd.sat": .saddSat, "ssub.sat": .ssubSat,
    ]

    private static let bitwise: [String: (Helper, UInt32)] = [
        "ctpop": (.populationCount, 1), "ctlz": (.leadingZeros, 1), "cttz": (.trailingZeros, 1),
        "bswap": (.byteSwap, 1),
        "bitreverse": (.bitReverse, 1), "fshl": (.funnelLeft, 3), "fshr": (.funnelRight, 3), "abs": (.absolute, 1),
    ]

    private static func overflowing(_ name: String) -> (BinaryKind, Bool)? {
        switch name {
        case "sadd.with.overflow": (.add, true)
        case "uadd.with.overflow": (.add, false)
        case "ssub.with.overflow": (.sub, true)
        case "usub.with.overflow": (.sub, false)
        case "smul.with.overflow": (.mul, true)
        case "umul.with.overflow": (.mul, false)
        default: nil
        }
    }

    private func lifetime(_ ref: LLVMValueRef, starts: Bool) {
        let alloca = markedVariable(LLVMGetOperand(ref, 1))
        if let variable = promoted[alloca] {
            // At its end a variable is undefined as well, but nothing can see that.
            if starts { emit(Step(.undefine, d: variable.register, imm: ConstantFolder.mask(variable.bits))) }
            return
        }
        guard LLVMIsAAllocaInst(alloca) != nil else { return }
        let size = shapes.size(LLVMGetAllocatedType(alloca))
        helper(starts ? .lifetimeStart : .lifetimeEnd, [register(alloca)], imm: UInt64(size))
    }
}
