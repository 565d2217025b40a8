// SPDX-License-Identifier: Apache-2.0

/// How the machine's 64-bit addresses are made. A pointer carries its provenance in its own bits: every object has 4 GiB of
/// addresses for itself, so that arithmetic which leaves an object never reaches another one, and integers, tagged low bits and
/// bytewise copies keep all there is to know.
///
///     bit 63      kernel (1) or user (0)
///     bits 54–62  generation: how often the entry of the object table was used before
///     bits 32–53  index in the object table
///     bits 0–31   offset, starting at `Address.firstOffset`
enum Address {
    static let indexBits: UInt64 = 22
    static let tableSize = 1 << 22
    static let indexMask: UInt64 = (1 << 22) - 1
    static let kernelBit: UInt64 = 1 << 63
    static let generationShift: UInt64 = 54
    static let generationStep: UInt64 = 1 << 54
    static let lastGeneration: UInt64 = 511
    /// The first bytes of each object's range stay unused, so that a small negative offset is still in its range.
    static let firstOffset: UInt64 = 0x10000

    /// Entries of user space come first: their addresses are below 2^47, as user addresses are on x86-64.
    static let userIndices = 1..<0x4000
    /// Objects of the kernel: globals, functions, heap.
    static let kernelIndices = 0x4000..<0x30_0000
    /// Variables on the stacks of tasks.
    static let stackIndices = 0x30_0000..<0x3f_fff0

    static func index(of address: UInt64) -> Int { Int((address >> 32) & indexMask) }

    /// The first address of an object, a multiple of `alignment` and of no larger power of two where that can be.
    static func base(index: Int, generation: UInt64, kernel: Bool, alignment: Int) -> UInt64 {
        let offset =
            UInt64(max(alignment, 1)) < firstOffset ? firstOffset + UInt64(max(alignment, 1)) : UInt64(alignment)
        return (kernel ? kernelBit : 0) | generation << generationShift | UInt64(index) << 32 | offset
    }

    static func generation(of address: UInt64) -> UInt64 { (address >> generationShift) & lastGeneration }
}
