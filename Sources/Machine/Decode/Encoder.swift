// SPDX-License-Identifier: Apache-2.0

/// Gives registers their slots and blocks their places, and writes the instructions.
struct Encoder {
    private let decoder: FunctionDecoder
    /// A block that ends in a condition: where the code is, where the condition leads, and where it goes on otherwise.
    private struct LoopTest {
        var range: Range<Int>
        var target: Int32
        var next: Int32
    }

    /// Such blocks so far.
    private var tests: [LoopTest?] = []
    /// Word of each register's slot; -1 for temporaries that have none at the moment.
    private var words: [Int32]
    private var frameWords = 0
    /// Words of temporaries that are free in the present block.
    private var free: [Int32] = []
    private var lastUse: [Int32]
    private var code: [Instruction] = []
    private var locations: [UInt64] = []
    private var members: [UInt32] = []
    private var blockStarts: [Int] = []
    /// Instructions whose low half of imm, or packed target, is a block yet.
    private var patches: [(index: Int, block: Int32, packed: Bool)] = []

    init(_ decoder: FunctionDecoder) {
        self.decoder = decoder
        words = Array(repeating: -1, count: decoder.isDedicated.count)
        lastUse = Array(repeating: -1, count: decoder.isDedicated.count)
    }

    mutating func encode(_ function: Int, into program: ProgramBuilder) {
        frameWords = FrameHeader.words
        for register in words.indices where decoder.isDedicated[register] {
            words[register] = Int32(frameWords)
            frameWords += 2
        }
        blockStarts = Array(repeating: 0, count: decoder.blocks.count)
        tests = Array(repeating: nil, count: decoder.blocks.count)
        for index in decoder.blocks.indices {
            blockStarts[index] = code.count
            encode(block: index)
        }
        let base = program.parts.code.count
        patch(base)
        if frameWords > 60000 {
            let text = program.text("a function with \(frameWords / 2) values at once")
            code = [Instruction(op: .unsupported, imm: UInt64(text))]
            locations = [locations.first ?? 0]
            members = [0]
            frameWords = FrameHeader.words
        }
        program.parts.code += code
        program.parts.locations += locations
        program.parts.members += members
        finish(function, base, program)
    }

    private func finish(_ function: Int, _ base: Int, _ program: ProgramBuilder) {
        var record = program.parts.functions[function]
        record.entry = base
        record.end = base + code.count
        record.frameWords = frameWords
        record.parameterSlots = decoder.parameterSlots
        record.isDefined = true
        record.variableCount = decoder.stackVariables.count
        record.usesStack = decoder.usesDynamicStack || record.isVariadic || record.variableCount > 0
        if record.variableCount > 0 {
            let list = UnsafeMutablePointer<StackVariable>.allocate(capacity: record.variableCount)
            var offset = 0
            for (index, variable) in decoder.stackVariables.enumerated() {
                offset = (offset + 15) & ~15
                (list + index).initialize(
                    to: StackVariable(
                        size: UInt32(variable.size), alignment: UInt32(variable.alignment), offset: UInt32(offset),
                        slot: UInt16(truncatingIfNeeded: words[Int(variable.register)]),
                        startsDead: variable.startsDead,
                        name: UInt32(program.text(variable.name))))
                offset += variable.size
            }
            record.variables = list
            record.variableBytes = (offset + 15) & ~15
            program.parts.variables.append(list)
        }
        program.parts.functions[function] = record
    }

    // MARK: Blocks

    private mutating func encode(block index: Int) {
        let steps = decoder.blocks[index].steps
        for (place, step) in steps.enumerated() { forEachOperand(step) { lastUse[Int($0)] = Int32(place) } }
        free.removeAll(keepingCapacity: true)
        var nextTemporary = Int32(-1)
        var highest = firstTemporary
        for (place, step) in steps.enumerated() {
            if step.op == .jump, place == steps.count - 1, step.target == Int32(index) + 1 { continue }
            if step.op.operands.contains(.isJump), place + 1 == steps.count - 1, steps[place + 1].op == .jump {
                let other = steps[place + 1].target
                if step.target == Int32(index) + 1 {
                    encode(step)
                    if let inverted = code[code.count - 1].inverted {
                        // The way that is taken falls through; the other one jumps.
                        code[code.count - 1] = inverted
                        patches[patches.count - 1].block = other
                        tests[index] = LoopTest(
                            range: blockStarts[index]..<code.count, target: other, next: Int32(index) + 1)
                        break
                    }
                    encode(steps[place + 1])
                    break
                }
                if other == Int32(index) + 1 {
                    encode(step)
                    tests[index] = LoopTest(range: blockStarts[index]..<code.count, target: step.target, next: other)
                    break
                }
            }
            if step.op == .jump, let test = tests[Int(step.target)], test.range.count <= 6 {
                repeatTest(test, at: step.location)
                continue
            }
            // Operands that end here give their slots back before the result takes one, except where the result has several parts.
            let operands = step.op.operands
            var ended: [Int32] = []
            forEachOperand(step) { register in
                if !decoder.isDedicated(register), lastUse[Int(register)] == Int32(place), words[Int(register)] >= 0 {
                    ended.append(register)
                }
            }
            if operands.contains(.writesD), step.d >= 0, !decoder.isDedicated(step.d), words[Int(step.d)] < 0 {
                // The slot is taken before those of the operands are free: helpers write results before they are done reading.
                if let word = free.popLast() {
                    words[Int(step.d)] = word
                } else {
                    words[Int(step.d)] = highest
                    highest += 2
                }
            }
            encode(step)
            for register in ended where words[Int(register)] >= 0 {
                // A register that this step writes again stays.
                if operands.contains(.writesD), step.d == register, lastUse[Int(register)] > Int32(place) { continue }
                free.append(words[Int(register)])
                words[Int(register)] = -1
            }
            // A result that nobody reads.
            if operands.contains(.writesD), step.d >= 0, !decoder.isDedicated(step.d),
                lastUse[Int(step.d)] <= Int32(place),
                words[Int(step.d)] >= 0
            {
                free.append(words[Int(step.d)])
                words[Int(step.d)] = -1
            }
            nextTemporary = highest
        }
        frameWords = max(frameWords, Int(nextTemporary))
        for step in steps { forEachOperand(step) { lastUse[Int($0)] = -1 } }
    }

