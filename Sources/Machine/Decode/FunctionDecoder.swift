// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Turns one LLVM function into steps. One instance per function; the extensions hold the instructions by topic.
final class FunctionDecoder {
    let module: ModuleDecoder
    let shapes: TypeShapes
    let constants: ConstantFolder
    let function: LLVMValueRef

    var blocks: [StepBlock] = []
    /// Index of the block that is being filled.
    var current = 0
    private var blockIndices: [LLVMBasicBlockRef: Int32] = [:]
    private(set) var blockRefs: [LLVMBasicBlockRef] = []

    /// First register of each value.
    private var registers: [LLVMValueRef: Register] = [:]
    /// Values that are known as operands of something else.
    private var aliases: [LLVMValueRef: Operand] = [:]
    /// Whether a register has a slot of its own for the whole function.
    private(set) var isDedicated: [Bool] = []
    /// Operands that do not fit in a step.
    var pool: [Register] = []
    var cases: [(value: UInt64, target: Int32)] = []

    /// Registers of variables that live in slots instead of memory.
    var promoted: [LLVMValueRef: PromotedVariable] = [:]
    var stackVariables: [(register: Register, size: Int, alignment: Int, startsDead: Bool, name: String)] = []
    var usesDynamicStack = false
    /// Local variables' names, from the debug information.
    var variableNames: [LLVMValueRef: String] = [:]
    private(set) var parameterSlots = 0
    /// Looked for where tasks run beside each other.
    private(set) lazy var sharedStores = SharedStores(function)
    /// What the load or store that is being decoded is of: `Step.member`.
    var accessed: UInt32 = 0
    private var location: UInt64 = 0
    private var locationRef: LLVMMetadataRef?

    init(module: ModuleDecoder, function: LLVMValueRef) {
        self.module = module
        shapes = module.shapes
        constants = module.constants
        self.function = function
    }

    /// - Parameter number: of the first block, where it is to be seen which blocks are reached.
    func decode(markingFrom number: Int? = nil) {
        var block = LLVMGetFirstBasicBlock(function)
        while let ref = block {
            blockIndices[ref] = Int32(blockRefs.count)
            blockRefs.append(ref)
            block = LLVMGetNextBasicBlock(ref)
        }
        blocks = Array(repeating: StepBlock(), count: blockRefs.count)
        for index in 0..<LLVMCountParams(function) {
            let parameter = LLVMGetParam(function, index)!
            let shape = shapes.shape(LLVMTypeOf(parameter))
            registers[parameter] = newRegisters(shape.slots)
            parameterSlots += shape.slots
            if let reason = shape.unsupported { unsupported(reason) }
        }
        findVariables()
        for index in blockRefs.indices {
            current = index
            if let number { markBlock(number + index) }
            if index == 0 { startVariables() }
            var instruction = LLVMGetFirstInstruction(blockRefs[index])
            while let ref = instruction {
                place(ref)
                self.instruction(ref)
                instruction = LLVMGetNextInstruction(ref)
            }
        }
        movePhis()
    }

    private func place(_ instruction: LLVMValueRef) {
        let ref = LLVMInstructionGetDebugLoc(instruction)
        if ref == locationRef { return }
        locationRef = ref
        location = ref.map { module.location($0) } ?? 0
    }

    private func instruction(_ ref: LLVMValueRef) {
        let opcode = LLVMGetInstructionOpcode(ref)
        switch opcode {
        case LLVMRet, LLVMBr, LLVMSwitch, LLVMIndirectBr, LLVMUnreachable, LLVMPHI, LLVMSelect, LLVMCallBr:
            control(ref, opcode)
        case LLVMAlloca, LLVMLoad, LLVMStore, LLVMGetElementPtr, LLVMFence, LLVMAtomicRMW, LLVMAtomicCmpXchg, LLVMVAArg:
            memory(ref, opcode)
        case LLVMTrunc, LLVMZExt, LLVMSExt, LLVMPtrToInt, LLVMIntToPtr, LLVMBitCast, LLVMAddrSpaceCast, LLVMFPTrunc,
            LLVMFPExt,
            LLVMFPToSI, LLVMFPToUI, LLVMSIToFP, LLVMUIToFP:
            cast(ref, opcode)
        case LLVMCall: call(ref)
        case LLVMExtractValue, LLVMInsertValue, LLVMExtractElement, LLVMInsertElement, LLVMShuffleVector:
            aggregate(ref, opcode)
        default: arithmetic(ref, opcode)
        }
    }

    // MARK: Registers and operands

    func newRegisters(_ count: Int, dedicated: Bool = true) -> Register {
        let first = Register(isDedicated.count)
        for _ in 0..<max(count, 1) { isDedicated.append(dedicated) }
        return first
    }

    func temporary() -> Register { newRegisters(1, dedicated: false) }

