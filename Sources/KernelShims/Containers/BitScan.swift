// SPDX-License-Identifier: Apache-2.0

/// find_next_bit() and its sisters: they read a long at a time and none behind the one with the answer.
public struct BitScan: Sendable, Equatable {
    public var layout: BitLayout
    /// Looks for clear bits.
    public var clear: Bool
    /// Counts from the most significant bit of each long, as s390's find_next_bit_inv() does.
    public var inverted: Bool

    public init(layout: BitLayout, clear: Bool = false, inverted: Bool = false) {
        self.layout = layout
        self.clear = clear
        self.inverted = inverted
    }

    /// The first bit from `start` on; `size` where there is none below it.
    public func first<Fault: Error>(
        from start: Int, below size: Int, longAt: (Int) throws(Fault) -> UInt64
    ) throws(Fault) -> Int {
        var position = start
        while position < size {
            let long = try normalised(longAt(position / layout.longBits))
            let rest = long >> UInt64(position % layout.longBits)
            if rest != 0 { return min(size, position + rest.trailingZeroBitCount) }
            position = (position / layout.longBits + 1) * layout.longBits
        }
        return size
    }

    /// find_last_bit(); `size` where there is none.
    public func last<Fault: Error>(
        below size: Int, longAt: (Int) throws(Fault) -> UInt64
    ) throws(Fault) -> Int {
        var end = size
        while end > 0 {
            let start = (end - 1) / layout.longBits * layout.longBits
            let width = end - start
            var long = try normalised(longAt(start / layout.longBits))
            if width < 64 { long &= (1 << UInt64(width)) - 1 }
            if long != 0 { return start + 63 - long.leadingZeroBitCount }
            end = start
        }
        return size
    }

    /// Set bits where the wanted ones are, the first one lowest.
    private func normalised(_ long: UInt64) -> UInt64 {
        let unused = UInt64(64 - layout.longBits)
        var bits = (clear ? ~long : long) & (.max >> unused)
        if inverted {
            bits = (0..<UInt64(layout.longBits)).reduce(0) { result, bit in result << 1 | (bits >> bit & 1) }
        }
        return bits
    }
}
