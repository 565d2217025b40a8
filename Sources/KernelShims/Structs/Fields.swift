// SPDX-License-Identifier: Apache-2.0
import Machine

// Members of structs as numbers, wherever in the struct their bits are.
extension Machine {
    /// A member's value, zero-extended; nil where the headers do not have it.
    func field(_ path: String, of type: String, at address: UInt64) throws(Stop) -> UInt64? {
        guard let member = program.layout(of: "struct " + type)?.member(path) else { return nil }
        let place = address &+ UInt64(member.byteOffset)
        guard let bits = member.bits else { return try memory.load(place, size: min(8, member.type.size ?? 8)) }
        var value: UInt64 = 0
        for index in 0..<bits.count {
            let (byte, bit) = bitPlace(bits.offset + index)
            guard try memory.load(place &+ byte, size: 1) >> bit & 1 != 0 else { continue }
            value |= 1 << UInt64(program.target.isBigEndian ? bits.count - 1 - index : index)
        }
        return value
    }

    /// Sets a bit-field, which may lie in several bytes.
    /// - Returns: false where the headers do not have it.
    @discardableResult
    func setBits(_ path: String, of type: String, at address: UInt64, _ value: UInt64) throws(Stop) -> Bool {
        guard let member = program.layout(of: "struct " + type)?.member(path), let bits = member.bits else {
            return false
        }
        let place = address &+ UInt64(member.byteOffset)
        for index in 0..<bits.count {
            let (byte, bit) = bitPlace(bits.offset + index)
            let wanted = value >> UInt64(program.target.isBigEndian ? bits.count - 1 - index : index) & 1
            let old = try memory.load(place &+ byte, size: 1)
            try memory.store(place &+ byte, size: 1, old & ~(1 << bit) | wanted << bit)
        }
        return true
    }

    /// The byte of a bit that is counted in the order of memory, and its number in there.
    private func bitPlace(_ index: Int) -> (byte: UInt64, bit: UInt64) {
        let bit = UInt64(index % 8)
        return (UInt64(index / 8), program.target.isBigEndian ? 7 - bit : bit)
    }
}
