// SPDX-License-Identifier: Apache-2.0
import Machine

/// Physical addresses and page frames. All memory of the kernel is mapped one to one: the physical address is the other
/// without the bit that says that it is the kernel's. So there are very many page frames, and few of them are memory.
enum PhysicalFunctions {
    static let all: [KernelFunction] = .table(addresses, frames)

    private static let kernelBit: UInt64 = 1 << 63

    private static let addresses: [KernelFunction] = .table(
        KernelFunction.named(["virt_to_phys", "__phys_addr", "__virt_to_phys"], ["i64(ptr)", "i64(i64)"]) {
            call throws(Stop) in
            let address = try call.value(0)
            switch call.memory.object(at: address)?.kind {
            case .vmalloc, .device, .user, .stack:
                throw call.badArgument("\(call.memory.place(address)) is not mapped one to one")
            default: return address & ~kernelBit
            }
        },
        [
            KernelFunction("phys_to_virt", ["ptr(i64)"]) { call throws(Stop) in try call.value(0) | kernelBit }
        ])

    private static let frames: [KernelFunction] = [
        KernelFunction("page_to_pfn", ["i64(ptr)"]) { call throws(Stop) in
            let (kernel, block, index) = try call.page(0)
            return (block.memory & ~kernelBit) / kernel.options.pageSize + UInt64(index)
        },
        KernelFunction("pfn_to_page", ["ptr(i64)"]) { call throws(Stop) in
            if let found = try call.frame(0) { return found }
            let kernel = try call.kernel
            let address = try call.value(0) &* kernel.options.pageSize | kernelBit
            let place = call.memory.place(address)
            // Other memory has pages as well, but no struct is made for them.
            if !place.hasPrefix("0x") { throw .unsupported("the struct page of \(place)") }
            throw call.badArgument("no page has the number 0x\(String(try call.value(0), radix: 16))")
        },
        KernelFunction("pfn_valid", ["i1(i64)", "i32(i64)"]) { call throws(Stop) in .bool(try call.frame(0) != nil) },
        KernelFunction("virt_to_page", ["ptr(ptr)"]) { call throws(Stop) in
            let kernel = try call.kernel
            let address = try call.value(0)
            guard let found = kernel.pages.find(address: address, call.memory, pageSize: kernel.options.pageSize)
            else { throw .unsupported("the struct page of \(call.memory.place(address))") }
            return found.block.structs + UInt64(found.index) * PageTable.structSize
        },
    ]
}

extension KernelCall {
    /// The struct of the page with a number; nil where there is no such page.
    fileprivate func frame(_ index: Int) throws(Stop) -> UInt64? {
        let kernel = try kernel
        let address = try value(index) &* kernel.options.pageSize | 1 << 63
        return kernel.pages.find(address: address, memory, pageSize: kernel.options.pageSize).map {
            $0.block.structs + UInt64($0.index) * PageTable.structSize
        }
    }
}
