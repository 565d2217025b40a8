// SPDX-License-Identifier: Apache-2.0
import Machine

/// Lists of pages for devices: struct sg_table and struct scatterlist.
enum ScatterFunctions {
    static let all: [KernelFunction] = .table(tables, lists, mapping)

    private static let tables: [KernelFunction] = [
        KernelFunction("sg_alloc_table", ["i32(ptr, i32, i32)"], canFail: true) { call throws(Stop) in
            let count = Int(UInt32(truncatingIfNeeded: try call.value(1)))
            return try call.makeTable(try call.value(0), count, try call.allocationFlags(2))
        },
        KernelFunction(
            "sg_alloc_table_from_pages", ["i32(ptr, ptr, i32, i32, i64, i32)"], canFail: true
        ) { call throws(Stop) in
            try call.makeTable(fromPages: try call.allocationFlags(5), limit: 0xffff_f000)
        },
        KernelFunction(
            "sg_alloc_table_from_pages_segment", ["i32(ptr, ptr, i32, i32, i64, i32, i32)"], canFail: true
        ) { call throws(Stop) in
            let limit = UInt64(UInt32(truncatingIfNeeded: try call.value(5))) & ~0xfff
            if limit == 0 { return .error(.EINVAL) }
            return try call.makeTable(fromPages: try call.allocationFlags(6), limit: limit)
        },
        KernelFunction("sg_free_table", ["void(ptr)"]) { call throws(Stop) in
            let table = try call.value(0)
            let list = try call.machine.pointer("sgl", of: "sg_table", at: table)
            if list == 0 { return 0 }
            try call.free(list, [.heap])
            try call.machine.set("sgl", of: "sg_table", at: table, 0)
            return 0
        },
    ]

    private static let lists: [KernelFunction] = [
        KernelFunction("sg_init_table", ["void(ptr, i32)"]) { call throws(Stop) in
            try call.initialise(try call.value(0), Int(UInt32(truncatingIfNeeded: try call.value(1))))
            return 0
        },
        KernelFunction("sg_next", ["ptr(ptr)"]) { call throws(Stop) in
            let entry = try call.value(0)
            return try call.scatter("page_link", entry) & 2 != 0 ? 0 : entry + (try call.entrySize())
        },
        KernelFunction("sg_nents", ["i32(ptr)"]) { call throws(Stop) in
            var (entry, count) = (try call.value(0), 0)
            while entry != 0 {
                count += 1
                entry = try call.scatter("page_link", entry) & 2 != 0 ? 0 : entry + (try call.entrySize())
            }
            return .int(count)
        },
    ]

