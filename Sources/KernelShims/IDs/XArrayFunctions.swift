// SPDX-License-Identifier: Apache-2.0
import Machine

/// xarray. Its contents are kept here, by the address of the struct.
enum XArrayFunctions {
    static let all: [KernelFunction] = .table(making, storing, finding, marks)

    private static let making: [KernelFunction] = [
        KernelFunction("xa_init_flags", ["void(ptr, i32)"]) { call throws(Stop) in
            let address = try call.value(0)
            if let object = call.memory.object(at: address) {
                try call.memory.fill(address, count: min(16, object.size - object.offset), with: 0)
            }
            // XA_FLAGS_TRACK_FREE.
            try call.kernel.xarrays[address] = XArray(tracksFree: try call.value(1) & 4 != 0)
            return 0
        },
        KernelFunction("xa_destroy", ["void(ptr)"]) { call throws(Stop) in
            try call.array { $0.removeAll() }
            return 0
        },
        KernelFunction("xa_empty", ["i1(ptr)"]) { call throws(Stop) in .bool(try call.array { $0.isEmpty }) },
    ]

    private static let storing: [KernelFunction] = .table(
        KernelFunction.named(
            ["xa_store", "__xa_store", "xa_store_irq", "xa_store_bh"], ["ptr(ptr, i64, ptr, i32)"], canFail: true
        ) {
            call throws(Stop) in
            if try call.allocationFlags(3).maySleep { try call.mightSleep() }
            // xa_err() is in the upper bits of an internal entry.
            if call.mustFail { return call.arrayError(.ENOMEM) }
            let (index, entry) = (try call.value(1), try call.entry(2))
            return try call.array { $0.store(index, entry) } ?? 0
        },
        KernelFunction.named(["xa_erase", "__xa_erase", "xa_erase_irq", "xa_erase_bh"], ["ptr(ptr, i64)"]) {
            call throws(Stop) in
            let index = try call.value(1)
            return try call.array { $0.erase(index) } ?? 0
        },
        KernelFunction.named(["xa_insert", "__xa_insert", "xa_insert_irq"], ["i32(ptr, i64, ptr, i32)"], canFail: true)
        {
            call throws(Stop) in
            if try call.allocationFlags(3).maySleep { try call.mightSleep() }
            if call.mustFail { return .error(.ENOMEM) }
            let (index, entry) = (try call.value(1), try call.entry(2))
            return try call.array { array in
                do throws(Errno) {
                    try array.insert(index, entry)
                    return 0
                } catch {
                    return .error(error)
                }
            }
        },
        [
            KernelFunction("xa_cmpxchg", ["ptr(ptr, i64, ptr, ptr, i32)"]) { call throws(Stop) in
                let (index, old, new) = (try call.value(1), try call.entry(2), try call.entry(3))
                return try call.array { $0.exchange(index, old: old, new: new) } ?? 0
            }
        ])

    private static let finding: [KernelFunction] = [
        KernelFunction("xa_load", ["ptr(ptr, i64)"]) { call throws(Stop) in
            let index = try call.value(1)
            return try call.array { $0.load(index) } ?? 0
        },
        KernelFunction("xa_find", ["ptr(ptr, ptr, i64, i32)"]) { call throws(Stop) in
            try call.find { $0.find(from: $1, through: $2, mark: $3) }
        },
        KernelFunction("xa_find_after", ["ptr(ptr, ptr, i64, i32)"]) { call throws(Stop) in
            try call.find { $0.find(after: $1, through: $2, mark: $3) }
        },
    ]

    private static let marks: [KernelFunction] = .table(
        KernelFunction.named(["xa_set_mark", "__xa_set_mark"], ["void(ptr, i64, i32)"]) { call throws(Stop) in
            let (index, mark) = (try call.value(1), try call.int(2))
            try call.array { $0.setMark(index, mark) }
            return 0
        },
        KernelFunction.named(["xa_clear_mark", "__xa_clear_mark"], ["void(ptr, i64, i32)"]) { call throws(Stop) in
            let (index, mark) = (try call.value(1), try call.int(2))
            try call.array { $0.clearMark(index, mark) }
            return 0
        },
        [
            KernelFunction("xa_get_mark", ["i1(ptr, i64, i32)"]) { call throws(Stop) in
                let (index, mark) = (try call.value(1), try call.int(2))
                return .bool(try call.array { $0.hasMark(index, mark) })
            }
        ])
}

extension KernelCall {
    /// An entry to be stored; NULL is none.
    fileprivate func entry(_ index: Int) throws(Stop) -> UInt64? {
        let value = try value(index)
        return value == 0 ? nil : value
    }

    /// XA_ERROR().
    fileprivate func arrayError(_ errno: Errno) -> UInt64 { .long(errno.result) << 2 | 2 }

    fileprivate func array<Result>(_ change: (inout XArray<UInt64>) -> Result) throws(Stop) -> Result {
        let address = try value(0)
        let kernel = try kernel
        if kernel.xarrays[address] == nil {
            // A static one: lock, flags, head.
            let flags = try memory.load(address &+ 4, size: 4)
            kernel.xarrays[address] = XArray(tracksFree: flags & 4 != 0)
        } else {
            _ = try memory.bytes(at: address, count: 1)
        }
        return change(&kernel.xarrays[address, default: XArray()])
    }

    fileprivate func find(
        _ find: (XArray<UInt64>, UInt64, UInt64, Int?) -> (index: UInt64, value: UInt64)?
    ) throws(Stop) -> UInt64 {
        let place = try value(1)
        let start = try memory.load(place, size: 8)
        let (last, filter) = (try value(2), try int(3))
        // XA_PRESENT is no mark.
        guard let found = try array({ find($0, start, last, filter < 3 ? filter : nil) }) else { return 0 }
        try memory.store(place, size: 8, found.index)
        return found.value
    }
}
