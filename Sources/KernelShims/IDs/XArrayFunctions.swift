// SPDX-License-Identifier: Apache-2.0
import Machine

/// xarray. Its contents are kept here, by the address of the struct.
enum XArrayFunctions {
    static let all: [KernelFunction] = .table(making, storing, allocating, finding, marks)

    private static let making: [KernelFunction] = [
        KernelFunction("xa_init_flags", ["void(ptr, i32)"]) { call throws(Stop) in
            let address = try call.value(0)
            if let object = call.memory.object(at: address) {
                try call.memory.fill(address, count: min(16, object.size - object.offset), with: 0)
            }
            try call.kernel.xarrays[address] = .init(flags: try call.value(1))
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
            try call.wait(try call.allocationFlags(3))
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
            try call.wait(try call.allocationFlags(3))
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

    /// xa_alloc() and xa_alloc_cyclic() are inline around these. They give the lock back where they wait for memory.
    private static let allocating: [KernelFunction] = [
        KernelFunction("__xa_alloc", ["i32(ptr, ptr, ptr, i64, i32)"], canFail: true) { call throws(Stop) in
            try call.allocateIndex(next: nil)
        },
        KernelFunction("__xa_alloc_cyclic", ["i32(ptr, ptr, ptr, i64, ptr, i32)"], canFail: true) {
            call throws(Stop) in
            try call.allocateIndex(next: try call.value(4))
        },
    ]

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
            let (index, mark) = (try call.value(1), try call.mark(2))
            try call.array { $0.setMark(index, mark) }
            return 0
        },
        KernelFunction.named(["xa_clear_mark", "__xa_clear_mark"], ["void(ptr, i64, i32)"]) { call throws(Stop) in
            let (index, mark) = (try call.value(1), try call.mark(2))
            try call.array { $0.clearMark(index, mark) }
            return 0
        },
        [
            KernelFunction("xa_get_mark", ["i1(ptr, i64, i32)"]) { call throws(Stop) in
                let (index, mark) = (try call.value(1), try call.mark(2))
                return .bool(try call.array { $0.hasMark(index, mark) })
            }
        ])
}

extension KernelCall {
    /// `next` is the address of where the cyclic search goes on. - Returns: 1 where it has wrapped around.
    fileprivate func allocateIndex(next: UInt64?) throws(Stop) -> UInt64 {
        if mustFail { return .error(.ENOMEM) }
        // struct xa_limit by value: max, min.
        let (target, entry, limit) = (try value(1), try entry(2), try value(3))
        let (low, high) = (UInt32(truncatingIfNeeded: limit), UInt32(truncatingIfNeeded: limit >> 32))
        let (last, first) = machine.program.target.isBigEndian ? (high, low) : (low, high)
        guard first <= last else { return .error(.EBUSY) }
        var start = UInt32(
            truncatingIfNeeded: try next.map { address throws(Stop) in
                try memory.load(address, size: 4)
            } ?? 0)
        let result = try array { array -> Result<(index: UInt32, wrapped: Bool), Errno> in
            do throws(Errno) {
                if next == nil { return .success((try array.allocate(entry, in: first...last), false)) }
                return .success(try array.allocateCyclic(entry, in: first...last, next: &start))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .failure(let errno): return .error(errno)
        case .success(let found):
            try memory.store(target, size: 4, UInt64(found.index))
            if let next { try memory.store(next, size: 4, UInt64(start)) }
            return .bool(found.wrapped)
        }
    }

    /// An entry to be stored; NULL is none.
    fileprivate func entry(_ index: Int) throws(Stop) -> UInt64? {
        let value = try value(index)
        return value == 0 ? nil : value
    }

    fileprivate func mark(_ index: Int) throws(Stop) -> Int {
        let mark = try int(index)
        guard (0..<3).contains(mark) else { throw badArgument("there is no mark \(mark)") }
        return mark
    }

    /// XA_ERROR().
    fileprivate func arrayError(_ errno: Errno) -> UInt64 { .long(errno.result) << 2 | 2 }

    fileprivate func array<Result>(_ change: (inout XArray<UInt64>) -> Result) throws(Stop) -> Result {
        let address = try value(0)
        let kernel = try kernel
        if kernel.xarrays[address] == nil {
            // A static one: lock, flags, head.
            let flags = try memory.load(address &+ 4, size: 4)
            kernel.xarrays[address] = .init(flags: flags)
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
        guard let found = try array({ find($0, start, last, (0..<3).contains(filter) ? filter : nil) }) else {
            return 0
        }
        try memory.store(place, size: 8, found.index)
        return found.value
    }
}

extension XArray<UInt64> {
    /// XA_FLAGS_TRACK_FREE and XA_FLAGS_ZERO_BUSY.
    fileprivate init(flags: UInt64) { self.init(tracksFree: flags & 4 != 0, zeroIsBusy: flags & 8 != 0) }
}
