// SPDX-License-Identifier: Apache-2.0
import Machine

/// What belongs nowhere else: random numbers, rights, indices.
enum MiscellaneousFunctions {
    static let all: [KernelFunction] = .table(random, rights, indices, roots)

    private static let random: [KernelFunction] = .table(
        KernelFunction.named(
            ["get_random_bytes", "prandom_bytes", "get_random_bytes_arch"],
            ["void(ptr, i64)", "void(ptr, i32)", "i32(ptr, i32)"]
        ) { call throws(Stop) in
            let count = try call.size(1)
            try call.memory.write(try call.kernel.random.bytes(count), at: try call.value(0))
            return .int(count)
        },
        KernelFunction.named(["get_random_bytes_wait"], ["i32(ptr, i64)", "i32(ptr, i32)"]) { call throws(Stop) in
            try call.memory.write(try call.kernel.random.bytes(try call.size(1)), at: try call.value(0))
            return 0
        },
        KernelFunction.named(["get_random_u32", "get_random_int", "prandom_u32"], ["i32()"]) { call throws(Stop) in
            .int(try call.kernel.random.next())
        },
        KernelFunction.named(["get_random_u64", "get_random_long"], ["i64()"]) { call throws(Stop) in
            try call.kernel.random.next()
        },
        KernelFunction.named(["prandom_u32_max"], ["i32(i32)"]) { call throws(Stop) in
            let limit = UInt64(UInt32(truncatingIfNeeded: try call.value(0)))
            return limit == 0 ? 0 : (try call.kernel.random.next() >> 32) % limit
        })

    private static let rights: [KernelFunction] = [
        KernelFunction("capable", ["i1(i32)"]) { call throws(Stop) in .bool(try call.kernel.options.isCapable) },
        KernelFunction("ns_capable", ["i1(ptr, i32)"]) { call throws(Stop) in .bool(try call.kernel.options.isCapable)
        },
        KernelFunction("has_capability", ["i1(ptr, i32)"]) { call throws(Stop) in
            .bool(try call.kernel.options.isCapable)
        },
    ]

    private static let roots: [KernelFunction] = [
        KernelFunction("int_sqrt", ["i64(i64)"]) { call throws(Stop) in integerRoot(try call.value(0)) },
        KernelFunction("int_sqrt64", ["i32(i64)"]) { call throws(Stop) in integerRoot(try call.value(0)) },
    ]

    private static func integerRoot(_ value: UInt64) -> UInt64 {
        var root: UInt64 = 0
        for bit in (0..<32).reversed() {
            let next = root | 1 << UInt64(bit)
            if next * next <= value { root = next }
        }
        return root
    }

    private static let indices: [KernelFunction] = [
        KernelFunction("array_index_mask_nospec", ["i64(i64, i64)"]) { call throws(Stop) in
            try call.value(0) < call.value(1) ? .max : 0
        }
    ]
}
