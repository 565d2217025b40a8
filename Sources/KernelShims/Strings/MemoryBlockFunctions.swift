// SPDX-License-Identifier: Apache-2.0
import Machine

/// memcpy() and its sisters, where clang leaves them as calls. What is undefined is carried along.
enum MemoryBlockFunctions {
    static let all: [KernelFunction] = .table(copying, filling, comparing, searching)

    private static let copying: [KernelFunction] = .table(
        KernelFunction.named(["memcpy", "__memcpy", "memmove", "__memmove"], ["ptr(ptr, ptr, i64)"]) {
            call throws(Stop) in
            try call.memory.copy(from: try call.value(1), to: try call.value(0), count: try call.size(2))
            return try call.value(0)
        },
        [
            KernelFunction("memcpy_and_pad", ["void(ptr, i64, ptr, i64, i32)"]) { call throws(Stop) in
                let (target, room) = (try call.value(0), try call.size(1))
                let count = min(room, try call.size(3))
                try call.memory.copy(from: try call.value(2), to: target, count: count)
                let pad = UInt8(truncatingIfNeeded: try call.value(4))
                try call.memory.fill(target &+ UInt64(count), count: room - count, with: pad)
                return 0
            }
        ])

    private static let filling: [KernelFunction] = .table(
        KernelFunction.named(["memset", "__memset"], ["ptr(ptr, i32, i64)"]) { call throws(Stop) in
            let byte = UInt8(truncatingIfNeeded: try call.value(1))
            try call.memory.fill(try call.value(0), count: try call.size(2), with: byte)
            return try call.value(0)
        },
        [
            KernelFunction("memzero_explicit", ["void(ptr, i64)"]) { call throws(Stop) in
                try call.memory.fill(try call.value(0), count: try call.size(1), with: 0)
                return 0
            },
            KernelFunction("memset16", ["ptr(ptr, i16, i64)"]) { call throws(Stop) in try call.fillUnits(of: 2) },
            KernelFunction("memset32", ["ptr(ptr, i32, i64)"]) { call throws(Stop) in try call.fillUnits(of: 4) },
            KernelFunction("memset64", ["ptr(ptr, i64, i64)"]) { call throws(Stop) in try call.fillUnits(of: 8) },
        ])

    private static let comparing: [KernelFunction] = KernelFunction.named(["memcmp", "bcmp"], ["i32(ptr, ptr, i64)"]) {
        call throws(Stop) in
        let count = try call.size(2)
        // What comes of undefined bytes decides something.
        let left = try call.memory.bytes(at: try call.value(0), count: count, undefined: .uninitialisedBranch)
        let right = try call.memory.bytes(at: try call.value(1), count: count, undefined: .uninitialisedBranch)
        guard let place = left.indices.first(where: { left[$0] != right[$0] }) else { return 0 }
        return .int(Int(left[place]) - Int(right[place]))
    }

    private static let searching: [KernelFunction] = [
        KernelFunction("memchr", ["ptr(ptr, i32, i64)"]) { call throws(Stop) in
            let byte = UInt8(truncatingIfNeeded: try call.value(1))
            return try call.firstByte(count: try call.size(2)) { $0 == byte } ?? 0
        },
        KernelFunction("memchr_inv", ["ptr(ptr, i32, i64)"]) { call throws(Stop) in
            let byte = UInt8(truncatingIfNeeded: try call.value(1))
            return try call.firstByte(count: try call.size(2)) { $0 != byte } ?? 0
        },
        KernelFunction("memscan", ["ptr(ptr, i32, i64)"]) { call throws(Stop) in
            let byte = UInt8(truncatingIfNeeded: try call.value(1))
            let count = try call.size(2)
            if let found = try call.firstByte(count: count, { $0 == byte }) { return found }
            return try call.value(0) &+ UInt64(count)
        },
    ]
}

extension KernelCall {
    /// The address of the first byte that fits, of those from the first argument on; none behind it is read.
    fileprivate func firstByte(count: Int, _ fits: (UInt8) -> Bool) throws(Stop) -> UInt64? {
        let start = try value(0)
        for offset in 0..<UInt64(count) {
            if fits(UInt8(truncatingIfNeeded: try memory.load(start &+ offset, size: 1))) { return start &+ offset }
        }
        return nil
    }

    fileprivate func fillUnits(of size: Int) throws(Stop) -> UInt64 {
        let start = try value(0)
        for index in 0..<UInt64(try self.size(2)) {
            try memory.store(start &+ index * UInt64(size), size: size, try value(1))
        }
        return start
    }
}
