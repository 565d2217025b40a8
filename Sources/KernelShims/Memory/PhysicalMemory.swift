// SPDX-License-Identifier: Apache-2.0
import Machine

/// How headers turn addresses into numbers of page frames and struct pages: by arithmetic with these two.
struct PhysicalLayout {
    /// Where the kernel's mapping of all memory starts.
    var pageOffset: UInt64
    /// Where the array of all struct pages starts.
    var pageStructs: UInt64

    init(_ machine: Machine) {
        switch machine.program.target.architecture {
        case .x86_64:
            pageOffset = 0xffff_8880_0000_0000
            pageStructs = 0xffff_ea00_0000_0000
        default:
            pageOffset = 0
            pageStructs = 0
        }
    }
}

extension Kernel {
    /// The page memory that a struct page stands for; nil where there is none. It may also be one that virt_to_page()
    /// has reckoned from an address.
    func memoryAddress(ofPage page: UInt64, _ machine: Machine) -> UInt64? {
        if let found = pages.find(page: page, machine.memory) {
            return found.block.memory + UInt64(found.index) * options.pageSize
        }
        let structs = PhysicalLayout(machine).pageStructs
        return memoryAddress(ofFrameAsReckoned: UInt64(bitPattern: Int64(bitPattern: page &- structs) >> 6), machine)
    }

    /// The struct page of a frame's number, or the memory that the number was reckoned from.
    func target(ofFrame frame: UInt64, _ machine: Machine) -> Mappings.Target {
        let page = PhysicalLayout(machine).pageStructs &+ frame << 6
        if let found = pages.find(page: page, machine.memory) {
            return .memory(found.block.memory + UInt64(found.index) * options.pageSize)
        }
        return memoryAddress(ofFrameAsReckoned: frame, machine).map { .memory($0) } ?? .frame(frame)
    }

    private func memoryAddress(ofFrameAsReckoned frame: UInt64, _ machine: Machine) -> UInt64? {
        let address = (frame << 12) &+ PhysicalLayout(machine).pageOffset
        guard let object = machine.memory.object(at: address), object.kind != .user else { return nil }
        return address
    }

    /// An allocated page by its struct, or by the struct that is reckoned from its address.
    func page(_ page: UInt64, _ machine: Machine) -> (block: PageTable.Block, index: Int)? {
        if let found = pages.find(page: page, machine.memory) { return found }
        guard let address = memoryAddress(ofPage: page, machine) else { return nil }
        return pages.find(address: address, machine.memory, pageSize: options.pageSize)
    }

    /// A reference more to a page.
    func getPage(_ page: UInt64, _ machine: Machine) throws(Stop) {
        guard let (block, index) = self.page(page, machine) else { return }
        pages.change(block.memory) { $0.references[index] += 1 }
    }

    /// A reference less; the last one of a page by itself frees it.
    func putPage(_ page: UInt64, _ machine: Machine, by name: String) throws(Stop) {
        guard let (block, index) = self.page(page, machine) else { return }
        pages.change(block.memory) { $0.references[index] -= 1 }
        if block.references[index] > 1 || block.order > 0 { return }
        _ = pages.remove(block.memory)
        try machine.memory.release(block.memory, accepting: [.pages], by: name)
        try machine.memory.release(block.structs, accepting: [.kernel], by: name)
    }
}

/// What headers' arithmetic asks of the kernel.
enum PhysicalMemoryFunctions {
    static let all: [KernelFunction] = .table(
        KernelFunction.named(["__phys_addr", "__phys_addr_nodebug", "__phys_addr_symbol"], ["i64(i64)"]) {
            call throws(Stop) in try call.value(0) &- PhysicalLayout(call.machine).pageOffset
        },
        conversions,
        [
            KernelFunction("pfn_valid", ["i32(i64)", "i1(i64)"]) { call throws(Stop) in
                if case .memory = try call.kernel.target(ofFrame: try call.value(0), call.machine) { return 1 }
                return 0
            },
            // The machine's own memory stays what it is; anything else is memory of a device, empty.
            KernelFunction("memremap", ["ptr(i64, i64, i64)"], canFail: true) { call throws(Stop) in
                if call.mustFail { return 0 }
                let address = try call.value(0) &+ PhysicalLayout(call.machine).pageOffset
                if call.memory.object(at: address) != nil { return address }
                let size = try call.size(1)
                return try call.memory.allocate(
                    size, kind: .vmalloc, alignment: 4096, zeroed: true, name: "memremap()")
            },
            KernelFunction("memunmap", ["void(ptr)"]) { call throws(Stop) in
                let address = try call.value(0)
                if call.memory.object(at: address)?.kind == .vmalloc {
                    try call.memory.release(address, accepting: [.vmalloc], by: call.name)
                }
                return 0
            },
        ])

