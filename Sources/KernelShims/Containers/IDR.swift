// SPDX-License-Identifier: Apache-2.0

/// A `struct idr`: small numbers for pointers. A value of nil is a NULL pointer, which keeps its number taken.
public struct IDR<Value> {
    private var slots = SparseArray<Value?>()
    /// Where the next cyclic search starts.
    public private(set) var cursor: UInt32 = 0
    /// idr_init_base(): numbers below it are not given out.
    public var base: UInt64

    public init(base: UInt64 = 0) { self.base = base }

    /// idr_is_empty().
    public var isEmpty: Bool { slots.entries.isEmpty }

    /// idr_alloc_u32(): the first free number from `first` to `last`.
    public mutating func allocate(_ value: Value?, from first: UInt32, through last: UInt64) throws(Errno) -> UInt32 {
        let start = max(UInt64(first), base)
        guard start <= last, let index = slots.firstFree(in: start...last), index <= UInt64(UInt32.max) else {
            throw .ENOSPC
        }
        slots[index] = .some(value)
        return UInt32(index)
    }

    /// idr_alloc(): below `end`; an end of 0 or less is none.
    public mutating func allocate(_ value: Value?, start: Int32, end: Int32) throws(Errno) -> Int32 {
        // The kernel warns, too.
        if start < 0 { throw .EINVAL }
        return Int32(try allocate(value, from: UInt32(start), through: Self.last(end)))
    }

    /// idr_alloc_cyclic(): behind the number given out last, then from `start` again.
    public mutating func allocateCyclic(_ value: Value?, start: Int32, end: Int32) throws(Errno) -> Int32 {
        let last = Self.last(end)
        // Both are compared as signed.
        let first = Int32(bitPattern: cursor) < start ? UInt32(bitPattern: start) : cursor
        let id: UInt32
        do {
            id = try allocate(value, from: first, through: last)
        } catch  where error == .ENOSPC && first > UInt32(bitPattern: start) {
            id = try allocate(value, from: UInt32(bitPattern: start), through: last)
        }
        cursor = id &+ 1
        return Int32(bitPattern: id)
    }

    private static func last(_ end: Int32) -> UInt64 { end > 0 ? UInt64(end) - 1 : UInt64(Int32.max) }

    /// idr_find(): nil too where NULL is stored.
    public func find(_ id: UInt64) -> Value? { slots[id] ?? nil }

    /// idr_remove(): what was there.
    @discardableResult
    public mutating func remove(_ id: UInt64) -> Value? {
        defer { slots[id] = nil }
        return slots[id] ?? nil
    }

    /// idr_replace(): what was there.
    public mutating func replace(_ id: UInt64, with value: Value?) throws(Errno) -> Value? {
        guard let old = slots[id] else { throw .ENOENT }
        slots[id] = .some(value)
        return old
    }

    /// idr_get_next(): the first number from `id` on that has a pointer.
    public func next(from id: UInt64) -> (id: UInt64, value: Value)? {
        for entry in slots.entries(from: max(id, base)) {
            if let value = entry.value { return (entry.index, value) }
        }
        return nil
    }

    /// idr_destroy(): forgets everything, the pointers' memory is the caller's.
    public mutating func removeAll() { slots.removeAll() }
}

extension IDR: Sendable where Value: Sendable {}
