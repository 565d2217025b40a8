// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct BitmapTests {
    static let little = BitLayout()
    static let big = BitLayout(bigEndian: true)

    static let places: [(bit: Int, layout: BitLayout, byte: Int, mask: UInt8)] = [
        (0, little, 0, 1), (7, little, 0, 0x80), (8, little, 1, 1), (63, little, 7, 0x80), (64, little, 8, 1),
        (0, big, 7, 1), (7, big, 7, 0x80), (8, big, 6, 1), (63, big, 0, 0x80), (64, big, 15, 1), (127, big, 8, 0x80),
        (31, BitLayout(longBytes: 4, bigEndian: true), 0, 0x80), (32, BitLayout(longBytes: 4, bigEndian: true), 7, 1),
    ]

    @Test(arguments: places)
    func aBitHasItsPlace(_ item: (bit: Int, layout: BitLayout, byte: Int, mask: UInt8)) {
        #expect(item.layout.byte(of: item.bit) == item.byte)
        #expect(item.layout.mask(of: item.bit) == item.mask)
        var bitmap = Bitmap(bits: 128, layout: item.layout)
        bitmap.set(item.bit)
        var bytes = [UInt8](repeating: 0, count: 16)
        bytes[item.byte] = item.mask
        #expect(bitmap.bytes == bytes)
        #expect(bitmap.test(item.bit))
        bitmap.change(item.bit)
        #expect(bitmap.isEmpty(below: 128))
    }

    /// set_bit_inv() sets bit 0 where the hardware of s390 has bit 0: the most significant of the first byte.
    @Test func invertedNumbersCountFromTheOtherEnd() {
        var bitmap = Bitmap(bits: 128, layout: Self.big)
        for bit in [0, 9, 64, 127] { bitmap.set(Self.big.inverted(bit)) }
        #expect(bitmap.bytes == [0x80, 0x40, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 1])
        #expect(Self.big.inverted(Self.big.inverted(77)) == 77)
    }

    @Test(arguments: [little, big]) func searches(_ layout: BitLayout) {
        var bitmap = Bitmap(bits: 200, layout: layout)
        for bit in [3, 64, 130] { bitmap.set(bit) }
        #expect(bitmap.firstSet(from: 0, below: 200) == 3)
        #expect(bitmap.firstSet(from: 4, below: 200) == 64)
        #expect(bitmap.firstSet(from: 65, below: 200) == 130)
        #expect(bitmap.firstSet(from: 131, below: 200) == 200)
        #expect(bitmap.firstSet(from: 65, below: 130) == 130)
        #expect(bitmap.firstSet(from: 250, below: 200) == 200)
        #expect(bitmap.lastSet(below: 200) == 130)
        #expect(bitmap.lastSet(below: 130) == 64)
        #expect(bitmap.lastSet(below: 3) == 3)
        #expect(bitmap.lastSet(below: 0) == 0)
        #expect(bitmap.weight(below: 130) == 2)
        bitmap.set(0..<70)
        #expect(bitmap.firstClear(from: 0, below: 200) == 70)
        #expect(bitmap.firstClear(from: 0, below: 66) == 66)
        #expect(bitmap.isFull(below: 70))
        #expect(!bitmap.isFull(below: 71))
    }

    @Test func invertedSearches() {
        var bitmap = Bitmap(bits: 256, layout: Self.big)
        for bit in [0, 63, 64, 254] { bitmap.set(Self.big.inverted(bit)) }
        let scan = BitScan(layout: Self.big, inverted: true)
        let long = { (index: Int) in bitmap.bytes[8 * index..<8 * index + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        #expect(scan.first(from: 0, below: 256, longAt: long) == 0)
        #expect(scan.first(from: 1, below: 256, longAt: long) == 63)
        #expect(scan.first(from: 64, below: 256, longAt: long) == 64)
        #expect(scan.first(from: 65, below: 256, longAt: long) == 254)
        #expect(scan.first(from: 255, below: 256, longAt: long) == 256)
    }

    @Test func aSearchEndsWithItsAnswer() {
        var read: [Int] = []
        let found = BitScan(layout: Self.little).first(from: 10, below: 640) {
            read.append($0)
            return $0 == 2 ? 2 : 0
        }
        #expect(found == 129)
        #expect(read == [0, 1, 2])
    }

    @Test func areas() {
        var bitmap = Bitmap(bits: 64, layout: Self.little)
        bitmap.set(4..<6)
        bitmap.set(20)
        #expect(bitmap.zeroArea(of: 4, from: 0, below: 64, alignMask: 0) == 0)
        #expect(bitmap.zeroArea(of: 5, from: 0, below: 64, alignMask: 0) == 6)
        #expect(bitmap.zeroArea(of: 5, from: 0, below: 64, alignMask: 7) == 8)
        #expect(bitmap.zeroArea(of: 43, from: 0, below: 64, alignMask: 0) == 21)
        #expect(bitmap.zeroArea(of: 44, from: 0, below: 64, alignMask: 0) > 64)
    }

    @Test func combined() {
        var left = Bitmap(bits: 64, layout: Self.big)
        var right = left
        left.set(0..<8)
        right.set(4..<12)
        #expect(left.combined(with: right, below: 64, &).firstSet(from: 0, below: 64) == 4)
        #expect(left.combined(with: right, below: 64, |).weight(below: 64) == 12)
        #expect(left.combined(with: right, below: 64) { $0 & ~$1 }.weight(below: 64) == 4)
        #expect(!left.equals(right, below: 64))
        right.set(0..<4)
        #expect(left.equals(right, below: 8))
        #expect(!left.equals(right, below: 9))
        left.clear(2..<7)
        #expect(left.weight(below: 64) == 3)
    }
}
