// SPDX-License-Identifier: Apache-2.0
import Machine

/// kmalloc() and its family.
enum SlabFunctions {
    static let all: [KernelFunction] = .table(single, arrays, resizing, freeing)

    private static let single: [KernelFunction] = [
        KernelFunction("kmalloc", ["ptr(i64, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(try call.value(0), try call.allocationFlags(1))
        },
        KernelFunction("__kmalloc", ["ptr(i64, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(try call.value(0), try call.allocationFlags(1))
        },
        KernelFunction("kzalloc", ["ptr(i64, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(try call.value(0), try call.zeroing(1))
        },
        KernelFunction("kmalloc_node", ["ptr(i64, i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(try call.value(0), try call.allocationFlags(1))
        },
        KernelFunction("__kmalloc_node", ["ptr(i64, i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(try call.value(0), try call.allocationFlags(1))
        },
        KernelFunction("kzalloc_node", ["ptr(i64, i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(try call.value(0), try call.zeroing(1))
        },
        KernelFunction("kmalloc_large", ["ptr(i64, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(try call.value(0), try call.allocationFlags(1))
        },
        KernelFunction("kmalloc_order", ["ptr(i64, i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocate(try call.value(0), try call.allocationFlags(1))
        },
    ]

    private static let arrays: [KernelFunction] = [
        KernelFunction("kmalloc_array", ["ptr(i64, i64, i32)"], canFail: true) { call throws(Stop) in
            guard let size = try call.arraySize(0, 1) else { return 0 }
            return try call.allocate(size, try call.allocationFlags(2))
        },
        KernelFunction("kcalloc", ["ptr(i64, i64, i32)"], canFail: true) { call throws(Stop) in
            guard let size = try call.arraySize(0, 1) else { return 0 }
            return try call.allocate(size, try call.zeroing(2))
        },
        KernelFunction("kmalloc_array_node", ["ptr(i64, i64, i32, i32)"], canFail: true) { call throws(Stop) in
            guard let size = try call.arraySize(0, 1) else { return 0 }
            return try call.allocate(size, try call.allocationFlags(2))
        },
        KernelFunction("kcalloc_node", ["ptr(i64, i64, i32, i32)"], canFail: true) { call throws(Stop) in
            guard let size = try call.arraySize(0, 1) else { return 0 }
            return try call.allocate(size, try call.zeroing(2))
        },
    ]

    private static let resizing: [KernelFunction] = [
        KernelFunction("krealloc", ["ptr(ptr, i64, i32)"], canFail: true) { call throws(Stop) in
            try call.resize(try call.value(0), to: try call.value(1), try call.allocationFlags(2))
        },
        KernelFunction("krealloc_array", ["ptr(ptr, i64, i64, i32)"], canFail: true) { call throws(Stop) in
            guard let size = try call.arraySize(1, 2) else { return 0 }
            return try call.resize(try call.value(0), to: size, try call.allocationFlags(3))
        },
        KernelFunction("ksize", ["i64(ptr)"]) { call throws(Stop) in
            let address = try call.value(0)
            if address <= Memory.zeroSizePointer { return 0 }
            guard let size = call.memory.size(of: address) else {
                throw call.badArgument("not the start of an allocation")
            }
            return UInt64(size)
        },
    ]

    private static let freeing: [KernelFunction] = [
        KernelFunction("kfree", ["void(ptr)"]) { call throws(Stop) in
            try call.free(try call.value(0), [.heap])
            return 0
        },
        KernelFunction("kfree_const", ["void(ptr)"]) { call throws(Stop) in
            let address = try call.value(0)
            if call.memory.object(at: address)?.kind != .constant { try call.free(address, [.heap]) }
            return 0
        },
        KernelFunction("kfree_sensitive", ["void(ptr)"]) { call throws(Stop) in
            try call.free(try call.value(0), [.heap])
            return 0
        },
        KernelFunction("kzfree", ["void(ptr)"]) { call throws(Stop) in
            try call.free(try call.value(0), [.heap])
            return 0
        },
    ]
}

extension KernelCall {
    func zeroing(_ index: Int) throws(Stop) -> AllocationFlags {
        AllocationFlags(bits: try value(index) | 0x100)
    }

    /// krealloc(). The memory always moves, so that nobody gets away with the old address.
    fileprivate func resize(
        _ old: UInt64, to size: UInt64, _ flags: AllocationFlags
    ) throws(Stop) -> UInt64 {
        if old == 0 || old == Memory.zeroSizePointer { return try allocate(size, flags) }
        if size == 0 {
            try free(old, [.heap])
            return memory.emptyAllocation()
        }
        if let object = memory.object(at: old), object.kind != .heap || object.offset != 0 {
            throw .fault(.invalidFree, "\(name)() of \(memory.place(old))")
        }
        guard let before = memory.size(of: old) else {
            // Released, or never allocated: the fault is that of kfree().
            try memory.release(old, accepting: [.heap], by: name)
            return 0
        }
        let new = try allocate(size, flags)
        if new == 0 { return 0 }
        try memory.copy(from: old, to: new, count: min(before, Int(size)))
        try free(old, [.heap])
        return new
    }
}
