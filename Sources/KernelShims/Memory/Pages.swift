// SPDX-License-Identifier: Apache-2.0
import Machine

/// Pages, and the `struct page` of each: an object of the kernel that leads to the page's memory. Pages of one
/// allocation lie behind each other, and so do their structs.
struct PageTable {
    struct Block {
        var memory: UInt64
        var structs: UInt64
        var order: Int
        /// References of each page; the first one is the block's.
        var references: [Int]
        /// Freed page by page with put_page(); otherwise with the block.
        var freed = 0
    }

    /// Size of a struct page where nothing unusual is configured.
    static let structSize: UInt64 = 64

    /// By the base of the memory.
    private(set) var blocks: [UInt64: Block] = [:]
    private var byStructs: [UInt64: UInt64] = [:]

    mutating func add(_ block: Block) {
        blocks[block.memory] = block
        byStructs[block.structs] = block.memory
    }

    mutating func remove(_ memory: UInt64) -> Block? {
        guard let block = blocks.removeValue(forKey: memory) else { return nil }
        byStructs[block.structs] = nil
        return block
    }

    mutating func change(_ memory: UInt64, _ change: (inout Block) -> Void) {
        if var block = blocks[memory] {
            change(&block)
            blocks[memory] = block
        }
    }

    /// The block of a struct page and the number of the page in it.
    func find(page: UInt64, _ memory: Memory) -> (block: Block, index: Int)? {
        guard let object = memory.object(at: page), let key = byStructs[object.base], let block = blocks[key],
            object.offset % Int(PageTable.structSize) == 0
        else { return nil }
        return (block, object.offset / Int(PageTable.structSize))
    }

    /// The block that an address lies in.
    func find(address: UInt64, _ memory: Memory, pageSize: UInt64) -> (block: Block, index: Int)? {
        guard let object = memory.object(at: address), let block = blocks[object.base] else { return nil }
        return (block, object.offset / Int(pageSize))
    }
}
