// SPDX-License-Identifier: Apache-2.0
import Machine

/// vmalloc(), kvmalloc() and ioremap().
enum VirtualMemoryFunctions {
    static let all: [KernelFunction] = .table(allocating, mixed, freeing, device)

    private static let allocating: [KernelFunction] = [
        KernelFunction("vmalloc", ["ptr(i64)"], canFail: true) { call throws(Stop) in
            try call.allocatePages(try call.value(0), zeroed: false)
        },
        KernelFunction("vzalloc", ["ptr(i64)"], canFail: true) { call throws(Stop) in
            try call.allocatePages(try call.value(0), zeroed: true)
        },
        KernelFunction("vmalloc_user", ["ptr(i64)"], canFail: true) { call throws(Stop) in
            try call.allocateForUser()
        },
        KernelFunction("vmalloc_32_user", ["ptr(i64)"], canFail: true) { call throws(Stop) in
            try call.allocateForUser()
        },
        KernelFunction("vmalloc_node", ["ptr(i64, i32)"], canFail: true) { call throws(Stop) in
            try call.allocatePages(try call.value(0), zeroed: false)
        },
        KernelFunction("vzalloc_node", ["ptr(i64, i32)"], canFail: true) { call throws(Stop) in
            try call.allocatePages(try call.value(0), zeroed: true)
        },
        KernelFunction("vmalloc_32", ["ptr(i64)"], canFail: true) { call throws(Stop) in
            try call.allocatePages(try call.value(0), zeroed: false)
        },
    ]

    /// Which of the two kinds of memory it becomes is for kvfree() to know.
    private static let mixed: [KernelFunction] = [
        KernelFunction("kvmalloc", ["ptr(i64, i32)"], canFail: true) { call throws(Stop) in
            try call.allocateEither(try call.value(0), try call.allocationFlags(1))
        },
        KernelFunction("kvzalloc", ["ptr(i64, i32)"], canFail: true) { call throws(Stop) in
            try call.allocateEither(try call.value(0), try call.zeroing(1))
        },
        KernelFunction("kvmalloc_node", ["ptr(i64, i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocateEither(try call.value(0), try call.allocationFlags(1))
        },
        KernelFunction("kvzalloc_node", ["ptr(i64, i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocateEither(try call.value(0), try call.zeroing(1))
        },
        KernelFunction("kvmalloc_array", ["ptr(i64, i64, i32)"], canFail: true) { call throws(Stop) in
            guard let size = try call.arraySize(0, 1) else { return 0 }
            return try call.allocateEither(size, try call.allocationFlags(2))
        },
        KernelFunction("kvcalloc", ["ptr(i64, i64, i32)"], canFail: true) { call throws(Stop) in
            guard let size = try call.arraySize(0, 1) else { return 0 }
            return try call.allocateEither(size, try call.zeroing(2))
        },
    ]

    private static let freeing: [KernelFunction] = [
        KernelFunction("vfree", ["void(ptr)"]) { call throws(Stop) in
            try call.free(try call.value(0), [.vmalloc])
            return 0
        },
        KernelFunction("kvfree", ["void(ptr)"]) { call throws(Stop) in
            try call.free(try call.value(0), [.heap, .vmalloc])
            return 0
        },
        KernelFunction("kvfree_sensitive", ["void(ptr, i64)"]) { call throws(Stop) in
            try call.free(try call.value(0), [.heap, .vmalloc])
            return 0
        },
        KernelFunction("is_vmalloc_addr", ["i1(ptr)"]) { call throws(Stop) in
            .bool(call.memory.object(at: try call.value(0))?.kind == .vmalloc)
        },
    ]

    /// Registers of devices: plain loads and stores may not touch them.
    private static let device: [KernelFunction] = .table(
        KernelFunction.named(
            ["ioremap", "ioremap_nocache", "ioremap_wc", "ioremap_wt", "ioremap_uc", "ioremap_cache"],
            ["ptr(i64, i64)"], canFail: true
        ) { call throws(Stop) in
            let size = try call.size(1)
            if call.mustFail || size == 0 { return 0 }
            let address = try call.memory.allocate(size, kind: .device, alignment: 4096, zeroed: true)
            try call.kernel.deviceMemory[address] = DeviceMemory(physical: try call.value(0), size: UInt64(size))
            return address
        },
        [
            KernelFunction("iounmap", ["void(ptr)"]) { call throws(Stop) in
                try call.memory.release(try call.value(0), accepting: [.device], by: call.name)
                try call.kernel.deviceMemory[try call.value(0)] = nil
                return 0
            }
        ])
}

extension KernelCall {
    fileprivate func allocatePages(_ size: UInt64, zeroed: Bool) throws(Stop) -> UInt64 {
        if size == 0 { return 0 }
        return try allocate(
            size, AllocationFlags(bits: 0xcc0 | (zeroed ? 0x100 : 0)), kind: .vmalloc, alignment: 4096,
            limit: AllocationLimit.vmalloc)
    }

    /// Memory that may be mapped; the user gets at all of its last page.
    fileprivate func allocateForUser() throws(Stop) -> UInt64 {
        let kernel = try kernel
        let (size, page) = (try value(0), kernel.options.pageSize)
        guard size < AllocationLimit.vmalloc else { return 0 }
        let address = try allocatePages((size + page - 1) / page * page, zeroed: true)
        if address != 0 { kernel.userMemory.insert(address) }
        return address
    }

    /// kvmalloc(): what one page holds comes from kmalloc().
    fileprivate func allocateEither(_ size: UInt64, _ flags: AllocationFlags) throws(Stop) -> UInt64 {
        if size <= 4096 { return try allocate(size, flags) }
        return try allocate(size, flags, kind: .vmalloc, alignment: 4096, limit: AllocationLimit.vmalloc)
    }
}
