// SPDX-License-Identifier: Apache-2.0

/// A `struct xarray`. An entry of nil is a reserved slot: loads as NULL, is skipped by searches, and is not free.
public struct XArray<Value: Equatable> {
    fileprivate struct Slot {
        var value: Value?
        /// XA_MARK_0 is bit 0.
        var marks: UInt8 = 0
    }

    private var slots = SparseArray<Slot>()
    /// DEFINE_XARRAY_ALLOC(): may give out indices, and a NULL that is stored keeps its slot.
    public let tracksFree: Bool
    /// DEFINE_XARRAY_ALLOC1(): index 0 is never given out.
    public let zeroIsBusy: Bool
    /// The cyclic search has gone over the largest 32-bit index.
    private var wrapped = false

    public init(tracksFree: Bool = false, zeroIsBusy: Bool = false) {
        self.tracksFree = tracksFree
        self.zeroIsBusy = zeroIsBusy
    }

    /// xa_empty().
    public var isEmpty: Bool { slots.entries.isEmpty }

    /// xa_load().
    public func load(_ index: UInt64) -> Value? { slots[index]?.value }

    /// xa_store(): what was there. The marks stay unless NULL is stored.
    @discardableResult
    public mutating func store(_ index: UInt64, _ value: Value?) -> Value? {
        let old = slots[index]
        if value == nil && !tracksFree {
            slots[index] = nil
        } else {
            slots[index] = Slot(value: value, marks: old?.marks ?? 0)
        }
        return old?.value
    }

    /// xa_erase(): frees the slot.
    @discardableResult
    public mutating func erase(_ index: UInt64) -> Value? {
        defer { slots[index] = nil }
        return slots[index]?.value
    }

    /// xa_insert(): only into a free slot.
    public mutating func insert(_ index: UInt64, _ value: Value?) throws(Errno) {
        guard slots[index] == nil else { throw .EBUSY }
        slots[index] = Slot(value: value)
    }

    /// xa_cmpxchg(): what was there; stored only if that is `old`.
    public mutating func exchange(_ index: UInt64, old: Value?, new: Value?) -> Value? {
        let current = slots[index]
        // A reserved slot is not the same as a free one.
        if current?.value == old && (current == nil || current?.value != nil) {
            slots[index] = new.map { Slot(value: $0, marks: current?.marks ?? 0) }
        }
        return current?.value
    }

    /// xa_reserve(): keeps a free slot.
    public mutating func reserve(_ index: UInt64) {
        if slots[index] == nil { slots[index] = Slot(value: nil) }
    }

    /// xa_release(): frees a slot that is only reserved.
    public mutating func release(_ index: UInt64) {
        if let slot = slots[index], slot.value == nil { slots[index] = nil }
    }

    /// xa_alloc(): the first free index of the range.
    public mutating func allocate(_ value: Value?, in range: ClosedRange<UInt32>) throws(Errno) -> UInt32 {
        guard tracksFree else { throw .EINVAL }
        let first = max(UInt64(range.lowerBound), zeroIsBusy ? 1 : 0)
        guard first <= range.upperBound, let index = slots.firstFree(in: first...UInt64(range.upperBound)) else {
            throw .EBUSY
        }
        slots[index] = Slot(value: value)
        return UInt32(index)
    }

    /// xa_alloc_cyclic(): from `next` on, then from the start of the range; says whether the search wrapped around.
    public mutating func allocateCyclic(
        _ value: Value?, in range: ClosedRange<UInt32>, next: inout UInt32
    ) throws(Errno) -> (index: UInt32, wrapped: Bool) {
        let first = max(range.lowerBound, next)
        var index: UInt32?
        var hasWrapped = false
        if first <= range.upperBound {
            index = try? allocate(value, in: first...range.upperBound)
            if index != nil && wrapped {
                wrapped = false
                hasWrapped = true
            }
        }
        if index == nil {
            guard first > range.lowerBound else { throw tracksFree ? .EBUSY : .EINVAL }
            index = try allocate(value, in: range)
            hasWrapped = true
        }
        let found = index ?? range.lowerBound
        next = found &+ 1
        if next == 0 { wrapped = true }
        return (found, hasWrapped)
    }

    /// xa_find(): the first entry from `first` to `last`, with the mark if one is given.
    public func find(from first: UInt64, through last: UInt64, mark: Int? = nil) -> (index: UInt64, value: Value)? {
        for entry in slots.entries(from: first) {
            if entry.index > last { return nil }
            guard let value = entry.value.value else { continue }
            if let mark, entry.value.marks >> UInt8(mark) & 1 == 0 { continue }
            return (entry.index, value)
        }
        return nil
    }

    /// xa_find_after().
    public func find(after index: UInt64, through last: UInt64, mark: Int? = nil) -> (index: UInt64, value: Value)? {
        index == .max ? nil : find(from: index + 1, through: last, mark: mark)
    }

    /// xa_set_mark(): a free slot has no marks.
    public mutating func setMark(_ index: UInt64, _ mark: Int) {
        guard var slot = slots[index] else { return }
        slot.marks |= 1 << UInt8(mark)
        slots[index] = slot
    }

    public mutating func clearMark(_ index: UInt64, _ mark: Int) {
        guard var slot = slots[index] else { return }
        slot.marks &= ~(1 << UInt8(mark))
        slots[index] = slot
    }

    public func hasMark(_ index: UInt64, _ mark: Int) -> Bool {
        (slots[index]?.marks ?? 0) >> UInt8(mark) & 1 == 1
    }

    /// xa_marked(): whether any entry has the mark.
    public func hasMark(_ mark: Int) -> Bool {
        slots.entries.contains { $0.value.marks >> UInt8(mark) & 1 == 1 }
    }

    /// xa_destroy().
    public mutating func removeAll() { slots.removeAll() }
}

extension XArray.Slot: Sendable where Value: Sendable {}
extension XArray: Sendable where Value: Sendable {}
