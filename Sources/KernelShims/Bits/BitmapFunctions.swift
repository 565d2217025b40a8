// SPDX-License-Identifier: Apache-2.0
import Machine

/// What the kernel's bitmap.c has; the small cases are inline in the headers and execute by themselves.
enum BitmapFunctions {
    static let all: [KernelFunction] = .table(combining, comparing, ranges, areas, regions)

    private static let operations: [(name: String, operation: @Sendable (UInt64, UInt64) -> UInt64)] = [
        ("and", { $0 & $1 }), ("or", { $0 | $1 }), ("xor", { $0 ^ $1 }), ("andnot", { $0 & ~$1 }),
    ]

    private static let combining: [KernelFunction] = .table(
        operations.map { name, operation in
            // __bitmap_and() and __bitmap_andnot() say whether anything is left.
            let says = name.hasPrefix("and")
            return KernelFunction(
                "__bitmap_\(name)",
                says ? ["i1(ptr, ptr, ptr, i32)", "i32(ptr, ptr, ptr, i32)"] : ["void(ptr, ptr, ptr, i32)"]
            ) { call throws(Stop) in
                let (left, right) = (try call.longs(1), try call.longs(2))
                let any = try call.fillLongs(bits: try call.bits(3)) { index throws(Stop) in
                    operation(try left(index), try right(index))
                }
                return says ? .bool(any) : 0
            }
        },
        [
            KernelFunction("__bitmap_complement", ["void(ptr, ptr, i32)"]) { call throws(Stop) in
                let source = try call.longs(1)
                _ = try call.fillLongs(bits: try call.bits(2)) { index throws(Stop) in ~(try source(index)) }
                return 0
            }
        ])

    private static let comparing: [KernelFunction] = [
        KernelFunction("__bitmap_equal", ["i32(ptr, ptr, i32)", "i1(ptr, ptr, i32)"]) { call throws(Stop) in
            let (left, right) = (try call.longs(0), try call.longs(1))
            return .bool(
                try call.noBit(bits: try call.bits(2)) { index throws(Stop) in try left(index) ^ right(index) })
        },
        KernelFunction("__bitmap_intersects", ["i32(ptr, ptr, i32)", "i1(ptr, ptr, i32)"]) { call throws(Stop) in
            let (left, right) = (try call.longs(0), try call.longs(1))
            return .bool(
                !(try call.noBit(bits: try call.bits(2)) { index throws(Stop) in try left(index) & right(index) }))
        },
        KernelFunction("__bitmap_subset", ["i32(ptr, ptr, i32)", "i1(ptr, ptr, i32)"]) { call throws(Stop) in
            let (left, right) = (try call.longs(0), try call.longs(1))
            return .bool(
                try call.noBit(bits: try call.bits(2)) { index throws(Stop) in try left(index) & ~right(index) })
        },
        KernelFunction("__bitmap_weight", ["i32(ptr, i32)"]) { call throws(Stop) in
            let (longs, count) = (try call.longs(0), try call.bits(1))
            var weight = 0
            for index in 0..<(count + 63) / 64 {
                weight += (try longs(index) & KernelCall.usedBits(of: index, count)).nonzeroBitCount
            }
            return UInt64(weight)
        },
    ]

    private static let ranges: [KernelFunction] = [
        KernelFunction("__bitmap_set", ["void(ptr, i32, i32)"]) { call throws(Stop) in
            try call.changeRange(setting: true)
        },
        KernelFunction("bitmap_set", ["void(ptr, i32, i32)"]) { call throws(Stop) in
            try call.changeRange(setting: true)
        },
        KernelFunction("__bitmap_clear", ["void(ptr, i32, i32)"]) { call throws(Stop) in
            try call.changeRange(setting: false)
        },
        KernelFunction("bitmap_clear", ["void(ptr, i32, i32)"]) { call throws(Stop) in
            try call.changeRange(setting: false)
        },
    ]

