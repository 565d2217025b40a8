// SPDX-License-Identifier: Apache-2.0

/// Values that are worth being tried: those that the driver's own code looks for, and those that are at the edge of
/// something.
struct ValueDictionary: Sendable {
    /// What the code compares with, ascending.
    let constants: [UInt64]

    init(_ constants: Set<UInt64>) {
        // Small numbers with a sign stand in the code as 32-bit ones.
        self.constants = Set(constants.map { $0 >> 31 == 0x1_ffff_ffff ? UInt64(UInt32(truncatingIfNeeded: $0)) : $0 })
            .sorted()
    }

    /// For a register of so many bytes: patterns first, then the code's own numbers that fit and those beside them.
    func values(_ width: Int) -> [UInt64] {
        let all: UInt64 = width >= 8 ? .max : 1 << UInt64(8 * width) - 1
        var values: [UInt64] = [0, all, 1, 0x5555_5555_5555_5555 & all, 0xaaaa_aaaa_aaaa_aaaa & all]
        values += (0..<min(8 * width, 16)).map { 1 << UInt64($0) }
        values += constants.filter { $0 <= all }
        var seen: Set<UInt64> = []
        return values.filter { seen.insert($0).inserted }
    }

    /// Numbers of the code that may be positions in a region.
    func positions(below size: UInt64) -> [UInt64] { constants.filter { $0 > 0 && $0 < size } }
}
