// SPDX-License-Identifier: Apache-2.0

/// `struct vfio_dma`. Its end wraps to 0 for the last page there is, which therefore is never found again: so it is in
/// the kernel.
final class Type1Mapping {
    struct Pin {
        var frame: UInt64
        var count: Int
    }

    /// Of the device's view.
    static let read: UInt32 = 1
    static let write: UInt32 = 2

    let iova: UInt64
    let size: UInt64
    var address: UInt64
    let protection: UInt32
    /// By iova of the page.
    var pins: [UInt64: Pin] = [:]
    /// The user said that the address is to change.
    var isAddressInvalid = false
    /// Pages, by number in the mapping.
    var dirty: Set<UInt64> = []

    var end: UInt64 { iova &+ size }

    init(iova: UInt64, size: UInt64, address: UInt64, protection: UInt32) {
        self.iova = iova
        self.size = size
        self.address = address
        self.protection = protection
    }
}

extension Type1 {
    /// vfio_find_dma(): one that the range touches. A size of 0 finds one with the address strictly inside.
    func find(_ start: UInt64, _ size: UInt64) -> Type1Mapping? {
        mappings.first { start &+ size > $0.iova && start < $0.end }
    }

    /// vfio_find_dma_first_node(): the lowest.
    func firstIndex(_ start: UInt64, _ size: UInt64) -> Int? {
        guard let index = mappings.firstIndex(where: { start < $0.end }) else { return nil }
        return size != 0 && mappings[index].iova >= start &+ size ? nil : index
    }

    /// vfio_link_dma().
    func link(_ mapping: Type1Mapping) {
        let place = mappings.firstIndex { mapping.end <= $0.iova } ?? mappings.endIndex
        mappings.insert(mapping, at: place)
        available -= 1
    }

    /// vfio_remove_dma().
    func remove(_ mapping: Type1Mapping) throws {
        if !mapping.pins.isEmpty {
            core.log.message(4, "WARNING: pages are still pinned in vfio_remove_dma()")
            for pin in mapping.pins.values { try core.unpinUserPage(pin.frame) }
        }
        mappings.removeAll { $0 === mapping }
        available += 1
    }
}
