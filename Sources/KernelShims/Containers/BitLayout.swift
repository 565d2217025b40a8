// SPDX-License-Identifier: Apache-2.0

/// Where the bits of an array of unsigned long lie: bit 0 is the least significant of the first long, so that on a
/// big-endian target the byte it lies in is the last of that long.
public struct BitLayout: Sendable, Equatable {
    public var longBytes: Int
    public var bigEndian: Bool

    public init(longBytes: Int = 8, bigEndian: Bool = false) {
        self.longBytes = longBytes
        self.bigEndian = bigEndian
    }

    public var longBits: Int { 8 * longBytes }

    /// The byte of the array that holds the bit.
    public func byte(of bit: Int) -> Int {
        let word = bit / longBits * longBytes
        let byte = bit % longBits / 8
        return word + (bigEndian ? longBytes - 1 - byte : byte)
    }

    /// The bit in its byte.
    public func mask(of bit: Int) -> UInt8 { 1 << UInt8(bit % 8) }

    /// Whole longs.
    public func bytes(forBits count: Int) -> Int { (count + longBits - 1) / longBits * longBytes }

    /// The other numbering of s390, where bit 0 is the most significant of the first long: set_bit_inv() and its
    /// sisters. The same bit in the usual numbering, and back.
    public func inverted(_ bit: Int) -> Int { bit ^ (longBits - 1) }
}