    func isDedicated(_ register: Register) -> Bool { isDedicated[Int(register)] }

    /// Whether a value is used outside of the block that makes it.
    func leavesBlock(_ value: LLVMValueRef) -> Bool {
        let block = LLVMGetInstructionParent(value)
        var use = LLVMGetFirstUse(value)
        while let ref = use {
            let user = LLVMGetUser(ref)!
            if LLVMIsAPHINode(user) != nil || LLVMGetInstructionParent(user) != block { return true }
            use = LLVMGetNextUse(ref)
        }
        return false
    }

    /// The register that an instruction's scalar result goes to.
    func result(_ value: LLVMValueRef) -> Register {
        if let known = registers[value] { return known }
        let register = newRegisters(1, dedicated: leavesBlock(value))
        registers[value] = register
        return register
    }

    /// The registers for a result of several slots, next to each other.
    func results(_ value: LLVMValueRef, _ count: Int) -> Register {
        if count == 1 { return result(value) }
        if let known = registers[value] { return known }
        let register = newRegisters(count)
        registers[value] = register
        return register
    }

    /// The registers of a phi: written on the edges into its block, and so never the block's own.
    func joined(_ phi: LLVMValueRef) -> Register {
        if let known = registers[phi] { return known }
        let register = newRegisters(shapes.shape(LLVMTypeOf(phi)).slots)
        registers[phi] = register
        return register
    }

    /// Makes a value another name for an operand, or copies it where the operand does not live long enough.
    func alias(_ value: LLVMValueRef, _ operand: Operand) {
        if case .register(let register) = operand, !isDedicated(register), leavesBlock(value) {
            emit(Step(.move, d: result(value), a: register))
        } else {
            aliases[value] = operand
        }
    }

    /// Makes a value of several slots another name for registers.
    func alias(_ value: LLVMValueRef, first: Register) { registers[value] = first }

    func operand(_ value: LLVMValueRef) -> Operand { operands(value).first ?? .constant(0, undefined: .max) }

    /// All slots of a value.
    func operands(_ value: LLVMValueRef) -> [Operand] {
        if let alias = aliases[value] { return [alias] }
        if let register = registers[value] {
            let count = shapes.shape(LLVMTypeOf(value)).slots
            return count == 1 ? [.register(register)] : (0..<Register(count)).map { .register(register + $0) }
        }
        if LLVMIsConstant(value) != 0 {
            if let operands = constants.operands(value) { return operands }
            unsupported("the constant \(module.text(of: value))")
            return Array(repeating: .constant(0, undefined: 0), count: max(1, shapes.shape(LLVMTypeOf(value)).slots))
        }
        // A value of a block that comes later in the list; its register is fixed now.
        if LLVMIsAInstruction(value) != nil {
            let count = shapes.shape(LLVMTypeOf(value)).slots
            let register = newRegisters(count)
            registers[value] = register
            return (0..<Register(max(count, 1))).map { .register(register + $0) }
        }
        return [.constant(0, undefined: .max)]
    }

    func register(_ value: LLVMValueRef) -> Register { register(operand(value)) }

    func register(_ operand: Operand) -> Register {
        switch operand {
        case .register(let register): return register
        case .constant(let value, let undefined):
            let register = temporary()
            emit(value, undefined, to: register)
            return register
        }
    }

    func emit(_ value: UInt64, _ undefined: UInt64, to register: Register) {
        emit(undefined == 0 ? Step(.constant, d: register, imm: value) : Step(.undefine, d: register, imm: undefined))
    }

    func move(_ operand: Operand, to register: Register) {
        switch operand {
        case .register(let source): emit(Step(.move, d: register, a: source))
        case .constant(let value, let undefined): emit(value, undefined, to: register)
        }
    }

    // MARK: Steps

    func emit(_ step: Step) {
        var step = step
        step.location = location
        blocks[current].steps.append(step)
    }

    func emit(access step: Step) {
        var step = step
        step.member = accessed
        emit(step)
    }

    /// A helper with its operands; `d` gets its first result.
    func helper(_ helper: Helper, _ arguments: [Register], d: Register = -1, imm: UInt64 = 0) {
        var step = Step(.helper, x: UInt8(truncatingIfNeeded: arguments.count), d: d, imm: imm)
        step.c = Register(helper.rawValue)
        step.pool = Int32(pool.count)
        step.count = Int32(arguments.count)
        pool += arguments
        emit(step)
    }

    func unsupported(_ what: String) { emit(Step(.unsupported, imm: UInt64(module.program.text(what)))) }

    func block(_ ref: LLVMBasicBlockRef) -> Int32 { blockIndices[ref] ?? 0 }

    func addBlock() -> Int32 {
        blocks.append(StepBlock())
        return Int32(blocks.count - 1)
    }
}

/// A variable that lives in slots.
struct PromotedVariable {
    var register: Register
    var bits: Int
}
