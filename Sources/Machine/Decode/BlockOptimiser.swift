// SPDX-License-Identifier: Apache-2.0

/// Makes fewer and larger steps of a block: copies are looked through, addresses and comparisons move into what uses them, results go
/// straight into the variable that they are stored to. Nothing that can fault is dropped or moved past another step.
struct BlockOptimiser {
    private let decoder: FunctionDecoder
    private var steps: [Step] = []
    private var isDead: [Bool] = []

    // Per register, positions counted through the whole function, so that nothing needs clearing between blocks.
    private var lastWrite: [Int32]
    private var lastRead: [Int32]
    /// Times a register is read in this block by steps that still count.
    private var uses: [Int32]
    private var definitions: [Int32]
    /// Position of the block's first step.
    private var start: Int32 = 0

    static func run(_ decoder: FunctionDecoder) {
        var optimiser = BlockOptimiser(decoder)
        var position: Int32 = 1
        for index in decoder.blocks.indices {
            let count = Int32(decoder.blocks[index].steps.count)
            optimiser.start = position
            optimiser.steps = decoder.blocks[index].steps
            decoder.blocks[index].steps = []
            optimiser.optimise()
            decoder.blocks[index].steps = optimiser.steps
            position += count + 1
        }
    }

    private init(_ decoder: FunctionDecoder) {
        self.decoder = decoder
        let count = decoder.isDedicated.count
        lastWrite = Array(repeating: 0, count: count)
        lastRead = Array(repeating: 0, count: count)
        uses = Array(repeating: 0, count: count)
        definitions = Array(repeating: 0, count: count)
    }

    private mutating func optimise() {
        isDead = Array(repeating: false, count: steps.count)
        for step in steps { count(step, 1) }
        for index in steps.indices { visit(index) }
        sweep()
        for step in steps { count(step, -1, force: true) }
        var kept: [Step] = []
        kept.reserveCapacity(steps.count)
        for index in steps.indices where !isDead[index] { kept.append(steps[index]) }
        steps = kept
    }

    private mutating func count(_ step: Step, _ by: Int32, force: Bool = false) {
        let operands = step.op.operands
        func bump(_ register: Register) {
            if register >= 0 { uses[Int(register)] = force ? 0 : uses[Int(register)] + by }
        }
        if operands.contains(.readsA) { bump(step.a) }
        if operands.contains(.readsB) { bump(step.b) }
        if operands.contains(.readsC) { bump(step.c) }
        if operands.contains(.readsD) { bump(step.d) }
        if operands.contains(.readsPool) {
            for index in step.pool..<step.pool + step.count { bump(decoder.pool[Int(index)]) }
        }
        if operands.contains(.writesD), step.d >= 0 {
            definitions[Int(step.d)] = force ? 0 : definitions[Int(step.d)] + by
        }
    }

    // MARK: One step

    private mutating func visit(_ index: Int) {
        let operands = steps[index].op.operands
        if operands.contains(.readsA) { steps[index].a = lookThrough(steps[index].a) }
        if operands.contains(.readsB) { steps[index].b = lookThrough(steps[index].b) }
        if operands.contains(.readsC) { steps[index].c = lookThrough(steps[index].c) }
        if operands.contains(.readsD) { steps[index].d = lookThrough(steps[index].d) }
        if operands.contains(.readsPool) {
            let range = Int(steps[index].pool)..<Int(steps[index].pool + steps[index].count)
            for place in range { decoder.pool[place] = lookThrough(decoder.pool[place]) }
        }
        fuse(index)
        if steps[index].op == .move, retarget(index) { return }
        noteReads(index)
        noteWrite(index)
    }

    private func position(_ index: Int) -> Int32 { start + Int32(index) }

    /// The step of this block that made a register's present value, where one did.
    private func definition(_ register: Register) -> Int? {
        guard register >= 0, !decoder.isDedicated(register) else { return nil }
        let written = lastWrite[Int(register)]
        return written >= start ? Int(written - start) : nil
    }

    /// Whether a register still holds what it held at a step.
    private func isUnchanged(_ register: Register, since index: Int) -> Bool {
        lastWrite[Int(register)] <= position(index)
    }

    private mutating func lookThrough(_ register: Register) -> Register {
        guard let index = definition(register), steps[index].op == .move, !isDead[index] else { return register }
        let source = steps[index].a
        guard isUnchanged(source, since: index) else { return register }
        return replaced(register, by: source)
    }

    /// Keeps the counts of uses right; gives the new register.
    private mutating func replaced(_ register: Register, by other: Register) -> Register {
        uses[Int(register)] -= 1
        uses[Int(other)] += 1
        return other
    }

