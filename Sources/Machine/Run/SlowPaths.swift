// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// What the loop does rarely.

extension Interpreter {
    @inline(never)
    static func undefinedBinary(_ f: Frame, _ i: Instruction) {
        guard let (kind, width) = i.op.arithmetic else { return }
        let (a, ua, b, ub) = (f[Int(i.a)], f[Int(i.a) + 1], f[Int(i.b)], f[Int(i.b) + 1])
        finish(f, i, kind, width, a, ua, b, ub)
    }

    @inline(never)
    static func undefinedImmediate(_ f: Frame, _ i: Instruction) {
        guard let (kind, width) = i.op.arithmetic else { return }
        let (a, ua) = (f[Int(i.a)], f[Int(i.a) + 1])
        switch i.op {
        // The constant is the left operand of a subtraction and of a reversed comparison.
        case .rsub32I, .rsub64I, .ugtI, .sgt32I, .sgt64I: finish(f, i, kind, width, i.imm, 0, a, ua)
        default: finish(f, i, kind, width, a, ua, i.imm, 0)
        }
    }

    @inline(__always)
    private static func finish(
        _ f: Frame, _ i: Instruction, _ kind: BinaryKind, _ width: Int, _ a: UInt64, _ ua: UInt64, _ b: UInt64,
        _ ub: UInt64
    ) {
        if case .value(let value) = UndefinedBits.compute(kind, width, a, b) { f[Int(i.d)] = value }
        f[Int(i.d) + 1] = UndefinedBits.undefined(kind, width, a, ua, b, ub)
    }

    @inline(never)
    static func undefinedAddress(_ f: Frame, _ i: Instruction, _ value: UInt64) {
        let either = f[Int(i.a) + 1] | f[Int(i.b) + 1]
        f[Int(i.d)] = value
        f[Int(i.d) + 1] = either | (0 &- either)
    }
}

extension Operation {
    /// What an arithmetic instruction computes, by which width. Comparisons that are reversed name the one with swapped operands.
    var arithmetic: (BinaryKind, Int)? {
        switch self {
        case .add32, .add32I: (.add, 32)
        case .add64, .add64I: (.add, 64)
        case .sub32, .rsub32I: (.sub, 32)
        case .sub64, .rsub64I: (.sub, 64)
        case .mul32, .mul32I: (.mul, 32)
        case .mul64, .mul64I: (.mul, 64)
        case .and: (.and, 64)
        case .or: (.or, 64)
        case .xor: (.xor, 64)
        case .eq, .eqI, .jumpEq, .jumpEqI: (.eq, 64)
        case .ne, .neI, .jumpNe, .jumpNeI: (.ne, 64)
        case .ult, .ultI, .ugtI, .jumpUlt, .jumpUltI, .jumpUgtI: (.ult, 64)
        case .ule, .jumpUle: (.ule, 64)
        case .slt32, .slt32I, .sgt32I, .jumpSlt32, .jumpSlt32I, .jumpSgt32I: (.slt, 32)
        case .sle32, .jumpSle32: (.sle, 32)
        case .slt64, .slt64I, .sgt64I, .jumpSlt64, .jumpSlt64I, .jumpSgt64I: (.slt, 64)
        case .sle64, .jumpSle64: (.sle, 64)
        default: nil
        }
    }
}

enum SlowPaths {
    static func runaway(_ machine: Machine) -> Stop {
        .fault(.runawayLoop, "more than \(machine.options.stepBudget) jumps and calls; a loop that does not end?")
    }

    static func exhausted(_ machine: Machine) -> Stop {
        .fault(.stackExhausted, "more than \(machine.options.stackLimit) bytes of stack")
    }

