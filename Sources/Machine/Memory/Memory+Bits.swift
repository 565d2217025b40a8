// SPDX-License-Identifier: Apache-2.0

// Values together with their undefined bits, for the helpers of the loop.
extension Memory {
    /// An integer of 1, 2, 4 or 8 bytes and its undefined bits.
    func loadBits(_ address: UInt64, _ size: Int) throws(Stop) -> (value: UInt64, undefined: UInt64) {
        let host = try checked(.read, address, size)
        return (gather(host, size), gather(host + HostArena.span, size))
    }

    func storeBits(_ address: UInt64, _ size: Int, _ value: UInt64, _ undefined: UInt64) throws(Stop) {
        let host = try checked(.write, address, size)
        scatter(host, size, value)
        scatter(host + HostArena.span, size, undefined)
    }

    /// An integer of any width; it takes the bytes that its bits fill.
    func loadLimbs(_ address: UInt64, _ bits: Int) throws(Stop) -> (value: [UInt64], undefined: [UInt64]) {
        let size = (bits + 7) / 8
        let host = try checked(.read, address, size)
        func limbs(_ host: UnsafeMutableRawPointer) -> [UInt64] {
            WideInteger(
                limbs: (0..<(bits + 63) / 64).map { limb in
                    let first = limb * 8
                    let count = min(8, size - first)
                    return gather(isBigEndian ? host + (size - first - count) : host + first, count)
                }, width: bits
            ).limbs
        }
        return (limbs(host), limbs(host + HostArena.span))
    }

    func storeLimbs(_ address: UInt64, _ bits: Int, _ value: [UInt64], _ undefined: [UInt64]) throws(Stop) {
        let size = (bits + 7) / 8
        let host = try checked(.write, address, size)
        for limb in value.indices {
            let first = limb * 8
            let count = min(8, size - first)
            let place = isBigEndian ? host + (size - first - count) : host + first
            scatter(place, count, value[limb])
            scatter(place + HostArena.span, count, undefined[limb])
        }
    }

    private func gather(_ host: UnsafeMutableRawPointer, _ size: Int) -> UInt64 {
        var value: UInt64 = 0
        for byte in 0..<size {
            let next = UInt64((host + byte).load(as: UInt8.self))
            value = isBigEndian ? value << 8 | next : value | next << UInt64(byte * 8)
        }
        return value
    }

    private func scatter(_ host: UnsafeMutableRawPointer, _ size: Int, _ value: UInt64) {
        for byte in 0..<size {
            let shift = UInt64(isBigEndian ? size - 1 - byte : byte) * 8
            (host + byte).storeBytes(of: UInt8(truncatingIfNeeded: value >> shift), as: UInt8.self)
        }
    }
}
