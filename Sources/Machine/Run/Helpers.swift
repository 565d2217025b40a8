// SPDX-License-Identifier: Apache-2.0

/// Operations that are too large for the loop. Operands are slots packed after the instruction.
enum Helpers {
    /// The operands of one helper.
    struct Operands {
        let frame: Frame
        let slots: UnsafePointer<UInt16>
        let result: Int
        let imm: UInt64

        func value(_ index: Int) -> UInt64 { frame[Int(slots[index])] }
        func undefined(_ index: Int) -> UInt64 { frame[Int(slots[index]) + 1] }

        /// An operand that must be defined to be acted on.
        func address(_ index: Int, _ what: String) throws(Stop) -> UInt64 {
            if undefined(index) != 0 { throw .fault(.uninitialisedAddress, "the \(what) is not initialised") }
            return value(index)
        }

        func give(_ value: UInt64, undefined: UInt64 = 0, part: Int = 0) {
            frame[result + 2 * part] = value
            frame[result + 2 * part + 1] = undefined
        }
    }

    static func run(
        _ machine: Machine, _ task: UnsafeMutablePointer<TaskState>, _ frame: Frame, _ i: Instruction,
        _ slots: UnsafePointer<UInt16>
    ) throws(Stop) {
        let operands = Operands(frame: frame, slots: slots, result: Int(i.d), imm: i.imm)
        guard let helper = Helper(rawValue: i.a) else { throw .unsupported("helper \(i.a)") }
        switch helper {
        case .memoryCopy, .memorySet, .lifetimeStart, .lifetimeEnd, .checkAlignment:
            try memory(helper, machine, operands)
        case .allocate, .stackSave, .stackRestore, .unnamedStart, .unnamedCopy:
            try stack(helper, machine, task, operands)
        case .populationCount, .leadingZeros, .trailingZeros, .byteSwap, .bitReverse, .funnelLeft, .funnelRight,
            .absolute,
            .withOverflow, .freeze:
            bits(helper, operands)
        case .atomicUpdate, .compareExchange: try atomic(helper, machine, operands)
        case .wideBinary, .wideOverflow, .wideExtend, .wideLoad, .wideStore: try wide(helper, machine, operands)
        case .floatBinary, .floatCompare, .floatNegate, .floatConvert: try float(helper, operands)
        case .floatUnary, .floatFused: floatFunction(helper, operands)
        }
    }

    // MARK: Memory

    private static func memory(_ helper: Helper, _ machine: Machine, _ operands: Operands) throws(Stop) {
        let memory = machine.memory
        let target = try operands.address(
            0, helper == .checkAlignment ? "address of this access" : "address of this write")
        switch helper {
        case .checkAlignment:
            guard target % operands.imm != 0 else { return }
            throw .fault(
                .misalignedAccess,
                "an access that has to be aligned to \(operands.imm) bytes at \(memory.place(target))")
        case .lifetimeStart: memory.setScope(target, isLive: true)
        case .lifetimeEnd: memory.setScope(target, isLive: false)
        case .memoryCopy:
            let length = try operands.address(2, "length of this copy")
            let source = try operands.address(1, "address of this read")
            try memory.copy(from: source, to: target, count: try count(length))
        default:
            let length = try count(try operands.address(2, "length of this fill"))
            try memory.fill(target, count: length, with: UInt8(truncatingIfNeeded: operands.value(1)))
            if operands.undefined(1) & 0xff != 0 { try memory.forget(target, count: length) }
        }
    }

    private static func count(_ length: UInt64) throws(Stop) -> Int {
        guard length < 1 << 40 else { throw .fault(.outOfBounds, "a copy of \(length) bytes") }
        return Int(length)
    }

    // MARK: The stack

    private static func stack(
        _ helper: Helper, _ machine: Machine, _ task: UnsafeMutablePointer<TaskState>, _ operands: Operands
    ) throws(Stop) {
        let memory = machine.memory
        switch helper {
        case .allocate:
            let count = try operands.address(0, "size of this array")
            let (size, overflow) = count.multipliedReportingOverflow(by: operands.imm & 0xffff_ffff)
            let used = UInt64(task.pointee.stackBytes - task.pointee.stackBytesStart)
            guard !overflow, size <= UInt64(task.pointee.stackLimit), used + size <= UInt64(task.pointee.stackLimit),
                task.pointee.stackObject + 1 < task.pointee.stackObjectEnd
            else { throw SlowPaths.exhausted(machine) }
            let base = memory.openVariable(
                task.pointee.stackObject, host: task.pointee.stackBytes, size: UInt32(size),
                alignment: Int(operands.imm >> 32), label: 0,
                isLive: true, site: 0)
            task.pointee.stackObject += 1
            task.pointee.stackBytes += UInt((size + 15) & ~15)
            operands.give(base)
        case .stackSave:
            // The mark is a number of an entry; only `stackRestore` looks at it.
            operands.give(UInt64(task.pointee.stackObject))
        case .stackRestore:
            let mark = Int(truncatingIfNeeded: operands.value(0))
            guard mark <= task.pointee.stackObject, mark >= Int(operands.frame[FrameHeader.stackObjects]) else {
                return
            }
            for index in stride(from: task.pointee.stackObject - 1, through: mark, by: -1) {
                let entry = memory.table[index]
                task.pointee.stackBytes = UInt(entry.delta &+ entry.base)
                memory.table[index].close()
                memory.table[index].state = .returned
            }
            task.pointee.stackObject = mark
        case .unnamedStart:
            let list = try operands.address(0, "address of the va_list")
            try startUnnamed(machine, list, operands.frame[FrameHeader.unnamed])
        default:
            let size = machine.program.target.unnamedListSize
            try memory.copy(
                from: try operands.address(1, "address of the va_list"),
                to: try operands.address(0, "address of the va_list"),
                count: size)
        }
    }

    /// Fills a `va_list` so that the code that clang made for `va_arg` finds every argument in the overflow area.
    private static func startUnnamed(_ machine: Machine, _ list: UInt64, _ area: UInt64) throws(Stop) {
        let memory = machine.memory
        switch machine.program.target.architecture {
        case .x86_64:
            try memory.store(list, size: 4, 48)
            try memory.store(list &+ 4, size: 4, 176)
            try memory.store(list &+ 8, size: 8, area)
            try memory.store(list &+ 16, size: 8, 0)
        case .s390x:
            try memory.store(list, size: 8, 5)
            try memory.store(list &+ 8, size: 8, 4)
            try memory.store(list &+ 16, size: 8, area)
            try memory.store(list &+ 24, size: 8, 0)
        case .other(let name): throw .unsupported("unnamed arguments on \(name)")
        }
    }
}

extension Target {
    /// Bytes of a `va_list`.
    var unnamedListSize: Int {
        if case .s390x = architecture { return 32 }
        return 24
    }

    /// Where the next unnamed argument's address is kept in a `va_list`.
    public var unnamedAreaOffset: UInt64 {
        if case .s390x = architecture { return 16 }
        return 8
    }
}