    private static let areas: [KernelFunction] = [
        KernelFunction("bitmap_find_next_zero_area_off", ["i64(ptr, i64, i64, i32, i64, i64)"]) { call throws(Stop) in
            let (size, start, count) = (try call.size(1), try call.size(2), try call.bits(3))
            let (mask, offset) = (try call.size(4), try call.value(5))
            let bytes = try call.memory.bytes(at: try call.value(0), count: call.bitLayout.bytes(forBits: size))
            let bitmap = Bitmap(bytes: bytes, layout: call.bitLayout)
            guard offset == 0 else { throw .unsupported("\(call.name)() with an offset") }
            return UInt64(bitmap.zeroArea(of: count, from: start, below: size, alignMask: mask))
        },
        KernelFunction("bitmap_alloc", ["ptr(i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(UInt64((try call.bits(0) + 63) / 64 * 8), try call.allocationFlags(1))
        },
        KernelFunction("bitmap_zalloc", ["ptr(i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(UInt64((try call.bits(0) + 63) / 64 * 8), try call.zeroing(1))
        },
        KernelFunction("bitmap_free", ["void(ptr)"]) { call throws(Stop) in
            try call.free(try call.value(0), [.heap])
            return 0
        },
    ]

    /// Runs of a power of two, at multiples of it.
    private static let regions: [KernelFunction] = [
        KernelFunction("bitmap_find_free_region", ["i32(ptr, i32, i32)"]) { call throws(Stop) in
            let (count, length) = (try call.bits(1), try call.regionLength(2))
            for start in stride(from: 0, through: count - length, by: length)
            where try call.isClear(start..<start + length) {
                _ = try call.change(start..<start + length, setting: true)
                return .int(start)
            }
            return .error(.ENOMEM)
        },
        KernelFunction("bitmap_release_region", ["void(ptr, i32, i32)"]) { call throws(Stop) in
            let start = try call.bits(1)
            return try call.change(start..<start + (try call.regionLength(2)), setting: false)
        },
        KernelFunction("bitmap_allocate_region", ["i32(ptr, i32, i32)"]) { call throws(Stop) in
            let start = try call.bits(1)
            let region = start..<start + (try call.regionLength(2))
            guard try call.isClear(region) else { return .error(.EBUSY) }
            return try call.change(region, setting: true)
        },
    ]
}

extension KernelCall {
    /// 1 << order.
    fileprivate func regionLength(_ index: Int) throws(Stop) -> Int {
        let order = try int(index)
        guard (0..<31).contains(order) else { throw badArgument("a region of the order \(order)") }
        return 1 << order
    }

    fileprivate func isClear(_ range: Range<Int>) throws(Stop) -> Bool {
        let scan = BitScan(layout: bitLayout)
        return try scan.first(from: range.lowerBound, below: range.upperBound, longAt: longs(0)) == range.upperBound
    }

    /// A number of bits, an unsigned int.
    fileprivate func bits(_ index: Int) throws(Stop) -> Int { Int(UInt32(truncatingIfNeeded: try value(index))) }

    /// The bits of a long that a bitmap of so many bits uses.
    fileprivate static func usedBits(of index: Int, _ count: Int) -> UInt64 {
        let left = count - 64 * index
        return left >= 64 ? .max : (1 << UInt64(left)) - 1
    }

    /// Fills the first argument's longs. - Returns: whether a used bit is set in them.
    fileprivate func fillLongs(bits: Int, _ long: (Int) throws(Stop) -> UInt64) throws(Stop) -> Bool {
        let target = try value(0)
        var any: UInt64 = 0
        for index in 0..<(bits + 63) / 64 {
            let new = try long(index)
            any |= new & Self.usedBits(of: index, bits)
            try memory.store(target &+ UInt64(8 * index), size: 8, new)
        }
        return any != 0
    }

    fileprivate func noBit(bits: Int, _ long: (Int) throws(Stop) -> UInt64) throws(Stop) -> Bool {
        for index in 0..<(bits + 63) / 64 where try long(index) & Self.usedBits(of: index, bits) != 0 { return false }
        return true
    }

    fileprivate func changeRange(setting: Bool) throws(Stop) -> UInt64 {
        let start = try bits(1)
        return try change(start..<start + (try bits(2)), setting: setting)
    }

    fileprivate func change(_ range: Range<Int>, setting: Bool) throws(Stop) -> UInt64 {
        let map = try value(0)
        for bit in range {
            let address = map &+ UInt64(bitLayout.byte(of: bit))
            let byte = UInt8(truncatingIfNeeded: try memory.load(address, size: 1))
            let mask = bitLayout.mask(of: bit)
            try memory.store(address, size: 1, UInt64(setting ? byte | mask : byte & ~mask))
        }
        return 0
    }
}
