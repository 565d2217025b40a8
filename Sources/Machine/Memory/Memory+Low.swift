// SPDX-License-Identifier: Apache-2.0

/// Objects whose address has to fit into 31 bits, for devices (GFP_DMA of s390). An address of the machine never does, but
/// the lower half of these is no other object's, so that an address that was cut off still says whose it is.
struct LowAddresses {
    private struct Range {
        var start: UInt64
        var end: UInt64
        /// The upper half of the addresses in it.
        var upper: UInt64
    }

    /// In order.
    private var ranges: [Range] = []
    private var next: UInt64 = 0x100_0000
    /// Below what users map by themselves, so that a pointer of a user stays one.
    private static let end: UInt64 = 0x1000_0000

    /// The lower half of a new object's address; nil where there are none left.
    mutating func reserve(_ size: Int, alignment: Int, upper: UInt64) -> UInt64? {
        let alignment = UInt64(max(alignment, 8))
        let start = (next + alignment - 1) / alignment * alignment
        // A little room, as what lies just behind is nobody's.
        let end = start + UInt64(size) + 64
        guard end <= LowAddresses.end else { return nil }
        next = end
        ranges.append(Range(start: start, end: start + UInt64(max(size, 1)), upper: upper))
        return start
    }

    /// The whole address of what was cut off.
    func whole(_ address: UInt64) -> UInt64? {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].start <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0, address < ranges[low - 1].end else { return nil }
        return ranges[low - 1].upper | address
    }
}

extension Memory {
    /// The address itself; of one that was cut off to 32 bits, the whole one.
    @inline(__always)
    public func whole(_ address: UInt64) -> UInt64 {
        address >> 32 == 0 && address >= Address.firstOffset ? low.whole(address) ?? address : address
    }
}
