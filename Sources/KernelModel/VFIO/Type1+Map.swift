// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// VFIO_IOMMU_MAP_DMA and VFIO_IOMMU_UNMAP_DMA.
extension Type1 {
    private enum MapFlag {
        static let newAddress: UInt64 = 1 << 2
    }

    private enum UnmapFlag {
        static let dirtyBitmap: UInt64 = 1 << 0
        static let all: UInt64 = 1 << 1
        static let address: UInt64 = 1 << 2
    }

    /// argsz, flags, vaddr, iova, size.
    func map(_ argument: UInt64) throws {
        let request = UserStruct(bytes: try memory.read(argument, 32), isBigEndian: core.isBigEndian)
        let flags = request.number(4, 4)
        let known: UInt64 = level.unmapsAll ? 7 : 3
        if request.number(0, 4) < 32 || flags & ~known != 0 { throw Errno.EINVAL }
        let (address, iova, size) = (request.number(8, 8), request.number(16, 8), request.number(24, 8))
        let protection = UInt32(flags & 3)
        let isNewAddress = flags & MapFlag.newAddress != 0
        // Either permissions or a new address for what has them.
        if (protection != 0) == isNewAddress { throw Errno.EINVAL }
        try lock {
            if size == 0 || (size | iova | address) & (Type1.pageSize - 1) != 0 { throw Errno.EINVAL }
            if iova &+ size &- 1 < iova || address &+ size &- 1 < address { throw Errno.EINVAL }
            let known = find(iova, size)
            if isNewAddress {
                guard let known else { throw Errno.ENOENT }
                if !known.isAddressInvalid || known.iova != iova || known.size != size { throw Errno.EINVAL }
                known.address = address
                known.isAddressInvalid = false
                return
            }
            if known != nil { throw Errno.EEXIST }
            if available == 0 { throw Errno.ENOSPC }
            try core.kernel.allocations(.mapping)
            link(Type1Mapping(iova: iova, size: size, address: address, protection: protection))
        }
    }

    /// argsz, flags, iova, size; how much went is written to size.
    func unmap(_ argument: UInt64) throws {
        var request = UserStruct(bytes: try memory.read(argument, 24), isBigEndian: core.isBigEndian)
        let (argsz, flags) = (request.number(0, 4), request.number(4, 4))
        let known: UInt64 = level.unmapsAll ? 7 : level.tracksDirtyPages ? 1 : 0
        if argsz < 24 || flags & ~known != 0 { throw Errno.EINVAL }
        var bitmap: Bitmap?
        if flags & UnmapFlag.dirtyBitmap != 0 {
            if flags & (UnmapFlag.all | UnmapFlag.address) != 0 || argsz < 48 { throw Errno.EINVAL }
            bitmap = try Bitmap(at: argument &+ 24, self)
            try bitmap?.check(pages: request.number(16, 8))
        }
        let unmapped = try lock { try unmap(request.number(8, 8), request.number(16, 8), flags, bitmap) }
        request.set(unmapped, at: 16, 8)
        try memory.write(request.bytes, at: argument)
    }

    /// vfio_dma_do_unmap(), with the lock.
    private func unmap(_ iova: UInt64, _ wanted: UInt64, _ flags: UInt64, _ bitmap: Bitmap?) throws -> UInt64 {
        var size = wanted
        let all = flags & UnmapFlag.all != 0
        let invalidates = flags & UnmapFlag.address != 0
        if invalidates, level.excludesMdevsFromUpdates, !groups.isEmpty { throw Errno.EBUSY }
        if iova & (Type1.pageSize - 1) != 0 { throw Errno.EINVAL }
        if all {
            if iova != 0 || size != 0 { throw Errno.EINVAL }
            size = .max
        } else if size == 0 || size & (Type1.pageSize - 1) != 0 || iova &+ size &- 1 < iova {
            throw Errno.EINVAL
        }
        if let bitmap, !tracksDirtyPages || bitmap.pageSize != Type1.pageSize { throw Errno.EINVAL }
        try checkCover(iova, size, all)
        if invalidates { return try invalidate(iova, size) }

        var unmapped: UInt64 = 0
        var last: Type1Mapping?
        var retries = 0
        while let index = firstIndex(iova, size) {
            let mapping = mappings[index]
            if mapping.iova >= iova &+ size || !isVersion2 && iova > mapping.iova { break }
            if !mapping.pins.isEmpty {
                if last === mapping {
                    retries += 1
                    if retries > 10 { throw ModelStop.oops("BUG: vfio_dma_do_unmap(): pages stay pinned") }
                } else {
                    last = mapping
                    retries = 0
                }
                try tellListeners(of: mapping)
                try checkCover(iova, size, all)
                continue
            }
            if let bitmap { try bitmap.write(mapping, from: iova, self) }
            unmapped &+= mapping.size
            try remove(mapping)
        }
        return unmapped
    }

    /// Version 2 does not cut mappings into two.
    private func checkCover(_ iova: UInt64, _ size: UInt64, _ all: Bool) throws {
        guard isVersion2, !all else { return }
        if let first = find(iova, 1), first.iova != iova { throw Errno.EINVAL }
        if let last = find(iova &+ size &- 1, 0), last.end != iova &+ size { throw Errno.EINVAL }
    }

    /// VFIO_DMA_UNMAP_FLAG_VADDR: all of the range or none.
    private func invalidate(_ iova: UInt64, _ size: UInt64) throws -> UInt64 {
        let touched = mappings.filter { iova < $0.end && $0.iova < iova &+ size }
        if touched.contains(where: \.isAddressInvalid) { throw Errno.EINVAL }
        for mapping in touched { mapping.isAddressInvalid = true }
        return touched.reduce(0) { $0 &+ $1.size }
    }

    /// Drivers must unpin what they have of the mapping before they return. They call back, so the lock is not held.
    private func tellListeners(of mapping: Type1Mapping) throws {
        if level.callsDMAUnmap {
            if devices.isEmpty { return }
            try deviceListLock {
                lock.unlock()
                for device in devices { try device.ops.dmaUnmap?(device, mapping.iova, mapping.size) }
            }
        } else {
            lock.unlock()
            try notifiers.call(.unmap(iova: mapping.iova, size: mapping.size))
        }
        try lock.lock()
    }
}
