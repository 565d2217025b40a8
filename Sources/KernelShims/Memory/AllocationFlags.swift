// SPDX-License-Identifier: Apache-2.0
import Machine

/// gfp_t, with the bits that kernels from 5.0 to 6.x have.
struct AllocationFlags {
    var bits: UInt64

    /// GFP_DMA.
    var isForDevices: Bool { bits & 0x01 != 0 }
    var isZeroing: Bool { bits & 0x100 != 0 }
    /// The allocation may wait for memory.
    var maySleep: Bool { bits & 0x400 != 0 }
    /// It does not come back without memory.
    var cannotFail: Bool { bits & 0x8000 != 0 }
}

extension KernelCall {
    func allocationFlags(_ index: Int) throws(Stop) -> AllocationFlags { AllocationFlags(bits: try value(index)) }

    /// kmalloc() and what is built on it; 0 where there is no memory.
    func allocate(
        _ size: UInt64, _ flags: AllocationFlags, kind: ObjectKind = .heap, alignment: Int? = nil,
        limit: UInt64 = AllocationLimit.slab
    ) throws(Stop) -> UInt64 {
        try wait(flags)
        if mustFail && !flags.cannotFail || size > limit { return 0 }
        if size == 0 { return memory.emptyAllocation() }
        // The slabs of powers of two are aligned to their size.
        let natural = size.nonzeroBitCount == 1 && size <= 4096 ? max(8, Int(size)) : 8
        let slack = memory.onSlack != nil && kind == .heap ? Memory.slabSize(Int(size)) - Int(size) : 0
        return try memory.allocate(
            Int(size), kind: kind, alignment: alignment ?? natural, zeroed: flags.isZeroing, slack: slack,
            isLow: flags.isForDevices && isS390)
    }

    /// What the kernel does first: waits for memory where it may.
    func wait(_ flags: AllocationFlags) throws(Stop) {
        if flags.maySleep { return try mightSleep() }
        try kernel.hurriedAllocations.append(machine.stack())
    }

    /// The product of two sizes as the allocators of arrays want it; nil where it overflows.
    func arraySize(_ count: Int, _ size: Int) throws(Stop) -> UInt64? {
        let (product, overflow) = try value(count).multipliedReportingOverflow(by: try value(size))
        return overflow ? nil : product
    }

    /// A copy of bytes in memory of its own; 0 where there is none.
    func duplicate(_ bytes: [UInt8], _ flags: AllocationFlags, kind: ObjectKind = .heap) throws(Stop) -> UInt64 {
        let address = try allocate(UInt64(bytes.count), flags, kind: kind)
        if address != 0 { try memory.write(bytes, at: address) }
        return address
    }

    /// kfree() and the like: NULL is nothing, and what lies in the memory ends with it.
    func free(_ address: UInt64, _ accepted: Set<ObjectKind>) throws(Stop) {
        let address = memory.whole(address)
        if address == 0 || address == Memory.zeroSizePointer && accepted.contains(.heap) { return }
        let kernel = try kernel
        if let device = kernel.managed.owner(of: address) {
            throw .fault(
                .invalidFree, "\(name)() of memory that \(machine.name(of: device) ?? "a device") frees itself")
        }
        try kernel.memoryEnds(address, machine)
        try memory.release(address, accepting: accepted, by: name)
    }
}

/// More than this the allocators refuse.
enum AllocationLimit {
    static let slab: UInt64 = 4 << 20
    static let vmalloc: UInt64 = 1 << 30
}