    private mutating func noteReads(_ index: Int) {
        let step = steps[index]
        let operands = step.op.operands
        let here = position(index)
        if operands.contains(.readsA) { lastRead[Int(step.a)] = here }
        if operands.contains(.readsB) { lastRead[Int(step.b)] = here }
        if operands.contains(.readsC) { lastRead[Int(step.c)] = here }
        if operands.contains(.readsD) { lastRead[Int(step.d)] = here }
        if operands.contains(.readsPool) {
            for place in step.pool..<step.pool + step.count { lastRead[Int(decoder.pool[Int(place)])] = here }
        }
    }

    private mutating func noteWrite(_ index: Int) {
        let step = steps[index]
        guard step.op.operands.contains(.writesD), step.d >= 0 else { return }
        // A variable that was made undefined and is written before anybody looks need not be.
        let written = lastWrite[Int(step.d)]
        if written >= start, steps[Int(written - start)].op == .undefine, lastRead[Int(step.d)] < written,
            written < position(index)
        {
            isDead[Int(written - start)] = true
        }
        lastWrite[Int(step.d)] = position(index)
    }

    /// `variable ← t` where t was made just for that: whoever made it writes the variable.
    private mutating func retarget(_ index: Int) -> Bool {
        let (variable, temporary) = (steps[index].d, steps[index].a)
        guard variable >= 0, let origin = definition(temporary), !isDead[origin], uses[Int(temporary)] == 1,
            definitions[Int(temporary)] == 1, steps[origin].op.operands.contains(.writesD), steps[origin].d == temporary
        else { return false }
        let made = position(origin)
        // An undefine of the variable in between is not wanted either.
        if lastWrite[Int(variable)] > made || lastRead[Int(variable)] > made { return false }
        steps[origin].d = variable
        isDead[index] = true
        uses[Int(temporary)] = 0
        noteWrite(origin)
        return true
    }

    // MARK: Fusing

    private mutating func fuse(_ index: Int) {
        switch steps[index].op {
        case .load8, .load16, .load32, .load64, .store8, .store16, .store32, .store64:
            foldTruncation(index)
            foldOffset(index)
            foldIndex(index)
        case .store8I, .store16I, .store32I, .store64I: foldStoreOffset(index)
        case .add64I: foldOffset(index)
        case .address, .addressS:
            foldBase(index)
            foldExtension(index)
        case .jumpIf:
            foldTruncation(index)
            foldComparison(index)
        case .andI: foldMask(index)
        default: break
        }
    }

    /// [t + n] with t = base + m is [base + n + m].
    private mutating func foldOffset(_ index: Int) {
        guard let origin = definition(steps[index].a), steps[origin].op == .add64I else { return }
        let base = steps[origin].a
        guard base != steps[origin].d, isUnchanged(base, since: origin) else { return }
        steps[index].imm = steps[index].imm &+ steps[origin].imm
        steps[index].a = replaced(steps[index].a, by: base)
    }

    private mutating func foldStoreOffset(_ index: Int) {
        guard let origin = definition(steps[index].a), steps[origin].op == .add64I else { return }
        let base = steps[origin].a
        let sum = Int64(Int32(truncatingIfNeeded: steps[index].imm >> 32)) &+ Int64(bitPattern: steps[origin].imm)
        guard base != steps[origin].d, isUnchanged(base, since: origin), let short = Int32(exactly: sum) else { return }
        steps[index].imm = UInt64(UInt32(bitPattern: short)) << 32 | steps[index].imm & 0xffff_ffff
        steps[index].a = replaced(steps[index].a, by: base)
    }

    /// [t + n] with t = base + i × scale + m becomes one indexed access.
    private mutating func foldIndex(_ index: Int) {
        guard let origin = definition(steps[index].a), steps[origin].op == .address || steps[origin].op == .addressS
        else { return }
        let address = steps[origin]
        let sum = Int64(Int32(truncatingIfNeeded: address.imm)) &+ Int64(bitPattern: steps[index].imm)
        guard let short = Int32(exactly: sum), address.d != address.a, address.d != address.b,
            isUnchanged(address.a, since: origin), isUnchanged(address.b, since: origin),
            let operation = steps[index].op.indexed(extending: address.op == .addressS)
        else { return }
        let value = steps[index].b
        uses[Int(steps[index].a)] -= 1
        uses[Int(address.a)] += 1
        uses[Int(address.b)] += 1
        steps[index].a = address.a
        steps[index].b = address.b
        if operation.operands.contains(.readsD) { steps[index].d = value }
        steps[index].op = operation
        steps[index].imm = address.imm & 0xffff_ffff_0000_0000 | UInt64(UInt32(bitPattern: short))
    }

    private mutating func foldBase(_ index: Int) {
        guard let origin = definition(steps[index].a), steps[origin].op == .add64I else { return }
        let base = steps[origin].a
        let sum = Int64(Int32(truncatingIfNeeded: steps[index].imm)) &+ Int64(bitPattern: steps[origin].imm)
        guard let short = Int32(exactly: sum), base != steps[origin].d, isUnchanged(base, since: origin) else { return }
        steps[index].imm = steps[index].imm & 0xffff_ffff_0000_0000 | UInt64(UInt32(bitPattern: short))
        steps[index].a = replaced(steps[index].a, by: base)
    }

