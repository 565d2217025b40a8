// SPDX-License-Identifier: Apache-2.0

/// Constants that a loop needs in a slot are put there once, when the function begins.
enum ConstantHoister {
    /// More than these would make every call of the function slower for the sake of a loop.
    private static let limit = 12

    static func run(_ decoder: FunctionDecoder) {
        let inLoop = loops(decoder)
        var hoisted: [UInt64: Register] = [:]
        var first: [Step] = []
        for index in decoder.blocks.indices where inLoop[index] {
            var replacement: [Register: Register] = [:]
            let written = counts(decoder.blocks[index].steps)
            var kept: [Step] = []
            for step in decoder.blocks[index].steps {
                if step.op == .constant, step.d >= 0, !decoder.isDedicated(step.d), written[step.d] == 1 {
                    if let known = hoisted[step.imm] {
                        replacement[step.d] = known
                        continue
                    }
                    if hoisted.count < limit {
                        let register = decoder.newRegisters(1)
                        hoisted[step.imm] = register
                        replacement[step.d] = register
                        var start = step
                        start.d = register
                        first.append(start)
                        continue
                    }
                }
                kept.append(replaced(step, replacement, decoder))
            }
            decoder.blocks[index].steps = kept
        }
        if !first.isEmpty { decoder.blocks[0].steps.insert(contentsOf: first, at: 0) }
    }

    /// Blocks between the target of a backward jump and the jump.
    private static func loops(_ decoder: FunctionDecoder) -> [Bool] {
        var result = [Bool](repeating: false, count: decoder.blocks.count)
        for (index, block) in decoder.blocks.enumerated() {
            for step in block.steps
            where step.op.operands.contains(.isJump) && step.target >= 0 && Int(step.target) <= index {
                for inside in Int(step.target)...index { result[inside] = true }
            }
        }
        return result
    }

    private static func counts(_ steps: [Step]) -> [Register: Int] {
        var result: [Register: Int] = [:]
        for step in steps where step.op.operands.contains(.writesD) { result[step.d, default: 0] += 1 }
        return result
    }

    private static func replaced(_ step: Step, _ replacement: [Register: Register], _ decoder: FunctionDecoder) -> Step
    {
        if replacement.isEmpty { return step }
        var step = step
        let operands = step.op.operands
        if operands.contains(.readsA), let other = replacement[step.a] { step.a = other }
        if operands.contains(.readsB), let other = replacement[step.b] { step.b = other }
        if operands.contains(.readsC), let other = replacement[step.c] { step.c = other }
        if operands.contains(.readsD), let other = replacement[step.d] { step.d = other }
        if operands.contains(.readsPool) {
            for place in Int(step.pool)..<Int(step.pool + step.count) {
                if let other = replacement[decoder.pool[place]] { decoder.pool[place] = other }
            }
        }
        return step
    }
}
