// SPDX-License-Identifier: Apache-2.0
import Machine

/// find_first_bit() and its sisters.
enum BitSearchFunctions {
    static let all: [KernelFunction] = .table(first, next, last, pairs, general)

    private struct Search {
        var suffix: String
        var clear = false
        var inverted = false
    }

    private static let searches = [
        Search(suffix: "bit"), Search(suffix: "zero_bit", clear: true), Search(suffix: "bit_inv", inverted: true),
    ]

    private static let first: [KernelFunction] = searches.flatMap { search in
        KernelFunction.named(["find_first_\(search.suffix)", "_find_first_\(search.suffix)"], ["i64(ptr, i64)"]) {
            call throws(Stop) in
            try call.find(search.clear, search.inverted, from: 0, below: try call.limit(1))
        }
    }

    private static let next: [KernelFunction] = searches.flatMap { search in
        KernelFunction.named(["find_next_\(search.suffix)", "_find_next_\(search.suffix)"], ["i64(ptr, i64, i64)"]) {
            call throws(Stop) in
            try call.find(search.clear, search.inverted, from: try call.limit(2), below: try call.limit(1))
        }
    }

    /// What the inline functions of 5.12 to 5.17 call: one bitmap or two, inverted or not.
    private static let general: [KernelFunction] = [
        KernelFunction("_find_next_bit", ["i64(ptr, ptr, i64, i64, i64, i64)", "i64(ptr, i64, i64)"]) {
            call throws(Stop) in
            if call.count == 3 {
                return try call.find(false, false, from: try call.limit(2), below: try call.limit(1))
            }
            let (first, invert) = (try call.longs(0), try call.value(4))
            let second = try call.value(1) == 0 ? nil : try call.longs(1)
            let (size, start) = (try call.limit(2), try call.limit(3))
            if try call.value(5) != 0 { throw .unsupported("\(call.name)() of a little-endian bitmap") }
            let found = try BitScan(layout: call.bitLayout).first(from: start, below: size) { index throws(Stop) in
                let other = try second?(index) ?? .max
                return (try first(index) & other) ^ invert
            }
            return UInt64(found)
        }
    ]

    private static let last: [KernelFunction] = KernelFunction.named(
        ["find_last_bit", "_find_last_bit"], ["i64(ptr, i64)"]
    ) { call throws(Stop) in
        let scan = BitScan(layout: call.bitLayout)
        return UInt64(try scan.last(below: try call.limit(1), longAt: call.longs(0)))
    }

    /// Searches in two bitmaps at once.
    private static let pairs: [KernelFunction] = .table(
        KernelFunction.named(["find_next_and_bit", "_find_next_and_bit"], ["i64(ptr, ptr, i64, i64)"]) {
            call throws(Stop) in
            let (left, right) = (try call.longs(0), try call.longs(1))
            let (size, start) = (try call.limit(2), try call.limit(3))
            let found = try BitScan(layout: call.bitLayout).first(from: start, below: size) { index throws(Stop) in
                try left(index) & right(index)
            }
            return UInt64(found)
        },
        KernelFunction.named(["find_first_and_bit", "_find_first_and_bit"], ["i64(ptr, ptr, i64)"]) {
            call throws(Stop) in
            let (left, right) = (try call.longs(0), try call.longs(1))
            let found = try BitScan(layout: call.bitLayout).first(from: 0, below: try call.limit(2)) {
                index throws(Stop) in
                try left(index) & right(index)
            }
            return UInt64(found)
        })
}

extension KernelCall {
    var bitLayout: BitLayout { BitLayout(bigEndian: machine.program.target.isBigEndian) }

    /// Reads the longs of a bitmap.
    func longs(_ index: Int) throws(Stop) -> (Int) throws(Stop) -> UInt64 {
        let address = try value(index)
        let memory = memory
        return { position throws(Stop) in try memory.load(address &+ UInt64(8 * position), size: 8) }
    }

    fileprivate func find(_ clear: Bool, _ inverted: Bool, from start: Int, below size: Int) throws(Stop) -> UInt64 {
        let scan = BitScan(layout: bitLayout, clear: clear, inverted: inverted)
        return UInt64(try scan.first(from: start, below: size, longAt: longs(0)))
    }
}
