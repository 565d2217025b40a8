// SPDX-License-Identifier: Apache-2.0

/// Values at indices, in order: what idr and xarray have in common.
struct SparseArray<Value> {
    /// Sorted by index.
    private(set) var entries: [(index: UInt64, value: Value)] = []

    /// The position of the first entry at or above the index.
    private func position(_ index: UInt64) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].index < index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    subscript(index: UInt64) -> Value? {
        get {
            let position = position(index)
            return position < entries.count && entries[position].index == index ? entries[position].value : nil
        }
        set {
            let position = position(index)
            let isThere = position < entries.count && entries[position].index == index
            switch newValue {
            case .some(let value) where isThere: entries[position].value = value
            case .some(let value): entries.insert((index, value), at: position)
            case nil: if isThere { entries.remove(at: position) }
            }
        }
    }

    /// The entries at or above the index.
    func entries(from index: UInt64) -> ArraySlice<(index: UInt64, value: Value)> {
        entries[position(index)...]
    }

    /// The first index of the range without an entry.
    func firstFree(in range: ClosedRange<UInt64>) -> UInt64? {
        var candidate = range.lowerBound
        for entry in entries(from: candidate) {
            if entry.index != candidate { break }
            if candidate == range.upperBound { return nil }
            candidate += 1
        }
        return candidate
    }

    mutating func removeAll() { entries.removeAll() }
}

extension SparseArray: Sendable where Value: Sendable {}
