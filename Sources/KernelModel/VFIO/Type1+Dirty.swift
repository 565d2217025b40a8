// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// VFIO_IOMMU_DIRTY_PAGES: which pages were pinned or written.
extension Type1 {
    /// `struct vfio_bitmap`: pgsize, size, data.
    struct Bitmap {
        let pageSize: UInt64
        let size: UInt64
        let data: UInt64

        init(at address: UInt64, _ iommu: Type1) throws {
            let text = UserStruct(bytes: try iommu.memory.read(address, 24), isBigEndian: iommu.core.isBigEndian)
            (pageSize, size, data) = (text.number(0, 8), text.number(8, 8), text.number(16, 8))
        }

        /// verify_bitmap_size(), for so many bytes.
        func check(pages bytes: UInt64) throws {
            let count = pageSize == 0 ? 0 : bytes >> UInt64(pageSize.trailingZeroBitCount)
            if count == 0 || size == 0 || size > 0x1000_0000 || size < (count + 63) / 64 * 8 { throw Errno.EINVAL }
        }

        func write(_ mapping: Type1Mapping, from base: UInt64, _ iommu: Type1) throws {
            let first = (mapping.iova &- base) / pageSize
            let pages = mapping.size / pageSize
            let start = first / 64 * 8
            let count = Int((first % 64 + pages + 63) / 64 * 8)
            var bits = UserStruct(
                bytes: first % 64 == 0
                    ? Array(repeating: 0, count: count)
                    : try iommu.memory.read(data &+ start, 8) + Array(repeating: 0, count: count - 8))
            if first % 64 != 0 {
                // Only what belongs to mappings before is kept.
                let kept = bits.number(0, 8) & (1 << (first % 64) - 1)
                bits.set(kept, at: 0, 8)
            }
            for page in mapping.dirty {
                let bit = first % 64 + page
                bits.bytes[Int(bit / 8)] |= 1 << UInt8(bit % 8)
            }
            try iommu.memory.write(bits.bytes, at: data &+ start)
        }
    }

    func dirtyPages(_ argument: UInt64) throws {
        if !isVersion2 { throw Errno.EACCES }
        let request = UserStruct(bytes: try memory.read(argument, 8), isBigEndian: core.isBigEndian)
        let (argsz, flags) = (request.number(0, 4), request.number(4, 4))
        if argsz < 8 || flags & ~7 != 0 || flags.nonzeroBitCount != 1 { throw Errno.EINVAL }
        switch flags {
        case 1:
            if tracksDirtyPages { return }
            tracksDirtyPages = true
            for mapping in mappings { markPinned(mapping) }
        case 2:
            tracksDirtyPages = false
            for mapping in mappings { mapping.dirty = [] }
        default:
            if argsz - 8 < 40 { throw Errno.EINVAL }
            try getBitmap(argument &+ 8)
        }
    }

    /// iova, size, and the bitmap.
    private func getBitmap(_ argument: UInt64) throws {
        let range = UserStruct(bytes: try memory.read(argument, 16), isBigEndian: core.isBigEndian)
        let (iova, size) = (range.number(0, 8), range.number(8, 8))
        let bitmap = try Bitmap(at: argument &+ 16, self)
        if iova &+ size < iova { throw Errno.EINVAL }
        try bitmap.check(pages: size)
        if bitmap.pageSize != Type1.pageSize || (iova | size) & (Type1.pageSize - 1) != 0 || size == 0
            || !tracksDirtyPages
        {
            throw Errno.EINVAL
        }
        if let first = find(iova, 1), first.iova != iova { throw Errno.EINVAL }
        if let last = find(iova &+ size &- 1, 0), last.end != iova &+ size { throw Errno.EINVAL }
        for mapping in mappings where mapping.iova >= iova && mapping.iova <= iova &+ size &- 1 {
            try bitmap.write(mapping, from: iova, self)
            mapping.dirty = []
            markPinned(mapping)
        }
    }

    /// What is pinned can be written at any time.
    private func markPinned(_ mapping: Type1Mapping) {
        for iova in mapping.pins.keys { mapping.dirty.insert((iova &- mapping.iova) / Type1.pageSize) }
    }
}
