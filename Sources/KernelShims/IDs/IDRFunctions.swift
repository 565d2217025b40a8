// SPDX-License-Identifier: Apache-2.0
import Machine

/// idr and ida. Their contents are kept here, by the address of the struct.
enum IDRFunctions {
    static let all: [KernelFunction] = .table(making, giving, finding, numbers)

    private static let making: [KernelFunction] = [
        KernelFunction("idr_init", ["void(ptr)"]) { call throws(Stop) in try call.makeIDR(base: 0) },
        KernelFunction("idr_init_base", ["void(ptr, i32)"]) { call throws(Stop) in
            try call.makeIDR(base: UInt64(max(0, try call.int(1))))
        },
        KernelFunction("idr_destroy", ["void(ptr)"]) { call throws(Stop) in
            try call.change { $0.removeAll() }
            return 0
        },
        KernelFunction("idr_preload", ["void(i32)"]) { call throws(Stop) in
            let kernel = try call.kernel
            kernel.locks.enter(.preemption, task: call.task, site: call.site(kernel))
            return 0
        },
        KernelFunction("idr_preload_end", ["void()"]) { call throws(Stop) in
            let kernel = try call.kernel
            if let violation = kernel.locks.leave(.preemption, task: call.task, site: call.site(kernel)) {
                throw kernel.stop(violation, call.machine)
            }
            return 0
        },
    ]

    private static let giving: [KernelFunction] = [
        KernelFunction("idr_alloc", ["i32(ptr, ptr, i32, i32, i32)"], canFail: true) { call throws(Stop) in
            let (start, end) = (Int32(try call.int(2)), Int32(try call.int(3)))
            return try call.give { idr, pointer throws(Errno) in try idr.allocate(pointer, start: start, end: end) }
        },
        KernelFunction("idr_alloc_cyclic", ["i32(ptr, ptr, i32, i32, i32)"], canFail: true) { call throws(Stop) in
            let (start, end) = (Int32(try call.int(2)), Int32(try call.int(3)))
            return try call.give { idr, pointer throws(Errno) in
                try idr.allocateCyclic(pointer, start: start, end: end)
            }
        },
        KernelFunction("idr_alloc_u32", ["i32(ptr, ptr, ptr, i64, i32)"], canFail: true) { call throws(Stop) in
            let place = try call.value(2)
            let first = UInt32(truncatingIfNeeded: try call.memory.load(place, size: 4))
            let last = try call.value(3)
            var number: UInt32 = 0
            let result = try call.give { idr, pointer throws(Errno) in
                number = try idr.allocate(pointer, from: first, through: last)
                return 0
            }
            if result == 0 { try call.memory.store(place, size: 4, UInt64(number)) }
            return result
        },
        KernelFunction("idr_remove", ["ptr(ptr, i64)"]) { call throws(Stop) in
            let id = try call.value(1)
            return try call.change { $0.remove(id) } ?? 0
        },
        KernelFunction("idr_replace", ["ptr(ptr, ptr, i64)"]) { call throws(Stop) in
            let (pointer, id) = (try call.value(1), try call.value(2))
            let result = try call.change { idr -> UInt64? in
                do { return try idr.replace(id, with: pointer == 0 ? nil : pointer) ?? 0 } catch { return nil }
            }
            return result ?? .errorPointer(.ENOENT)
        },
    ]

    private static let finding: [KernelFunction] = [
        KernelFunction("idr_find", ["ptr(ptr, i64)"]) { call throws(Stop) in
            let id = try call.value(1)
            return try call.change { $0.find(id) } ?? 0
        },
        KernelFunction("idr_is_empty", ["i1(ptr)"]) { call throws(Stop) in .bool(try call.change { $0.isEmpty }) },
        KernelFunction("idr_get_next", ["ptr(ptr, ptr)"]) { call throws(Stop) in try call.next(size: 4) },
        KernelFunction("idr_get_next_ul", ["ptr(ptr, ptr)"]) { call throws(Stop) in try call.next(size: 8) },
        KernelFunction("idr_for_each", ["i32(ptr, ptr, ptr)"]) { call throws(Stop) in
            var id: UInt64 = 0
            while let entry = try call.change({ $0.next(from: id) }) {
                let arguments = [entry.id, entry.value, try call.value(2)]
                let result = try call.machine.call(try call.value(1), as: "i32(i32, ptr, ptr)", arguments)
                if result != 0 { return result }
                id = entry.id + 1
            }
            return 0
        },
    ]

    private static let numbers: [KernelFunction] = [
        KernelFunction("ida_alloc_range", ["i32(ptr, i32, i32, i32)"], canFail: true) { call throws(Stop) in
            try call.wait(try call.allocationFlags(3))
            if call.mustFail { return .error(.ENOMEM) }
            let first = UInt32(truncatingIfNeeded: try call.value(1))
            let last = UInt32(truncatingIfNeeded: try call.value(2))
            let (kernel, address) = (try call.kernel, try call.value(0))
            do throws(Errno) {
                return .int(try kernel.idas[address, default: IDA()].allocate(from: first, through: last))
            } catch {
                return .error(error)
            }
        },
        KernelFunction("ida_free", ["void(ptr, i32)"]) { call throws(Stop) in
            let id = UInt32(truncatingIfNeeded: try call.value(1))
            if try !call.kernel.idas[try call.value(0), default: IDA()].free(id) {
                throw call.badArgument("the number \(id) was not given out")
            }
            return 0
        },
        KernelFunction("ida_destroy", ["void(ptr)"]) { call throws(Stop) in
            try call.kernel.idas[try call.value(0)] = nil
            return 0
        },
        KernelFunction("ida_init", ["void(ptr)"]) { call throws(Stop) in
            try call.kernel.idas[try call.value(0)] = IDA()
            return 0
        },
    ]
}

extension KernelCall {
    /// The idr has to be there, and made: its first bytes are flags and a lock.
    fileprivate func change<Result>(_ change: (inout IDR<UInt64>) -> Result) throws(Stop) -> Result {
        let address = try value(0)
        _ = try memory.bytes(at: address, count: 1)
        let kernel = try kernel
        return change(&kernel.idrs[address, default: IDR()])
    }

    fileprivate func makeIDR(base: UInt64) throws(Stop) -> UInt64 {
        let address = try value(0)
        // What the headers write: nothing that anybody else reads.
        if let object = memory.object(at: address) {
            try memory.fill(address, count: min(24, object.size - object.offset), with: 0)
        }
        try kernel.idrs[address] = IDR(base: base)
        return 0
    }

    fileprivate func give(
        _ allocate: (inout IDR<UInt64>, UInt64?) throws(Errno) -> Int32
    ) throws(Stop) -> UInt64 {
        try wait(try allocationFlags(4))
        if mustFail { return .error(.ENOMEM) }
        let pointer = try value(1)
        return try change { idr in
            do throws(Errno) {
                return .int(try allocate(&idr, pointer == 0 ? nil : pointer))
            } catch {
                return .error(error)
            }
        }
    }

    fileprivate func next(size: Int) throws(Stop) -> UInt64 {
        let place = try value(1)
        let start = try memory.load(place, size: size)
        guard let found = try change({ $0.next(from: start) }) else { return 0 }
        try memory.store(place, size: size, found.id)
        return found.value
    }
}
