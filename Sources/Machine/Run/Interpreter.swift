// SPDX-License-Identifier: Apache-2.0

/// The execution loop. One function with one switch, its state in locals: that compiles to a jump table, and everything else that was
/// tried is slower. What is rare (undefined operands, faults, helpers, kernel calls) leaves for `SlowPaths.swift` and `Helpers….swift`.
enum Interpreter {
    typealias Code = UnsafeMutablePointer<Instruction>

    static let indexMask = Address.indexMask
    static let shadow = HostArena.span

    // MARK: What the cases have in common

    @inline(__always)
    private static func bothDefined(_ f: Frame, _ i: Instruction) -> Bool { f[Int(i.a) &+ 1] | f[Int(i.b) &+ 1] == 0 }

    @inline(__always)
    private static func put(_ f: Frame, _ i: Instruction, _ value: UInt64) {
        f[Int(i.d)] = value
        f[Int(i.d) &+ 1] = 0
    }

    @inline(__always)
    private static func binary(_ f: Frame, _ i: Instruction, _ operation: (UInt64, UInt64) -> UInt64) {
        if _fastPath(bothDefined(f, i)) {
            put(f, i, operation(f[Int(i.a)], f[Int(i.b)]))
        } else {
            undefinedBinary(f, i)
        }
    }

    @inline(__always)
    private static func immediate(_ f: Frame, _ i: Instruction, _ operation: (UInt64, UInt64) -> UInt64) {
        if _fastPath(f[Int(i.a) &+ 1] == 0) {
            put(f, i, operation(f[Int(i.a)], i.imm))
        } else {
            undefinedImmediate(f, i)
        }
    }

    @inline(__always)
    private static func low(_ value: UInt64) -> UInt64 { UInt64(UInt32(truncatingIfNeeded: value)) }

    @inline(__always)
    private static func s32(_ value: UInt64) -> Int32 { Int32(truncatingIfNeeded: value) }

    @inline(__always)
    private static func s64(_ value: UInt64) -> Int64 { Int64(bitPattern: value) }

    /// The constant of a fused comparison.
    @inline(__always)
    private static func short(_ i: Instruction) -> Int32 { Int32(truncatingIfNeeded: i.imm >> 32) }

    @inline(__always)
    private static func wide(_ i: Instruction) -> UInt64 { UInt64(bitPattern: Int64(short(i))) }

    /// [a + imm]
    @inline(__always)
    private static func near(_ f: Frame, _ i: Instruction) -> UInt64 { f[Int(i.a)] &+ i.imm }