    /// Those that are functions in some headers and macros in others.
    private static let conversions: [KernelFunction] = .table(
        KernelFunction.named(["virt_to_phys", "__virt_to_phys"], ["i64(ptr)"]) { call throws(Stop) in
            let address = try call.value(0)
            switch call.memory.object(at: address)?.kind {
            case .vmalloc, .device, .user, .stack:
                throw call.badArgument("\(call.memory.place(address)) is not mapped one to one")
            default: return address &- PhysicalLayout(call.machine).pageOffset
            }
        },
        KernelFunction.named(["phys_to_virt"], ["ptr(i64)"]) { call throws(Stop) in
            try call.value(0) &+ PhysicalLayout(call.machine).pageOffset
        },
        KernelFunction.named(["virt_to_page", "vmalloc_to_page"], ["ptr(ptr)"]) { call throws(Stop) in
            try call.structPage(at: try call.value(0))
        },
        KernelFunction.named(["virt_to_pfn", "vmalloc_to_pfn"], ["i64(ptr)"]) { call throws(Stop) in
            (try call.value(0) &- PhysicalLayout(call.machine).pageOffset) >> 12
        },
        KernelFunction.named(["page_to_pfn"], ["i64(ptr)"]) { call throws(Stop) in
            let (kernel, page, layout) = (try call.kernel, try call.value(0), PhysicalLayout(call.machine))
            if let found = kernel.pages.find(page: page, call.memory) {
                return ((found.block.memory &- layout.pageOffset) >> 12) &+ UInt64(found.index)
            }
            return UInt64(bitPattern: Int64(bitPattern: page &- layout.pageStructs) >> 6)
        },
        KernelFunction.named(["pfn_to_page"], ["ptr(i64)"]) { call throws(Stop) in
            try call.structPage(at: (try call.value(0)) << 12 &+ PhysicalLayout(call.machine).pageOffset)
        },
        KernelFunction.named(["page_to_phys"], ["i64(ptr)"]) { call throws(Stop) in
            guard let address = try call.kernel.memoryAddress(ofPage: try call.value(0), call.machine) else {
                throw call.badArgument("no struct page is at \(call.memory.place(try call.value(0)))")
            }
            return address &- PhysicalLayout(call.machine).pageOffset
        })

    static let variables: [KernelVariable] = [
        number("page_offset_base") { PhysicalLayout($0).pageOffset },
        number("vmemmap_base") { PhysicalLayout($0).pageStructs },
        number("vmemmap") { PhysicalLayout($0).pageStructs }, number("phys_base") { _ in 0 },
    ]

    private static func number(_ name: String, _ value: @escaping @Sendable (Machine) -> UInt64) -> KernelVariable {
        KernelVariable(name) { machine, address throws(Stop) in
            try machine.memory.store(address, size: 8, value(machine))
        }
    }
}

extension KernelCall {
    /// The struct of the page that an address lies in; where none was made for it, the one that headers reckon.
    fileprivate func structPage(at address: UInt64) throws(Stop) -> UInt64 {
        let kernel = try kernel
        if let found = kernel.pages.find(address: address, memory, pageSize: kernel.options.pageSize) {
            return found.block.structs + UInt64(found.index) * PageTable.structSize
        }
        let layout = PhysicalLayout(machine)
        return layout.pageStructs &+ ((address &- layout.pageOffset) >> 12) << 6
    }
}
