// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// What drivers do with a user's memory.
extension Type1 {
    /// vfio_iommu_type1_pin_pages(): all of the pages or none. A page that is pinned already counts once more.
    func pin(_ pages: [UInt64], _ protection: UInt32) throws -> [UInt64] {
        if !isVersion2 { throw Errno.EACCES }
        return try lock {
            try waitForAddresses(of: pages)
            if !hasListeners { throw Errno.EINVAL }
            var frames: [UInt64] = []
            do {
                for iova in pages { frames.append(try pin(iova, protection)) }
            } catch let error as Errno {
                for iova in pages.prefix(frames.count) { try unpin(iova) }
                throw error
            }
            return frames
        }
    }

    private func pin(_ iova: UInt64, _ protection: UInt32) throws -> UInt64 {
        guard let mapping = find(iova, Type1.pageSize) else { throw Errno.EINVAL }
        if mapping.protection & protection != protection { throw Errno.EPERM }
        if let known = mapping.pins[iova] {
            mapping.pins[iova] = Type1Mapping.Pin(frame: known.frame, count: known.count + 1)
            return known.frame
        }
        let address = mapping.address &+ (iova &- mapping.iova)
        let frame = try core.pinUserPage(address, mapping.protection & Type1Mapping.write != 0)
        do {
            try core.kernel.allocations(.pinnedPage)
        } catch let error as Errno {
            try core.unpinUserPage(frame)
            throw error
        }
        mapping.pins[iova] = Type1Mapping.Pin(frame: frame, count: 1)
        if tracksDirtyPages { mapping.dirty.insert((iova &- mapping.iova) / Type1.pageSize) }
        return frame
    }

    /// vfio_iommu_type1_unpin_pages(): ends at the first that is not mapped; what is not pinned is left alone.
    /// - Returns: for how many pages there was a mapping.
    func unpin(_ pages: [UInt64]) throws -> Int {
        try lock {
            var done = 0
            for iova in pages {
                if find(iova, Type1.pageSize) == nil { break }
                try unpin(iova)
                done += 1
            }
            return done
        }
    }

    private func unpin(_ iova: UInt64) throws {
        guard let mapping = find(iova, Type1.pageSize), var pin = mapping.pins[iova] else { return }
        pin.count -= 1
        mapping.pins[iova] = pin.count > 0 ? pin : nil
        if pin.count == 0 { try core.unpinUserPage(pin.frame) }
    }

    /// vfio_find_dma_valid(): while a user changes addresses, who needs one waits for the new one.
    private func waitForAddresses(of pages: [UInt64]) throws {
        guard mappings.contains(where: \.isAddressInvalid) else { return }
        if level.excludesMdevsFromUpdates { throw Errno.EBUSY }
        for iova in pages {
            while let mapping = find(iova, Type1.pageSize), mapping.isAddressInvalid {
                lock.unlock()
                try core.kernel.scheduler.wait(for: "a new address of a DMA mapping") { [unowned self] in
                    !mapping.isAddressInvalid || !isContainerOpen
                }
                try lock.lock()
                if !isContainerOpen { throw Errno.EFAULT }
            }
            if find(iova, Type1.pageSize) == nil { throw Errno.EINVAL }
        }
    }

    /// vfio_iommu_type1_dma_rw(), piece by piece of the mappings.
    func write(_ bytes: [UInt8], at iova: UInt64) throws {
        try lock {
            var (rest, place) = (bytes[...], iova)
            while !rest.isEmpty {
                let (mapping, address, room) = try piece(place, isWrite: true)
                let part = rest.prefix(room)
                try memory.write(Array(part), at: address)
                markWritten(mapping, place, part.count)
                rest = rest.dropFirst(part.count)
                place &+= UInt64(part.count)
            }
        }
    }

    func read(_ count: Int, at iova: UInt64) throws -> [UInt8] {
        try lock {
            var result: [UInt8] = []
            while result.count < count {
                let (_, address, room) = try piece(iova &+ UInt64(result.count), isWrite: false)
                result += try memory.read(address, min(room, count - result.count))
            }
            return result
        }
    }

    private func piece(_ iova: UInt64, isWrite: Bool) throws -> (Type1Mapping, address: UInt64, room: Int) {
        guard let mapping = find(iova, 1) else { throw Errno.EINVAL }
        // Reading is asked for in both ways.
        if isWrite && mapping.protection & Type1Mapping.write == 0 || mapping.protection & Type1Mapping.read == 0 {
            throw Errno.EPERM
        }
        let offset = iova &- mapping.iova
        return (mapping, mapping.address &+ offset, Int(clamping: mapping.size - offset))
    }

    private func markWritten(_ mapping: Type1Mapping, _ iova: UInt64, _ count: Int) {
        guard tracksDirtyPages else { return }
        let first = (iova &- mapping.iova) / Type1.pageSize
        let last = (iova &- mapping.iova &+ UInt64(count) &- 1) / Type1.pageSize
        for page in first...last { mapping.dirty.insert(page) }
    }
}
