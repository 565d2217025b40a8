// SPDX-License-Identifier: Apache-2.0

/// An array of unsigned long as the bytes that the target's memory holds.
public struct Bitmap: Sendable, Equatable {
    public private(set) var bytes: [UInt8]
    public let layout: BitLayout

    public init(bytes: [UInt8], layout: BitLayout) {
        self.bytes = bytes
        self.layout = layout
    }

    /// All clear.
    public init(bits: Int, layout: BitLayout) {
        self.init(bytes: [UInt8](repeating: 0, count: layout.bytes(forBits: bits)), layout: layout)
    }

    public func test(_ bit: Int) -> Bool { bytes[layout.byte(of: bit)] & layout.mask(of: bit) != 0 }
    public mutating func set(_ bit: Int) { bytes[layout.byte(of: bit)] |= layout.mask(of: bit) }
    public mutating func clear(_ bit: Int) { bytes[layout.byte(of: bit)] &= ~layout.mask(of: bit) }
    public mutating func change(_ bit: Int) { bytes[layout.byte(of: bit)] ^= layout.mask(of: bit) }

    /// bitmap_set() and bitmap_clear().
    public mutating func set(_ range: Range<Int>) { for bit in range { set(bit) } }
    public mutating func clear(_ range: Range<Int>) { for bit in range { clear(bit) } }

    /// The first bit that is set from `start` on; `size` where there is none below it.
    public func firstSet(from start: Int, below size: Int) -> Int {
        BitScan(layout: layout).first(from: start, below: size, longAt: long)
    }

    /// The first bit that is clear from `start` on; `size` where there is none below it.
    public func firstClear(from start: Int, below size: Int) -> Int {
        BitScan(layout: layout, clear: true).first(from: start, below: size, longAt: long)
    }

    /// find_last_bit(); `size` where no bit is set.
    public func lastSet(below size: Int) -> Int { BitScan(layout: layout).last(below: size, longAt: long) }

    /// bitmap_weight().
    public func weight(below size: Int) -> Int { (0..<size).count(where: test) }
    public func isEmpty(below size: Int) -> Bool { firstSet(from: 0, below: size) == size }
    public func isFull(below size: Int) -> Bool { firstClear(from: 0, below: size) == size }

    /// bitmap_find_next_zero_area(): the first run of `count` clear bits that starts at a multiple of `alignMask` + 1;
    /// a number above `size` where there is none.
    public func zeroArea(of count: Int, from start: Int, below size: Int, alignMask: Int) -> Int {
        var start = start
        while true {
            start = (firstClear(from: start, below: size) + alignMask) & ~alignMask
            let end = start + count
            if end > size { return end }
            let taken = firstSet(from: start, below: end)
            if taken == end { return start }
            start = taken + 1
        }
    }

    /// bitmap_and(), bitmap_or(), …: `size` bits of two bitmaps; whole longs are written.
    public func combined(
        with other: Bitmap, below size: Int, _ operation: (UInt8, UInt8) -> UInt8
    ) -> Bitmap {
        let count = layout.bytes(forBits: size)
        let pairs = zip(bytes[..<count], other.bytes[..<count])
        return Bitmap(bytes: pairs.map { operation($0, $1) }, layout: layout)
    }

    /// bitmap_equal().
    public func equals(_ other: Bitmap, below size: Int) -> Bool {
        (0..<size).allSatisfy { test($0) == other.test($0) }
    }

    private func long(at index: Int) -> UInt64 {
        let long = bytes[index * layout.longBytes..<(index + 1) * layout.longBytes]
        let ordered = layout.bigEndian ? Array(long) : long.reversed()
        return ordered.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