    /// First word after the slots of the function's own registers.
    private var firstTemporary: Int32 {
        Int32(FrameHeader.words + 2 * decoder.isDedicated.lazy.filter { $0 }.count)
    }

    private func forEachOperand(_ step: Step, _ body: (Register) -> Void) {
        let operands = step.op.operands
        if operands.contains(.readsA) { body(step.a) }
        if operands.contains(.readsB) { body(step.b) }
        if operands.contains(.readsC) { body(step.c) }
        if operands.contains(.readsD) { body(step.d) }
        if operands.contains(.readsPool) {
            for index in step.pool..<step.pool + step.count { body(decoder.pool[Int(index)]) }
        }
    }

    // MARK: Instructions

    private func word(_ register: Register) -> UInt16 {
        register < 0 ? UInt16(FrameHeader.trash) : UInt16(truncatingIfNeeded: max(words[Int(register)], 0))
    }

    private mutating func append(_ instruction: Instruction, _ location: UInt64, member: UInt32 = 0) {
        code.append(instruction)
        locations.append(location)
        members.append(member)
    }

    private mutating func encode(_ step: Step) {
        let operands = step.op.operands
        var instruction = Instruction(op: step.op, x: step.x, imm: step.imm)
        if operands.contains(.writesD) || operands.contains(.readsD) { instruction.d = word(step.d) }
        if operands.contains(.readsA) { instruction.a = word(step.a) }
        if operands.contains(.readsB) { instruction.b = word(step.b) }
        switch step.op {
        case .ashrI: instruction.b = UInt16(step.count)
        case .select: instruction.imm = UInt64(word(step.c))
        case .helper: instruction.a = UInt16(step.c)
        case .switchOn: instruction.imm = UInt64(step.count) << 32
        default: break
        }
        if operands.contains(.isJump) { patches.append((code.count, step.target, false)) }
        append(instruction, step.location, member: step.member)
        if operands.contains(.readsPool) { packArguments(step) }
        if step.op == .switchOn {
            for number in Int(step.pool)..<Int(step.pool + step.count) {
                patches.append((code.count, decoder.cases[number].target, true))
                append(Instruction(op: .unreachable, imm: decoder.cases[number].value), step.location)
            }
        }
    }

    /// Instead of jumping back to a loop's short test, makes the test here once more: one jump less for each round.
    private mutating func repeatTest(_ test: LoopTest, at location: UInt64) {
        for index in test.range.dropLast() { append(code[index], locations[index], member: members[index]) }
        let last = test.range.upperBound - 1
        if let inverted = code[last].inverted {
            patches.append((code.count, test.next, false))
            append(inverted, locations[last])
            patches.append((code.count, test.target, false))
        } else {
            patches.append((code.count, test.target, false))
            append(code[last], locations[last])
            patches.append((code.count, test.next, false))
        }
        append(Instruction(op: .jump), location)
    }

    /// Eight slots to an instruction's 16 bytes.
    private mutating func packArguments(_ step: Step) {
        var index = step.pool
        while index < step.pool + step.count {
            var packed: (UInt64, UInt64) = (0, 0)
            for lane in 0..<8 where index + Int32(lane) < step.pool + step.count {
                let word = UInt64(word(decoder.pool[Int(index) + lane]))
                if lane < 4 {
                    packed.0 |= word << UInt64(lane * 16)
                } else {
                    packed.1 |= word << UInt64((lane - 4) * 16)
                }
            }
            append(withUnsafeBytes(of: packed) { $0.load(as: Instruction.self) }, step.location)
            index += 8
        }
    }

    private mutating func patch(_ base: Int) {
        for patch in patches {
            let target = UInt64(base + blockStarts[Int(patch.block)])
            if patch.packed {
                code[patch.index].d = UInt16(truncatingIfNeeded: target)
                code[patch.index].a = UInt16(truncatingIfNeeded: target >> 16)
            } else {
                code[patch.index].imm = code[patch.index].imm & 0xffff_ffff_0000_0000 | target
            }
        }
    }
}
