// SPDX-License-Identifier: Apache-2.0

// Allocations of no bytes: the kernel gives ZERO_SIZE_PTR for all of them.
extension Memory {
    public static let zeroSizePointer: UInt64 = 16

    /// The address, and from now on the place of the allocation is known to faults. (The entry that the address leads to
    /// is never an object's.)
    public func emptyAllocation() -> UInt64 {
        captureSite(sites)
        return Memory.zeroSizePointer
    }

    /// An access near it. Nothing but its number tells it from a member behind a pointer that is NULL.
    func emptyAccess(_ what: String, _ address: UInt64) -> Fault? {
        guard sites[0] != 0, address >= Memory.zeroSizePointer, address < 4096 else { return nil }
        let offset = address - Memory.zeroSizePointer
        let place = offset == 0 ? "ZERO_SIZE_PTR" : "ZERO_SIZE_PTR + \(offset)"
        return Fault(
            .nullAccess, "\(what) at \(place), where an allocation of no bytes is (or at NULL + \(address))",
            object: history(0), address: address)
    }
}
