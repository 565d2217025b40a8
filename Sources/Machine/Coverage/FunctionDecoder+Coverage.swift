// SPDX-License-Identifier: Apache-2.0
import CLLVM

extension FunctionDecoder {
    /// A step at the start of a block that says that it was reached.
    func markBlock(_ number: Int) { emit(Step(.cover, imm: UInt64(number))) }

    /// What is known of the function's blocks once it is decoded; the first has the number `first`.
    func coverage(first: Int, name: String) -> CoverageMap.Function {
        let lines = blockRefs.map { firstLine($0) }
        let reachable = reachableBlocks()
        let lost = lostBlocks()
        let warning = warningBlocks()
        var result = CoverageMap.Function(name: name, file: "?", line: 0, first: first, blocks: [])
        if let subprogram = LLVMGetSubprogram(function) {
            result.line = Int(LLVMDISubprogramGetLine(subprogram))
            if let file = LLVMDIScopeGetFile(subprogram) { result.file = module.path(of: file) }
        }
        for (index, ref) in blockRefs.enumerated() {
            let counts = lines[index] != nil && reachable[index] && !lost[index] && !warning[index]
            result.blocks.append(
                CoverageMap.Block(
                    line: lines[index] ?? 0, counts: counts, successors: sourceSuccessors(ref),
                    constants: comparedConstants(ref)))
        }
        return result
    }

    /// Integers in comparisons, switches and masks.
    private func comparedConstants(_ block: LLVMBasicBlockRef) -> [UInt64] {
        var result: Set<UInt64> = []
        forEachInstruction(block) { instruction in
            switch LLVMGetInstructionOpcode(instruction) {
            case LLVMICmp, LLVMSwitch, LLVMAnd, LLVMOr: break
            default: return
            }
            for index in 0..<UInt32(LLVMGetNumOperands(instruction)) {
                guard let operand = LLVMGetOperand(instruction, index), LLVMIsAConstantInt(operand) != nil,
                    LLVMGetIntTypeWidth(LLVMTypeOf(operand)) <= 64
                else { continue }
                result.insert(LLVMConstIntGetZExtValue(operand))
            }
        }
        return result.sorted()
    }

    /// Without the blocks that the decoder puts between two.
    private func sourceSuccessors(_ block: LLVMBasicBlockRef) -> [Int] {
        guard let last = LLVMGetBasicBlockTerminator(block) else { return [] }
        return (0..<LLVMGetNumSuccessors(last)).map { Int(self.block(LLVMGetSuccessor(last, $0))) }
    }

    private func forEachInstruction(_ block: LLVMBasicBlockRef, _ body: (LLVMValueRef) -> Void) {
        var instruction = LLVMGetFirstInstruction(block)
        while let ref = instruction {
            body(ref)
            instruction = LLVMGetNextInstruction(ref)
        }
    }

    private func firstLine(_ block: LLVMBasicBlockRef) -> Int? {
        var line: Int?
        forEachInstruction(block) { instruction in
            guard line == nil, let location = LLVMInstructionGetDebugLoc(instruction) else { return }
            let number = Int(LLVMDILocationGetLine(location))
            if number > 0 { line = number }
        }
        return line
    }

    // MARK: Which blocks count

    private func successors(_ index: Int) -> [Int] {
        var result: [Int] = []
        for step in blocks[index].steps {
            if step.target >= 0 { result.append(Int(step.target)) }
            if step.op == .switchOn {
                result += cases[Int(step.pool)..<Int(step.pool + step.count)].map { Int($0.target) }
            }
        }
        return result
    }

    /// Those that a condition which is always the same does not rule out.
    private func reachableBlocks() -> [Bool] {
        var result = [Bool](repeating: false, count: blocks.count)
        var pending = [0]
        while let index = pending.popLast() {
            guard !result[index] else { continue }
            result[index] = true
            pending += successors(index)
        }
        return result
    }

    /// Those from which there is no way but into what is never reached: what BUG() does.
    private func lostBlocks() -> [Bool] {
        var result = blocks.map { $0.steps.last?.op == .unreachable }
        var changes = true
        while changes {
            changes = false
            for index in blocks.indices where !result[index] {
                let next = successors(index)
                guard !next.isEmpty, next.allSatisfy({ result[$0] }) else { continue }
                result[index] = true
                changes = true
            }
        }
        return result
    }

    /// What WARN() does when its condition holds: the trap, what only leads there, and what is only reached from there.
    private func warningBlocks() -> [Bool] {
        var result = blockRefs.map { isWarning($0) }
        guard result.contains(true) else { return result }
        let next = blockRefs.map { sourceSuccessors($0) }
        var previous = [[Int]](repeating: [], count: next.count)
        for (index, list) in next.enumerated() { for other in list { previous[other].append(index) } }
        var changes = true
        while changes {
            changes = false
            for index in next.indices.dropFirst() where !result[index] {
                let (before, after) = (previous[index], next[index])
                guard
                    !before.isEmpty && before.allSatisfy({ result[$0] })
                        || !after.isEmpty && after.allSatisfy({ result[$0] })
                else { continue }
                result[index] = true
                changes = true
            }
        }
        return result
    }

    /// The trap of WARN().
    private func isWarning(_ block: LLVMBasicBlockRef) -> Bool {
        var found = false
        forEachInstruction(block) { instruction in
            guard LLVMIsACallInst(instruction) != nil, let callee = LLVMGetCalledValue(instruction),
                LLVMIsAInlineAsm(callee) != nil
            else { return }
            found = found || module.assembly(callee).text.contains("__bug_table")
        }
        return found
    }
}
