// SPDX-License-Identifier: Apache-2.0

extension Instruction {
    /// The jump with the opposite condition, its target still the same; nil where there is none.
    var inverted: Instruction? {
        var result = self
        switch op {
        case .jumpIf: result.op = .jumpUnless
        case .jumpUnless: result.op = .jumpIf
        case .jumpEq: result.op = .jumpNe
        case .jumpNe: result.op = .jumpEq
        case .jumpEqI: result.op = .jumpNeI
        case .jumpNeI: result.op = .jumpEqI
        case .jumpUlt: return swapped(.jumpUle)
        case .jumpUle: return swapped(.jumpUlt)
        case .jumpSlt32: return swapped(.jumpSle32)
        case .jumpSle32: return swapped(.jumpSlt32)
        case .jumpSlt64: return swapped(.jumpSle64)
        case .jumpSle64: return swapped(.jumpSlt64)
        // x ≥ c is x > c − 1, except at the ends and where the constant changes its sign.
        case .jumpUltI: return constant == 0 ? nil : shifted(.jumpUgtI, -1)
        case .jumpUgtI: return constant == -1 ? nil : shifted(.jumpUltI, 1)
        case .jumpSlt32I: return shifted(.jumpSgt32I, -1)
        case .jumpSgt32I: return shifted(.jumpSlt32I, 1)
        case .jumpSlt64I: return shifted(.jumpSgt64I, -1)
        case .jumpSgt64I: return shifted(.jumpSlt64I, 1)
        default: return nil
        }
        return result
    }

    private var constant: Int32 { Int32(truncatingIfNeeded: imm >> 32) }

    private func swapped(_ operation: Operation) -> Instruction {
        var result = self
        result.op = operation
        (result.a, result.b) = (b, a)
        return result
    }

    private func shifted(_ operation: Operation, _ by: Int32) -> Instruction? {
        let (sum, overflow) = constant.addingReportingOverflow(by)
        if overflow { return nil }
        var result = self
        result.op = operation
        result.imm = UInt64(UInt32(bitPattern: sum)) << 32 | imm & 0xffff_ffff
        return result
    }
}
