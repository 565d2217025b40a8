// SPDX-License-Identifier: Apache-2.0

/// A `struct ida`: numbers only.
public struct IDA: Sendable {
    private var taken = SparseArray<Void>()

    public init() {}

    /// ida_is_empty().
    public var isEmpty: Bool { taken.entries.isEmpty }

    /// ida_alloc_range(): both ends inclusive; nothing above INT_MAX is given out.
    public mutating func allocate(from first: UInt32, through last: UInt32) throws(Errno) -> Int32 {
        let largest = UInt32(Int32.max)
        let last = min(last, largest)
        guard first <= largest, first <= last,
            let id = taken.firstFree(in: UInt64(first)...UInt64(last))
        else { throw .ENOSPC }
        taken[id] = ()
        return Int32(id)
    }

    /// ida_free(): false where the number was not taken, which the kernel warns about. Negative ones are ignored.
    public mutating func free(_ id: UInt32) -> Bool {
        if id > UInt32(Int32.max) { return true }
        defer { taken[UInt64(id)] = nil }
        return taken[UInt64(id)] != nil
    }

    /// ida_destroy().
    public mutating func removeAll() { taken.removeAll() }
}