    private mutating func foldExtension(_ index: Int) {
        guard steps[index].op == .address, let origin = definition(steps[index].b), steps[origin].op == .signExtend,
            steps[origin].x == 32, steps[origin].imm == .max, steps[origin].a != steps[origin].d,
            isUnchanged(steps[origin].a, since: origin)
        else { return }
        steps[index].op = .addressS
        steps[index].b = replaced(steps[index].b, by: steps[origin].a)
    }

    /// Stores and conditions look at the low bits only: who cuts off the others is not needed.
    private mutating func foldTruncation(_ index: Int) {
        let isJump = steps[index].op == .jumpIf
        let looked: UInt64
        switch steps[index].op {
        case .jumpIf: looked = 1
        case .store8: looked = 0xff
        case .store16: looked = 0xffff
        case .store32: looked = 0xffff_ffff
        default: return
        }
        guard let origin = definition(isJump ? steps[index].a : steps[index].b), steps[origin].op == .andI,
            steps[origin].imm & looked == looked, steps[origin].a != steps[origin].d,
            isUnchanged(steps[origin].a, since: origin)
        else { return }
        if isJump {
            steps[index].a = replaced(steps[index].a, by: steps[origin].a)
        } else {
            steps[index].b = replaced(steps[index].b, by: steps[origin].a)
        }
    }

    /// A mask of a mask, or of a shifted value.
    private mutating func foldMask(_ index: Int) {
        guard let origin = definition(steps[index].a), steps[origin].op == .andI || steps[origin].op == .lshrI,
            steps[origin].a != steps[origin].d, isUnchanged(steps[origin].a, since: origin)
        else { return }
        steps[index].op = steps[origin].op
        steps[index].x = steps[origin].x
        steps[index].imm &= steps[origin].imm
        steps[index].a = replaced(steps[index].a, by: steps[origin].a)
    }

    private mutating func foldComparison(_ index: Int) {
        guard let origin = definition(steps[index].a), let operation = steps[origin].op.jumping else { return }
        let comparison = steps[origin]
        let readsB = comparison.op.operands.contains(.readsB)
        guard comparison.d != comparison.a, isUnchanged(comparison.a, since: origin),
            !readsB || comparison.d != comparison.b && isUnchanged(comparison.b, since: origin)
        else { return }
        if !readsB {
            let short = Int32(truncatingIfNeeded: comparison.imm)
            let is32 = comparison.op == .slt32I || comparison.op == .sgt32I
            guard is32 || UInt64(bitPattern: Int64(short)) == comparison.imm else { return }
            steps[index].imm = UInt64(UInt32(bitPattern: short)) << 32
        } else {
            steps[index].b = comparison.b
            uses[Int(comparison.b)] += 1
        }
        steps[index].op = operation
        steps[index].a = replaced(steps[index].a, by: comparison.a)
    }

    // MARK: What is left over

    private mutating func sweep() {
        for index in steps.indices.reversed() where !isDead[index] {
            let step = steps[index]
            let operands = step.op.operands
            guard operands.contains(.isPure), step.d >= 0, !decoder.isDedicated(step.d), uses[Int(step.d)] == 0 else {
                continue
            }
            isDead[index] = true
            if operands.contains(.readsA) { uses[Int(step.a)] -= 1 }
            if operands.contains(.readsB) { uses[Int(step.b)] -= 1 }
        }
    }
}

extension Operation {
    /// The indexed form of a load or store.
    func indexed(extending: Bool) -> Operation? {
        switch self {
        case .load8: extending ? .loadXS8 : .loadX8
        case .load16: extending ? .loadXS16 : .loadX16
        case .load32: extending ? .loadXS32 : .loadX32
        case .load64: extending ? .loadXS64 : .loadX64
        case .store8: extending ? .storeXS8 : .storeX8
        case .store16: extending ? .storeXS16 : .storeX16
        case .store32: extending ? .storeXS32 : .storeX32
        case .store64: extending ? .storeXS64 : .storeX64
        default: nil
        }
    }

    /// The jump that a comparison becomes part of.
    var jumping: Operation? {
        switch self {
        case .eq: .jumpEq
        case .ne: .jumpNe
        case .ult: .jumpUlt
        case .ule: .jumpUle
        case .slt32: .jumpSlt32
        case .sle32: .jumpSle32
        case .slt64: .jumpSlt64
        case .sle64: .jumpSle64
        case .eqI: .jumpEqI
        case .neI: .jumpNeI
        case .ultI: .jumpUltI
        case .ugtI: .jumpUgtI
        case .slt32I: .jumpSlt32I
        case .sgt32I: .jumpSgt32I
        case .slt64I: .jumpSlt64I
        case .sgt64I: .jumpSgt64I
        default: nil
        }
    }
}