    /// Devices see memory at the addresses that virt_to_phys() gives.
    private static let mapping: [KernelFunction] = [
        KernelFunction("dma_map_sgtable", ["i32(ptr, ptr, i32, i64)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.EINVAL) }
            let table = try call.value(1)
            let list = try call.machine.pointer("sgl", of: "sg_table", at: table)
            let count = try call.machine.field("orig_nents", of: "sg_table", at: table) ?? 0
            try call.mapEntries(list, Int(count))
            try call.machine.set("nents", of: "sg_table", at: table, count)
            return 0
        },
        KernelFunction("dma_map_sg_attrs", ["i32(ptr, ptr, i32, i32, i64)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return 0 }
            try call.mapEntries(try call.value(1), try call.int(2))
            return .int(try call.int(2))
        },
        KernelFunction("dma_unmap_sg_attrs", ["void(ptr, ptr, i32, i32, i64)"]) { call throws(Stop) in
            var entry = try call.value(1)
            for _ in 0..<max(0, try call.int(2)) {
                _ = try call.scatter("length", entry)
                entry += try call.entrySize()
            }
            return 0
        },
        KernelFunction("dma_map_page_attrs", ["i64(ptr, ptr, i64, i64, i32, i64)"], canFail: true) {
            call throws(Stop) in
            guard !call.mustFail, let memory = try call.kernel.memoryAddress(ofPage: try call.value(1), call.machine)
            else { return .max }
            return memory &- PhysicalLayout(call.machine).pageOffset &+ (try call.value(2))
        },
        KernelFunction("dma_unmap_page_attrs", ["void(ptr, i64, i64, i32, i64)"]) { call throws(Stop) in
            _ = try call.value(1)
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func scatter(_ member: String, _ entry: UInt64) throws(Stop) -> UInt64 {
        guard let value = try machine.field(member, of: "scatterlist", at: entry) else {
            throw .unsupported("\(name)() where struct scatterlist is not known")
        }
        return value
    }

    fileprivate func entrySize() throws(Stop) -> UInt64 {
        guard let layout = machine.program.layout(of: "struct scatterlist") else {
            throw .unsupported("\(name)() where struct scatterlist is not known")
        }
        return UInt64(layout.size)
    }

    /// Empty entries; the last one is marked.
    fileprivate func initialise(_ list: UInt64, _ count: Int) throws(Stop) {
        let size = try entrySize()
        try memory.fill(list, count: count * Int(size), with: 0)
        let last = list + UInt64(max(count, 1) - 1) * size
        try machine.set("page_link", of: "scatterlist", at: last, 2)
    }

    fileprivate func makeTable(_ table: UInt64, _ count: Int, _ flags: AllocationFlags) throws(Stop) -> UInt64 {
        if count == 0 { return .error(.EINVAL) }
        let list = try allocate(UInt64(count) * (try entrySize()), flags)
        if list == 0 { return .error(.ENOMEM) }
        try initialise(list, count)
        try machine.set("sgl", of: "sg_table", at: table, list)
        try machine.set("nents", of: "sg_table", at: table, UInt64(count))
        try machine.set("orig_nents", of: "sg_table", at: table, UInt64(count))
        return 0
    }

    /// Table, pages, their number, offset, size; pages behind each other share an entry.
    fileprivate func makeTable(fromPages flags: AllocationFlags, limit: UInt64) throws(Stop) -> UInt64 {
        let kernel = try kernel
        let pageSize = kernel.options.pageSize
        let (table, pages, count) = (try value(0), try value(1), try value(2) & 0xffff_ffff)
        var (offset, left) = (try value(3) & 0xffff_ffff, try value(4))
        var runs: [(page: UInt64, length: UInt64)] = []
        var next: UInt64?
        for index in 0..<count {
            let page = try memory.load(pages + index * 8, size: 8)
            guard let address = kernel.memoryAddress(ofPage: page, machine) else {
                throw badArgument("no struct page is at \(memory.place(page))")
            }
            if address == next, runs[runs.count - 1].length + pageSize <= limit {
                runs[runs.count - 1].length += pageSize
            } else {
                runs.append((page, pageSize))
            }
            next = address + pageSize
        }
        let error = try makeTable(table, runs.count, flags)
        if error != 0 { return error }
        var entry = try machine.pointer("sgl", of: "sg_table", at: table)
        for run in runs {
            let length = min(left, run.length - offset)
            let mark = try scatter("page_link", entry) & 3
            try machine.set("page_link", of: "scatterlist", at: entry, run.page | mark)
            try machine.set("offset", of: "scatterlist", at: entry, offset)
            try machine.set("length", of: "scatterlist", at: entry, length)
            left -= length
            offset = 0
            entry += try entrySize()
        }
        return 0
    }

    fileprivate func mapEntries(_ list: UInt64, _ count: Int) throws(Stop) {
        var entry = list
        for _ in 0..<max(0, count) {
            let page = try scatter("page_link", entry) & ~3
            guard let address = try kernel.memoryAddress(ofPage: page, machine) else {
                throw badArgument("no struct page is at \(memory.place(page))")
            }
            let physical = address &- PhysicalLayout(machine).pageOffset &+ (try scatter("offset", entry))
            try machine.set("dma_address", of: "scatterlist", at: entry, physical)
            try machine.set("dma_length", of: "scatterlist", at: entry, try scatter("length", entry))
            entry += try entrySize()
        }
    }
}
