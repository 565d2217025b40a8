// SPDX-License-Identifier: Apache-2.0
import Machine

/// refcount_t, which notices wrong counts; kref is built on it by the headers.
enum ReferenceFunctions {
    static let all: [KernelFunction] = .table(counting, conditional, locked)

    private static let counting: [KernelFunction] = [
        KernelFunction("refcount_set", ["void(ptr, i32)"]) { call throws(Stop) in
            try call.memory.store(try call.value(0), size: 4, try call.value(1))
            return 0
        },
        KernelFunction("refcount_read", ["i32(ptr)"]) { call throws(Stop) in
            try call.memory.load(try call.value(0), size: 4)
        },
        KernelFunction("refcount_inc", ["void(ptr)"]) { call throws(Stop) in try call.take(0, 1) },
        KernelFunction("refcount_add", ["void(i32, ptr)"]) { call throws(Stop) in
            try call.take(1, try call.value(0))
        },
        KernelFunction("refcount_dec", ["void(ptr)"]) { call throws(Stop) in
            let left = try call.drop(0, 1)
            if left == 0 { throw call.badCount("the last reference is dropped, and nobody looks") }
            return 0
        },
        KernelFunction("refcount_dec_and_test", ["i1(ptr)"]) { call throws(Stop) in .bool(try call.drop(0, 1) == 0) },
        KernelFunction("refcount_sub_and_test", ["i1(i32, ptr)"]) { call throws(Stop) in
            .bool(try call.drop(1, try call.value(0)) == 0)
        },
        KernelFunction("refcount_warn_saturate", ["void(ptr, i32)"]) { call throws(Stop) in
            throw call.badCount("the counter is saturated")
        },
    ]

    private static let conditional: [KernelFunction] = [
        KernelFunction("refcount_inc_not_zero", ["i1(ptr)"]) { call throws(Stop) in
            if try call.memory.load(try call.value(0), size: 4) == 0 { return 0 }
            _ = try call.take(0, 1)
            return 1
        },
        KernelFunction("refcount_add_not_zero", ["i1(i32, ptr)"]) { call throws(Stop) in
            if try call.memory.load(try call.value(1), size: 4) == 0 { return 0 }
            _ = try call.take(1, try call.value(0))
            return 1
        },
        KernelFunction("refcount_dec_not_one", ["i1(ptr)"]) { call throws(Stop) in
            if try call.memory.load(try call.value(0), size: 4) == 1 { return 0 }
            _ = try call.drop(0, 1)
            return 1
        },
        KernelFunction("refcount_dec_if_one", ["i1(ptr)"]) { call throws(Stop) in
            if try call.memory.load(try call.value(0), size: 4) != 1 { return 0 }
            return .bool(try call.drop(0, 1) == 0)
        },
    ]

    /// The last reference is dropped under a lock.
    private static let locked: [KernelFunction] = [
        KernelFunction("refcount_dec_and_mutex_lock", ["i1(ptr, ptr)"]) { call throws(Stop) in
            if try call.memory.load(try call.value(0), size: 4) != 1 {
                _ = try call.drop(0, 1)
                return 0
            }
            _ = try call.acquire(1, .mutex)
            if try call.drop(0, 1) == 0 { return 1 }
            try call.release(1, .mutex)
            return 0
        },
        KernelFunction("refcount_dec_and_lock", ["i1(ptr, ptr)"]) { call throws(Stop) in
            if try call.memory.load(try call.value(0), size: 4) != 1 {
                _ = try call.drop(0, 1)
                return 0
            }
            _ = try call.acquire(1, .spinlock)
            if try call.drop(0, 1) == 0 { return 1 }
            try call.release(1, .spinlock)
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func badCount(_ text: String) -> Stop { .fault(.refcount, "\(name)(): \(text)") }

    fileprivate func take(_ index: Int, _ count: UInt64) throws(Stop) -> UInt64 {
        let old = Int32(truncatingIfNeeded: try memory.load(try value(index), size: 4))
        if old == 0 { throw badCount("there is no reference left to be added to") }
        if old < 0 { throw badCount("the counter is saturated") }
        _ = try update(index, 4) { $0 &+ count }
        return 0
    }

    /// - Returns: what is left.
    fileprivate func drop(_ index: Int, _ count: UInt64) throws(Stop) -> UInt64 {
        let old = Int32(truncatingIfNeeded: try memory.load(try value(index), size: 4))
        if old < Int32(truncatingIfNeeded: count) { throw badCount("there is no reference left to be dropped") }
        return try update(index, 4) { $0 &- count }.new
    }
}
