// SPDX-License-Identifier: Apache-2.0
import Machine

/// alloc_pages(), __get_free_pages() and what is done with pages.
enum PageFunctions {
    static let all: [KernelFunction] = .table(byAddress, byPage, references, mapping)

    private static let byAddress: [KernelFunction] = [
        KernelFunction("__get_free_pages", ["i64(i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocatePages(try call.allocationFlags(0), order: try call.int(1))?.memory ?? 0
        },
        KernelFunction("get_zeroed_page", ["i64(i32)"], canFail: true) { call throws(Stop) in
            try call.allocatePages(try call.zeroing(0), order: 0)?.memory ?? 0
        },
        KernelFunction("free_pages", ["void(i64, i32)"]) { call throws(Stop) in
            let address = try call.value(0)
            if address != 0 { try call.freePages(address, order: try call.int(1)) }
            return 0
        },
    ]

    private static let byPage: [KernelFunction] = .table(
        KernelFunction.named(
            ["alloc_pages", "alloc_pages_current", "__alloc_pages_nodemask"], ["ptr(i32, i32)"], canFail: true
        ) {
            call throws(Stop) in
            try call.allocatePages(try call.allocationFlags(0), order: try call.int(1))?.structs ?? 0
        },
        [
            KernelFunction("alloc_pages_node", ["ptr(i32, i32, i32)"], canFail: true) { call throws(Stop) in
                try call.allocatePages(try call.allocationFlags(1), order: try call.int(2))?.structs ?? 0
            },
            KernelFunction("__alloc_pages", ["ptr(i32, i32, i32, ptr)"], canFail: true) { call throws(Stop) in
                try call.allocatePages(try call.allocationFlags(0), order: try call.int(1))?.structs ?? 0
            },
            KernelFunction("__free_pages", ["void(ptr, i32)"]) { call throws(Stop) in
                let (_, block, index) = try call.page(0)
                guard index == 0 else { throw call.badArgument("not the first page of its allocation") }
                try call.freePages(block.memory, order: try call.int(1))
                return 0
            },
        ])

    private static let references: [KernelFunction] = [
        KernelFunction("get_page", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, block, index) = try call.page(0)
            kernel.pages.change(block.memory) { $0.references[index] += 1 }
            return 0
        },
        KernelFunction("put_page", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, block, index) = try call.page(0)
            kernel.pages.change(block.memory) { $0.references[index] -= 1 }
            if block.references[index] > 1 { return 0 }
            guard block.order == 0 else {
                throw .unsupported("put_page() of the last reference to one of several pages")
            }
            try call.freePages(block.memory, order: 0)
            return 0
        },
        KernelFunction("page_count", ["i32(ptr)"]) { call throws(Stop) in
            let (_, block, index) = try call.page(0)
            return .int(block.references[index])
        },
    ]

    private static let mapping: [KernelFunction] = .table(
        KernelFunction.named(
            ["page_address", "lowmem_page_address", "kmap", "kmap_atomic", "kmap_local_page"], ["ptr(ptr)"]
        ) { call throws(Stop) in
            let (kernel, block, index) = try call.page(0)
            return block.memory + UInt64(index) * kernel.options.pageSize
        },
        KernelFunction.named(["kunmap", "__kunmap_atomic", "kunmap_local", "__kunmap_local"], ["void(ptr)"]) {
            call throws(Stop) in
            _ = try call.value(0)
            return 0
        },
        [
            KernelFunction("clear_page", ["void(ptr)"]) { call throws(Stop) in
                try call.memory.fill(try call.value(0), count: Int(try call.kernel.options.pageSize), with: 0)
                return 0
            },
            KernelFunction("copy_page", ["void(ptr, ptr)"]) { call throws(Stop) in
                let size = Int(try call.kernel.options.pageSize)
                try call.memory.copy(from: try call.value(1), to: try call.value(0), count: size)
                return 0
            },
            KernelFunction("clear_highpage", ["void(ptr)"]) { call throws(Stop) in
                let (kernel, block, index) = try call.page(0)
                let size = kernel.options.pageSize
                try call.memory.fill(block.memory + UInt64(index) * size, count: Int(size), with: 0)
                return 0
            },
        ])
}

extension KernelCall {
    fileprivate func allocatePages(_ flags: AllocationFlags, order: Int) throws(Stop) -> PageTable.Block? {
        let kernel = try kernel
        guard order >= 0, order <= 10 else { return nil }
        let size = kernel.options.pageSize << UInt64(order)
        let address = try allocate(size, flags, kind: .pages, alignment: Int(kernel.options.pageSize))
        if address == 0 { return nil }
        let count = 1 << order
        let structs = try memory.allocate(
            count * Int(PageTable.structSize), kind: .kernel, alignment: 64, zeroed: true, name: "struct page")
        let block = PageTable.Block(
            memory: address, structs: structs, order: order, references: [Int](repeating: 1, count: count))
        kernel.pages.add(block)
        return block
    }

    fileprivate func freePages(_ address: UInt64, order: Int) throws(Stop) {
        let kernel = try kernel
        if let known = kernel.pages.blocks[address], known.order != order {
            throw .fault(.invalidFree, "\(name)() of \(1 << order) pages where \(1 << known.order) were allocated")
        }
        let block = kernel.pages.remove(address)
        try free(address, [.pages])
        if let block { try memory.release(block.structs, accepting: [.kernel], by: name) }
    }

    /// The page whose struct is an argument.
    func page(_ index: Int) throws(Stop) -> (Kernel, PageTable.Block, Int) {
        let address = try value(index)
        let kernel = try kernel
        guard let found = kernel.page(address, machine) else {
            // Says what is wrong with the address itself, if anything is.
            _ = try memory.bytes(at: address, count: 1)
            throw badArgument("no struct page is at \(memory.place(address))")
        }
        return (kernel, found.block, found.index)
    }
}