    /// Whether a jump on partly undefined operands is taken; a fault where the defined bits do not say.
    static func undecided(_ f: Frame, _ i: Instruction) throws(Stop) -> Bool {
        if let (kind, width) = i.op.arithmetic {
            var (a, ua) = (f[Int(i.a)], f[Int(i.a) + 1])
            var (b, ub) = (UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: i.imm >> 32))), UInt64(0))
            if i.op.operands.contains(.readsB) { (b, ub) = (f[Int(i.b)], f[Int(i.b) + 1]) }
            switch i.op {
            case .jumpUgtI, .jumpSgt32I, .jumpSgt64I: (a, ua, b, ub) = (b, ub, a, ua)
            default: break
            }
            if width == 32 { (a, b) = (a & 0xffff_ffff, b & 0xffff_ffff) }
            if UndefinedBits.undefined(kind, width, a, ua, b, ub) == 0,
                case .value(let value) = UndefinedBits.compute(kind, width, a, b)
            {
                return value != 0
            }
        }
        throw .fault(.uninitialisedBranch, "the condition is not initialised")
    }

    /// Rarer arithmetic; the loop does not look at its operands.
    static func binary(_ f: Frame, _ i: Instruction) throws(Stop) {
        let kind = BinaryKind(rawValue: i.x).unsafelyUnwrapped
        let width = Int(i.imm)
        let (a, ua, b, ub) = (f[Int(i.a)], f[Int(i.a) + 1], f[Int(i.b)], f[Int(i.b) + 1])
        let value = try compute(kind, width, a, b, isKnown: ub == 0)
        f[Int(i.d)] = value
        f[Int(i.d) + 1] = UndefinedBits.undefined(kind, width, a, ua, b, ub)
    }

    static func compute(_ kind: BinaryKind, _ width: Int, _ a: UInt64, _ b: UInt64, isKnown: Bool) throws(Stop)
        -> UInt64
    {
        switch UndefinedBits.compute(kind, width, a, b) {
        case .value(let value): return value
        // An undefined divisor or amount is undefined data, reported where it decides something.
        case _ where !isKnown: return 0
        case .divisionByZero: throw .fault(.divisionByZero, "division by zero")
        case .divisionOverflow:
            throw .fault(.divisionOverflow, "the lowest \(width)-bit number divided by -1 does not fit")
        case .shiftTooFar:
            throw .fault(.shiftTooFar, "shift of a \(width)-bit value by \(UndefinedBits.signed(b, width))")
        }
    }

    /// What is wrong with the memory access that the loop refused.
    static func access(_ machine: Machine, _ f: Frame, _ i: Instruction) -> Stop {
        let (access, size, form) = shape(i.op)
        let undefined = f[Int(i.a) + 1] | (form == .near || form == .constant ? 0 : f[Int(i.b) + 1])
        if undefined != 0 {
            return .fault(.uninitialisedAddress, "the address of this \(access.rawValue) is not initialised")
        }
        let address: UInt64
        switch form {
        case .near: address = f[Int(i.a)] &+ i.imm
        case .constant: address = f[Int(i.a)] &+ UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: i.imm >> 32)))
        case .far, .farInt:
            let index = form == .far ? f[Int(i.b)] : UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: f[Int(i.b)])))
            address =
                f[Int(i.a)] &+ index &* (i.imm >> 32) &+ UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: i.imm)))
        }
        return machine.memory.problem(access, address, size)
            ?? .fault(.wildAccess, "\(access.rawValue) of \(Memory.bytes(size)) at 0x\(String(address, radix: 16))")
    }

    private enum Form {
        case near
        case constant
        case far
        case farInt
    }

    private static func shape(_ operation: Operation) -> (Memory.Access, Int, Form) {
        switch operation {
        case .load8: (.read, 1, .near)
        case .load16: (.read, 2, .near)
        case .load32: (.read, 4, .near)
        case .load64: (.read, 8, .near)
        case .store8: (.write, 1, .near)
        case .store16: (.write, 2, .near)
        case .store32: (.write, 4, .near)
        case .store64: (.write, 8, .near)
        case .store8I: (.write, 1, .constant)
        case .store16I: (.write, 2, .constant)
        case .store32I: (.write, 4, .constant)
        case .store64I: (.write, 8, .constant)
        case .loadX8: (.read, 1, .far)
        case .loadX16: (.read, 2, .far)
        case .loadX32: (.read, 4, .far)
        case .loadX64: (.read, 8, .far)
        case .storeX8: (.write, 1, .far)
        case .storeX16: (.write, 2, .far)
        case .storeX32: (.write, 4, .far)
        case .storeX64: (.write, 8, .far)
        case .loadXS8: (.read, 1, .farInt)
        case .loadXS16: (.read, 2, .farInt)
        case .loadXS32: (.read, 4, .farInt)
        case .loadXS64: (.read, 8, .farInt)
        case .storeXS8: (.write, 1, .farInt)
        case .storeXS16: (.write, 2, .farInt)
        case .storeXS32: (.write, 4, .farInt)
        default: (.write, 8, .farInt)
        }
    }

    // MARK: Calls

    /// Index of the function behind a pointer; −1 − n for the n-th kernel call.
    static func callee(_ machine: Machine, _ f: Frame, _ i: Instruction) throws(Stop) -> Int {
        if f[Int(i.a) + 1] != 0 { throw .fault(.uninitialisedAddress, "the function pointer is not initialised") }
        let address = f[Int(i.a)]
        let index = try function(machine, at: address)
        let record = machine.program.functions[index]
        if record.signature != UInt32(i.imm) {
            let names = machine.program.signatures
            let (has, wants) = (names[Int(record.signature)], names[Int(i.imm)])
            // `void f()` takes anything.
            if !(has.parameters.isEmpty && has.isVariadic) {
                throw .fault(
                    .wrongFunctionType,
                    "\(machine.program.functionNames[index])(), which is \(has), called through a pointer to \(wants)")
            }
        }
        return record.isDefined ? index : -1 - record.entry
    }

    static func function(_ machine: Machine, at address: UInt64) throws(Stop) -> Int {
        let entry = machine.memory.table[Address.index(of: address)]
        guard entry.kind == .function, entry.base == address else {
            if address < Address.firstOffset { throw .fault(.nullAccess, "call of a function pointer that is NULL") }
            throw .fault(.notAFunction, "call of \(machine.memory.place(address)), which is no function")
        }
        guard entry.state == .live else { throw machine.memory.unloadedUse("call", Address.index(of: address)) }
        return Int(entry.reserved)
    }

    static func callKernel(
        _ machine: Machine, _ task: UnsafeMutablePointer<TaskState>, _ f: Frame, _ i: Instruction, _ index: Int
    ) throws(Stop) {
        let packed = UnsafeRawPointer(task.pointee.pc + 1).assumingMemoryBound(to: UInt16.self)
        let value = try machine.callKernel(index, f, packed, count: Int(i.x), results: f + Int(i.d))
        f[Int(i.d)] = value
        f[Int(i.d) + 1] = 0
    }

    // MARK: Variables on the stack

    static func enter(
        _ machine: Machine, _ task: UnsafeMutablePointer<TaskState>, _ next: Frame, caller: Frame,
        _ arguments: UnsafePointer<UInt16>, _ count: Int
    ) throws(Stop) {
        let record = next.function.pointee
        next[FrameHeader.stackBytes] = UInt64(task.pointee.stackBytes)
        next[FrameHeader.stackObjects] = UInt64(task.pointee.stackObject)
        let start = task.pointee.stackBytes
        let used = start - task.pointee.stackBytesStart + UInt(record.variableBytes)
        guard used <= task.pointee.stackLimit,
            task.pointee.stackObject + record.variableCount + 1 < task.pointee.stackObjectEnd
        else {
            throw exhausted(machine)
        }
        for number in 0..<record.variableCount {
            let variable = record.variables.unsafelyUnwrapped + number
            let base = machine.memory.openVariable(
                task.pointee.stackObject, host: start + UInt(variable.pointee.offset), size: variable.pointee.size,
                alignment: Int(variable.pointee.alignment), label: variable.pointee.name + 1,
                isLive: !variable.pointee.startsDead,
                site: UInt32(record.entry + 1))
            task.pointee.stackObject += 1
            next[Int(variable.pointee.slot)] = base
            next[Int(variable.pointee.slot) + 1] = 0
        }
        task.pointee.stackBytes = start + UInt(record.variableBytes)
        if record.isVariadic { passUnnamed(machine, task, next, caller, arguments, count, record.parameterSlots) }
    }

    /// Unnamed arguments lie in memory, eight bytes each, as both targets' overflow areas have them.
    private static func passUnnamed(
        _ machine: Machine, _ task: UnsafeMutablePointer<TaskState>, _ next: Frame, _ caller: Frame,
        _ arguments: UnsafePointer<UInt16>, _ count: Int, _ named: Int
    ) {
        let unnamed = max(0, count - named)
        let host = task.pointee.stackBytes
        let base = machine.memory.openVariable(
            task.pointee.stackObject, host: host, size: UInt32(unnamed * 8), alignment: 8, label: 0, isLive: true,
            site: 0)
        task.pointee.stackObject += 1
        task.pointee.stackBytes += UInt((unnamed * 8 + 15) & ~15)
        for number in 0..<unnamed {
            let slot = Int(arguments[named + number])
            machine.memory.putWord(host + UInt(number * 8), caller[slot], undefined: caller[slot + 1])
        }
        next[FrameHeader.unnamed] = base
    }

    static func leave(_ machine: Machine, _ task: UnsafeMutablePointer<TaskState>, _ f: Frame) {
        let mark = Int(f[FrameHeader.stackObjects])
        for index in mark..<task.pointee.stackObject {
            machine.memory.table[index].close()
            machine.memory.table[index].state = .returned
        }
        task.pointee.stackObject = mark
        task.pointee.stackBytes = UInt(f[FrameHeader.stackBytes])
    }
}
