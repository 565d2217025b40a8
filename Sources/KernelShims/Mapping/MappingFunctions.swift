// SPDX-License-Identifier: Apache-2.0
import Machine

/// What drivers' mmap() and fault() put behind the user's addresses.
enum MappingFunctions {
    static let all: [KernelFunction] = .table(vmalloc, pages, frames, taking, protection)

    private static let vmalloc: [KernelFunction] = [
        KernelFunction("remap_vmalloc_range", ["i32(ptr, ptr, i64)"], canFail: true) { call throws(Stop) in
            let area = try call.area(0)
            return try call.mapVmalloc(area, area.start, try call.value(1), try call.value(2), area.length)
        },
        KernelFunction(
            "remap_vmalloc_range_partial",
            ["i32(ptr, i64, ptr, i64, i64)", "i32(ptr, i64, ptr, i64)", "i32(ptr, i64, ptr, ...)"], canFail: true
        ) { call throws(Stop) in
            // The page to start at came with 5.7.
            let isOld = call.count == 4
            return try call.mapVmalloc(
                try call.area(0), try call.value(1), try call.value(2), isOld ? 0 : try call.value(3),
                try call.value(isOld ? 3 : 4))
        },
    ]

    private static let pages: [KernelFunction] = [
        KernelFunction("vm_insert_page", ["i32(ptr, i64, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            return try call.insert(try call.area(0), try call.value(1), page: try call.value(2))
        },
        KernelFunction("vmf_insert_page", ["i32(ptr, i64, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return 1 }
            let result = try call.insert(try call.area(0), try call.value(1), page: try call.value(2))
            return call.faultResult(result)
        },
        KernelFunction("vm_map_pages", ["i32(ptr, ptr, i64)"], canFail: true) { call throws(Stop) in
            let area = try call.area(0)
            let first = try call.machine.field("vm_pgoff", of: "vm_area_struct", at: area.address) ?? 0
            return try call.mapPages(area, try call.value(1), try call.value(2), from: first)
        },
        KernelFunction("vm_map_pages_zero", ["i32(ptr, ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.mapPages(try call.area(0), try call.value(1), try call.value(2), from: 0)
        },
    ]

    private static let frames: [KernelFunction] = .table(
        KernelFunction.named(
            ["remap_pfn_range", "io_remap_pfn_range"], ["i32(ptr, i64, i64, i64, i64)"], canFail: true
        ) { call throws(Stop) in
            if call.mustFail { return .error(.EINVAL) }
            let area = try call.area(0)
            return try call.mapFrames(area, try call.value(1), try call.value(2), try call.value(3))
        },
        KernelFunction.named(["vmf_insert_pfn"], ["i32(ptr, i64, i64)"], canFail: true) { call throws(Stop) in
            call.mustFail ? 1 : try call.insertFrame()
        },
        KernelFunction.named(["vmf_insert_pfn_prot"], ["i32(ptr, i64, i64, i64)"], canFail: true) {
            call throws(Stop) in
            call.mustFail ? 1 : try call.insertFrame()
        },
        [
            KernelFunction("vm_iomap_memory", ["i32(ptr, i64, i64)"], canFail: true) { call throws(Stop) in
                if call.mustFail { return .error(.EAGAIN) }
                let (area, physical, length) = (try call.area(0), try call.value(1), try call.value(2))
                let size = try call.kernel.options.pageSize
                let first = try call.machine.field("vm_pgoff", of: "vm_area_struct", at: area.address) ?? 0
                let pages = (length + physical % size + size - 1) / size
                guard first <= pages, area.length / size <= pages - first else { return .error(.EINVAL) }
                return try call.mapFrames(area, area.start, physical / size + first, area.length)
            }
        ])

    private static let taking: [KernelFunction] = KernelFunction.named(
        ["zap_vma_ptes", "zap_vma_range"], ["void(ptr, i64, i64)"]
    ) { call throws(Stop) in
        let area = try call.area(0)
        let (start, length, size) = (try call.value(1), try call.value(2), try call.kernel.options.pageSize)
        guard start >= area.start, start + length <= area.start + area.length else { return 0 }
        let kernel = try call.kernel
        let range = start - area.start..<start - area.start + length
        for piece in kernel.mappings.remove(range, of: area.address, pageSize: size) {
            try kernel.letGo(piece, call.machine)
        }
        return 0
    }

    /// Caches are always right here, so that how a page is cached is of no matter.
    private static let protection: [KernelFunction] = KernelFunction.named(
        ["vm_get_page_prot", "pgprot_writecombine", "pgprot_writethrough", "pgprot_noncached", "pgprot_device"],
        ["i64(i64)"]
    ) { call throws(Stop) in try call.value(0) }
}