    /// [a + b × scale + offset]
    @inline(__always)
    private static func far(_ f: Frame, _ i: Instruction) -> UInt64 {
        f[Int(i.a)] &+ f[Int(i.b)] &* (i.imm >> 32) &+ UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: i.imm)))
    }

    /// The same with an int for b.
    @inline(__always)
    private static func farInt(_ f: Frame, _ i: Instruction) -> UInt64 {
        let index = UInt64(bitPattern: Int64(s32(f[Int(i.b)])))
        return f[Int(i.a)] &+ index &* (i.imm >> 32) &+ UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: i.imm)))
    }

    /// The host address where an access of this size is allowed.
    @inline(__always)
    private static func readable<T>(_ table: UnsafeMutablePointer<ObjectEntry>, _ address: UInt64, _: T.Type)
        -> UnsafeMutableRawPointer?
    {
        let entry = table + Int((address >> 32) & indexMask)
        let limit: UInt32
        switch MemoryLayout<T>.size {
        case 1: limit = entry.pointee.read1
        case 2: limit = entry.pointee.read2
        case 4: limit = entry.pointee.read4
        default: limit = entry.pointee.read8
        }
        guard _fastPath(address &- entry.pointee.base < UInt64(limit)) else { return nil }
        return UnsafeMutableRawPointer(bitPattern: UInt(entry.pointee.delta &+ address))
    }

    @inline(__always)
    private static func writable<T>(_ table: UnsafeMutablePointer<ObjectEntry>, _ address: UInt64, _: T.Type)
        -> UnsafeMutableRawPointer?
    {
        let entry = table + Int((address >> 32) & indexMask)
        let limit: UInt32
        switch MemoryLayout<T>.size {
        case 1: limit = entry.pointee.write1
        case 2: limit = entry.pointee.write2
        case 4: limit = entry.pointee.write4
        default: limit = entry.pointee.write8
        }
        guard _fastPath(address &- entry.pointee.base < UInt64(limit)) else { return nil }
        return UnsafeMutableRawPointer(bitPattern: UInt(entry.pointee.delta &+ address))
    }

    /// False where the access has to be looked at by the slow path.
    @inline(__always)
    private static func load<T: FixedWidthInteger, Order: ByteOrder, Watch: AccessWatch>(
        _ table: UnsafeMutablePointer<ObjectEntry>, _ f: Frame, _ i: Instruction, _ address: UInt64,
        _ undefined: UInt64,
        _ type: T.Type, _: Order.Type, _ watch: Watch, _ pc: Code
    ) -> Bool {
        guard _fastPath(undefined == 0), let host = readable(table, address, type) else { return false }
        watch.note(address, isWrite: false, pc, f)
        f[Int(i.d)] = UInt64(truncatingIfNeeded: Order.fix(host.loadUnaligned(as: type)))
        f[Int(i.d) &+ 1] = UInt64(truncatingIfNeeded: Order.fix((host + shadow).loadUnaligned(as: type)))
        return true
    }

    @inline(__always)
    private static func store<T: FixedWidthInteger, Order: ByteOrder, Watch: AccessWatch>(
        _ table: UnsafeMutablePointer<ObjectEntry>, _ f: Frame, _ address: UInt64, _ undefined: UInt64,
        _ source: UInt16,
        _ type: T.Type, _: Order.Type, _ watch: Watch, _ pc: Code
    ) -> Bool {
        guard _fastPath(undefined == 0), let host = writable(table, address, type) else { return false }
        watch.note(address, isWrite: true, pc, f)
        host.storeBytes(of: Order.fix(T(truncatingIfNeeded: f[Int(source)])), as: type)
        (host + shadow).storeBytes(of: Order.fix(T(truncatingIfNeeded: f[Int(source) &+ 1])), as: type)
        return true
    }

    @inline(__always)
    private static func storeConstant<T: FixedWidthInteger, Order: ByteOrder, Watch: AccessWatch>(
        _ table: UnsafeMutablePointer<ObjectEntry>, _ f: Frame, _ i: Instruction, _ type: T.Type, _: Order.Type,
        _ watch: Watch, _ pc: Code
    ) -> Bool {
        let address = f[Int(i.a)] &+ wide(i)
        guard _fastPath(f[Int(i.a) &+ 1] == 0), let host = writable(table, address, type) else { return false }
        watch.note(address, isWrite: true, pc, f)
        host.storeBytes(of: Order.fix(T(truncatingIfNeeded: Int64(s32(i.imm)))), as: type)
        (host + shadow).storeBytes(of: 0, as: type)
        return true
    }

    @inline(__always)
    private static func undefinedNear(_ f: Frame, _ i: Instruction) -> UInt64 { f[Int(i.a) &+ 1] }

    @inline(__always)
    private static func undefinedFar(_ f: Frame, _ i: Instruction) -> UInt64 { f[Int(i.a) &+ 1] | f[Int(i.b) &+ 1] }

    /// Where the machine stands, for whoever looks at it from outside.
    @inline(__always)
    private static func stand(_ task: UnsafeMutablePointer<TaskState>, _ pc: Code, _ f: Frame, _ budget: Int) {
        task.pointee.pc = pc - 1
        task.pointee.frame = f
        task.pointee.budget = budget
    }

    @inline(__always)
    private static func jump(
        _ i: Instruction, _ pc: inout Code, _ budget: inout Int, _ code: Code, _ machine: Machine,
        _ task: UnsafeMutablePointer<TaskState>, _ f: Frame
    ) throws(Stop) {
        budget &-= 1
        if _slowPath(budget < 0) {
            stand(task, pc, f, budget)
            throw SlowPaths.runaway(machine)
        }
        pc = code + Int(truncatingIfNeeded: i.imm & 0xffff_ffff)
    }

    /// A jump on a condition; where that is not defined the defined bits may still decide it.
    @inline(__always)
    private static func jump(
        _ i: Instruction, _ pc: inout Code, _ budget: inout Int, _ code: Code, _ machine: Machine,
        _ task: UnsafeMutablePointer<TaskState>, _ f: Frame, undefined: UInt64, _ condition: Bool
    ) throws(Stop) {
        var taken = condition
        if _slowPath(undefined != 0) {
            stand(task, pc, f, budget)
            taken = try SlowPaths.undecided(f, i)
        }
        if taken { try jump(i, &pc, &budget, code, machine, task, f) }
    }

    @inline(never)
    private static func refuse(
        _ i: Instruction, _ pc: Code, _ f: Frame, _ budget: Int, _ machine: Machine,
        _ task: UnsafeMutablePointer<TaskState>
    ) -> Stop {
        stand(task, pc, f, budget)
        return SlowPaths.access(machine, f, i)
    }

    // MARK: The loop

    /// Runs from `entry` until the function whose frame is `frame` returns.
    /// - Returns: its result; what is undefined of it is in the task.
    static func run<Order: ByteOrder, Watch: AccessWatch>(
        _ order: Order.Type, _ watch: Watch, _ machine: Machine, _ task: UnsafeMutablePointer<TaskState>, entry: Code,
        frame: Frame
    ) throws(Stop) -> UInt64 {
        let table = machine.memory.table
        let code = machine.program.code
        let functions = machine.program.functions
        var pc = entry
        var f = frame
        var budget = task.pointee.budget

        while true {
            let i = pc.pointee
            pc += 1
            switch i.op {
            // Moves.
            case .move:
                f[Int(i.d)] = f[Int(i.a)]
                f[Int(i.d) &+ 1] = f[Int(i.a) &+ 1]
            case .constant: put(f, i, i.imm)
            case .undefine:
                f[Int(i.d)] = 0
                f[Int(i.d) &+ 1] = i.imm
            case .moveMany:
                for word in 0..<Int(i.imm) * 2 { f[Int(i.d) + word] = f[Int(i.a) + word] }

            // Arithmetic.
            case .add32: binary(f, i) { low($0 &+ $1) }
            case .add64: binary(f, i) { $0 &+ $1 }
            case .sub32: binary(f, i) { low($0 &- $1) }
            case .sub64: binary(f, i) { $0 &- $1 }
            case .mul32: binary(f, i) { low($0 &* $1) }
            case .mul64: binary(f, i) { $0 &* $1 }
            case .and: binary(f, i) { $0 & $1 }
            case .or: binary(f, i) { $0 | $1 }
            case .xor: binary(f, i) { $0 ^ $1 }
            case .add32I: immediate(f, i) { low($0 &+ $1) }
            case .add64I: immediate(f, i) { $0 &+ $1 }
            case .mul32I: immediate(f, i) { low($0 &* $1) }
            case .mul64I: immediate(f, i) { $0 &* $1 }
            case .andI:
                f[Int(i.d)] = f[Int(i.a)] & i.imm
                f[Int(i.d) &+ 1] = f[Int(i.a) &+ 1] & i.imm
            case .orI:
                f[Int(i.d)] = f[Int(i.a)] | i.imm
                f[Int(i.d) &+ 1] = f[Int(i.a) &+ 1] & ~i.imm
            case .xorI:
                f[Int(i.d)] = f[Int(i.a)] ^ i.imm
                f[Int(i.d) &+ 1] = f[Int(i.a) &+ 1]
            case .rsub32I: immediate(f, i) { low($1 &- $0) }
            case .rsub64I: immediate(f, i) { $1 &- $0 }
            case .shlI:
                f[Int(i.d)] = (f[Int(i.a)] &<< UInt64(i.x)) & i.imm
                f[Int(i.d) &+ 1] = (f[Int(i.a) &+ 1] &<< UInt64(i.x)) & i.imm
            case .lshrI:
                f[Int(i.d)] = (f[Int(i.a)] &>> UInt64(i.x)) & i.imm
                f[Int(i.d) &+ 1] = (f[Int(i.a) &+ 1] &>> UInt64(i.x)) & i.imm
            case .ashrI:
                let up = UInt64(i.b)
                let down = Int64(up &+ UInt64(i.x))
                f[Int(i.d)] = UInt64(bitPattern: s64(f[Int(i.a)] &<< up) &>> down) & i.imm
                f[Int(i.d) &+ 1] = UInt64(bitPattern: s64(f[Int(i.a) &+ 1] &<< up) &>> down) & i.imm
            case .signExtend:
                let up = UInt64(i.x)
                f[Int(i.d)] = UInt64(bitPattern: s64(f[Int(i.a)] &<< up) &>> Int64(up)) & i.imm
                f[Int(i.d) &+ 1] = UInt64(bitPattern: s64(f[Int(i.a) &+ 1] &<< up) &>> Int64(up)) & i.imm
            case .binary:
                stand(task, pc, f, budget)
                try SlowPaths.binary(f, i)

            // Comparisons.
            case .eq: binary(f, i) { $0 == $1 ? 1 : 0 }
            case .ne: binary(f, i) { $0 != $1 ? 1 : 0 }
            case .ult: binary(f, i) { $0 < $1 ? 1 : 0 }
            case .ule: binary(f, i) { $0 <= $1 ? 1 : 0 }
            case .slt32: binary(f, i) { s32($0) < s32($1) ? 1 : 0 }
            case .sle32: binary(f, i) { s32($0) <= s32($1) ? 1 : 0 }
            case .slt64: binary(f, i) { s64($0) < s64($1) ? 1 : 0 }
            case .sle64: binary(f, i) { s64($0) <= s64($1) ? 1 : 0 }
            case .eqI: immediate(f, i) { $0 == $1 ? 1 : 0 }
            case .neI: immediate(f, i) { $0 != $1 ? 1 : 0 }
            case .ultI: immediate(f, i) { $0 < $1 ? 1 : 0 }
            case .ugtI: immediate(f, i) { $0 > $1 ? 1 : 0 }
            case .slt32I: immediate(f, i) { s32($0) < s32($1) ? 1 : 0 }
            case .sgt32I: immediate(f, i) { s32($0) > s32($1) ? 1 : 0 }
            case .slt64I: immediate(f, i) { s64($0) < s64($1) ? 1 : 0 }
            case .sgt64I: immediate(f, i) { s64($0) > s64($1) ? 1 : 0 }

            // Control.
            case .jump: try jump(i, &pc, &budget, code, machine, task, f)
            case .jumpIf:
                try jump(i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1] & 1, f[Int(i.a)] & 1 != 0)
            case .jumpUnless:
                try jump(i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1] & 1, f[Int(i.a)] & 1 == 0)
            case .jumpEq:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: undefinedFar(f, i), f[Int(i.a)] == f[Int(i.b)])
            case .jumpNe:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: undefinedFar(f, i), f[Int(i.a)] != f[Int(i.b)])
            case .jumpUlt:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: undefinedFar(f, i), f[Int(i.a)] < f[Int(i.b)])
            case .jumpUle:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: undefinedFar(f, i), f[Int(i.a)] <= f[Int(i.b)])
            case .jumpSlt32:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: undefinedFar(f, i),
                    s32(f[Int(i.a)]) < s32(f[Int(i.b)]))
            case .jumpSle32:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: undefinedFar(f, i),
                    s32(f[Int(i.a)]) <= s32(f[Int(i.b)]))
            case .jumpSlt64:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: undefinedFar(f, i),
                    s64(f[Int(i.a)]) < s64(f[Int(i.b)]))
            case .jumpSle64:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: undefinedFar(f, i),
                    s64(f[Int(i.a)]) <= s64(f[Int(i.b)]))
            case .jumpEqI:
                try jump(i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1], f[Int(i.a)] == wide(i))
            case .jumpNeI:
                try jump(i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1], f[Int(i.a)] != wide(i))
            case .jumpUltI:
                try jump(i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1], f[Int(i.a)] < wide(i))
            case .jumpUgtI:
                try jump(i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1], f[Int(i.a)] > wide(i))
            case .jumpSlt32I:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1], s32(f[Int(i.a)]) < short(i))
            case .jumpSgt32I:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1], s32(f[Int(i.a)]) > short(i))
            case .jumpSlt64I:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1],
                    s64(f[Int(i.a)]) < Int64(short(i)))
            case .jumpSgt64I:
                try jump(
                    i, &pc, &budget, code, machine, task, f, undefined: f[Int(i.a) &+ 1],
                    s64(f[Int(i.a)]) > Int64(short(i)))
            case .switchOn:
                if _slowPath(f[Int(i.a) &+ 1] != 0) {
                    stand(task, pc, f, budget)
                    throw .fault(.uninitialisedBranch, "the value of this switch is not initialised")
                }
                let value = f[Int(i.a)]
                var low = 0
                var high = Int(i.imm >> 32)
                while low < high {
                    let middle = (low &+ high) / 2
                    if pc[middle].imm < value { low = middle &+ 1 } else { high = middle }
                }
                if low < Int(i.imm >> 32), pc[low].imm == value {
                    pc = code + (Int(pc[low].d) | Int(pc[low].a) << 16)
                } else {
                    pc = code + Int(i.imm & 0xffff_ffff)
                }
                budget &-= 1
                if _slowPath(budget < 0) {
                    stand(task, pc, f, budget)
                    throw SlowPaths.runaway(machine)
                }
            case .select:
                let condition = Int(i.imm)
                if _slowPath(f[condition &+ 1] & 1 != 0) {
                    stand(task, pc, f, budget)
                    throw .fault(.uninitialisedBranch, "the condition is not initialised")
                }
                let source = f[condition] & 1 != 0 ? Int(i.a) : Int(i.b)
                f[Int(i.d)] = f[source]
                f[Int(i.d) &+ 1] = f[source &+ 1]

            // Memory.
            case .load8:
                if !load(table, f, i, near(f, i), undefinedNear(f, i), UInt8.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .load16:
                if !load(table, f, i, near(f, i), undefinedNear(f, i), UInt16.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .load32:
                if !load(table, f, i, near(f, i), undefinedNear(f, i), UInt32.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .load64:
                if !load(table, f, i, near(f, i), undefinedNear(f, i), UInt64.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .loadX8:
                if !load(table, f, i, far(f, i), undefinedFar(f, i), UInt8.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .loadX16:
                if !load(table, f, i, far(f, i), undefinedFar(f, i), UInt16.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .loadX32:
                if !load(table, f, i, far(f, i), undefinedFar(f, i), UInt32.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .loadX64:
                if !load(table, f, i, far(f, i), undefinedFar(f, i), UInt64.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .loadXS8:
                if !load(table, f, i, farInt(f, i), undefinedFar(f, i), UInt8.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .loadXS16:
                if !load(table, f, i, farInt(f, i), undefinedFar(f, i), UInt16.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .loadXS32:
                if !load(table, f, i, farInt(f, i), undefinedFar(f, i), UInt32.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .loadXS64:
                if !load(table, f, i, farInt(f, i), undefinedFar(f, i), UInt64.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .store8:
                if !store(table, f, near(f, i), undefinedNear(f, i), i.b, UInt8.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .store16:
                if !store(table, f, near(f, i), undefinedNear(f, i), i.b, UInt16.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .store32:
                if !store(table, f, near(f, i), undefinedNear(f, i), i.b, UInt32.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .store64:
                if !store(table, f, near(f, i), undefinedNear(f, i), i.b, UInt64.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .storeX8:
                if !store(table, f, far(f, i), undefinedFar(f, i), i.d, UInt8.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .storeX16:
                if !store(table, f, far(f, i), undefinedFar(f, i), i.d, UInt16.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .storeX32:
                if !store(table, f, far(f, i), undefinedFar(f, i), i.d, UInt32.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .storeX64:
                if !store(table, f, far(f, i), undefinedFar(f, i), i.d, UInt64.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .storeXS8:
                if !store(table, f, farInt(f, i), undefinedFar(f, i), i.d, UInt8.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .storeXS16:
                if !store(table, f, farInt(f, i), undefinedFar(f, i), i.d, UInt16.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .storeXS32:
                if !store(table, f, farInt(f, i), undefinedFar(f, i), i.d, UInt32.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .storeXS64:
                if !store(table, f, farInt(f, i), undefinedFar(f, i), i.d, UInt64.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .store8I:
                if !storeConstant(table, f, i, UInt8.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .store16I:
                if !storeConstant(table, f, i, UInt16.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .store32I:
                if !storeConstant(table, f, i, UInt32.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .store64I:
                if !storeConstant(table, f, i, UInt64.self, order, watch, pc) {
                    throw refuse(i, pc, f, budget, machine, task)
                }
            case .address:
                if _fastPath(bothDefined(f, i)) { put(f, i, far(f, i)) } else { undefinedAddress(f, i, far(f, i)) }
            case .addressS:
                if _fastPath(bothDefined(f, i)) {
                    put(f, i, farInt(f, i))
                } else {
                    undefinedAddress(f, i, farInt(f, i))
                }

            // Calls.
            case .call, .callIndirect:
                var index = Int(i.imm)
                if i.op == .callIndirect {
                    stand(task, pc, f, budget)
                    index = try SlowPaths.callee(machine, f, i)
                    if index < 0 {
                        pc += (Int(i.x) &+ 7) >> 3
                        task.pointee.top = f + f.function.pointee.frameWords
                        try SlowPaths.callKernel(machine, task, f, i, -1 - index)
                        budget = task.pointee.budget
                        continue
                    }
                }
                let callee = functions + index
                let next = f + f.function.pointee.frameWords
                let count = Int(i.x)
                let arguments = UnsafeRawPointer(pc).assumingMemoryBound(to: UInt16.self)
                budget &-= 1
                if _slowPath(next + callee.pointee.frameWords > task.pointee.slotsEnd || budget < 0) {
                    stand(task, pc, f, budget)
                    throw budget < 0 ? SlowPaths.runaway(machine) : SlowPaths.exhausted(machine)
                }
                var to = next + FrameHeader.words
                for argument in 0..<min(count, callee.pointee.parameterSlots) {
                    let from = f + Int(arguments[argument])
                    to[0] = from[0]
                    to[1] = from[1]
                    to += 2
                }
                next.link(caller: f, function: callee, returnTo: pc + (count &+ 7) >> 3, result: i.d)
                if callee.pointee.usesStack {
                    stand(task, pc, f, budget)
                    try SlowPaths.enter(machine, task, next, caller: f, arguments, count)
                }
                pc = code + callee.pointee.entry
                f = next
            case .callKernel:
                stand(task, pc, f, budget)
                pc += (Int(i.x) &+ 7) >> 3
                task.pointee.top = f + f.function.pointee.frameWords
                try SlowPaths.callKernel(machine, task, f, i, Int(i.imm))
                budget = task.pointee.budget

            case .ret, .retConstant, .retNothing:
                if f.function.pointee.usesStack { SlowPaths.leave(machine, task, f) }
                let value = i.op == .ret ? f[Int(i.a)] : i.imm
                let undefined = i.op == .ret ? f[Int(i.a) &+ 1] : 0
                guard let back = f.returnPC else {
                    stand(task, pc, f, budget)
                    task.pointee.resultUndefined = undefined
                    return value
                }
                let result = f.resultSlot
                pc = back
                f = f.caller
                if i.op != .retNothing {
                    f[result] = value
                    f[result &+ 1] = undefined
                }
            case .retMany:
                if f.function.pointee.usesStack { SlowPaths.leave(machine, task, f) }
                let words = UnsafeRawPointer(pc).assumingMemoryBound(to: UInt16.self)
                guard let back = f.returnPC else {
                    stand(task, pc, f, budget)
                    task.pointee.resultUndefined = 0
                    return f[Int(words[0])]
                }
                let result = f.resultSlot
                let caller = f.caller
                for slot in 0..<Int(i.x) {
                    caller[result &+ 2 &* slot] = f[Int(words[slot])]
                    caller[result &+ 2 &* slot &+ 1] = f[Int(words[slot]) &+ 1]
                }
                pc = back
                f = caller

            case .helper:
                stand(task, pc, f, budget)
                try Helpers.run(machine, task, f, i, UnsafeRawPointer(pc).assumingMemoryBound(to: UInt16.self))
                pc += (Int(i.x) &+ 7) >> 3
            case .cover: machine.hits[Int(truncatingIfNeeded: i.imm)] = 1
            case .unsupported:
                stand(task, pc, f, budget)
                throw .unsupported(machine.program.texts[Int(i.imm)])
            case .unreachable:
                stand(task, pc, f, budget)
                throw .fault(.unreachable, "control reaches a place that the compiler was told is never reached")
            }
        }
    }
}

extension Frame {
    @inline(__always)
    var function: UnsafeMutablePointer<FunctionRecord> {
        UnsafeMutablePointer<FunctionRecord>(bitPattern: UInt(self[FrameHeader.function])).unsafelyUnwrapped
    }

    @inline(__always)
    var caller: Frame { Frame(bitPattern: UInt(self[FrameHeader.callerFrame])).unsafelyUnwrapped }

    @inline(__always)
    var returnPC: UnsafeMutablePointer<Instruction>? {
        UnsafeMutablePointer<Instruction>(bitPattern: UInt(self[FrameHeader.returnPC]))
    }

    @inline(__always)
    var resultSlot: Int { Int(self[FrameHeader.resultSlot]) }

    @inline(__always)
    func link(
        caller: Frame, function: UnsafeMutablePointer<FunctionRecord>, returnTo: UnsafeMutablePointer<Instruction>?,
        result: UInt16
    ) {
        self[FrameHeader.returnPC] = UInt64(UInt(bitPattern: returnTo))
        self[FrameHeader.callerFrame] = UInt64(UInt(bitPattern: caller))
        self[FrameHeader.function] = UInt64(UInt(bitPattern: function))
        self[FrameHeader.resultSlot] = UInt64(result)
    }
}
