// SPDX-License-Identifier: Apache-2.0

/// A piece of a guest's memory: `struct kvm_memory_slot`.
public struct MemorySlot: Sendable, Hashable {
    /// Number of the first page as the guest counts.
    public var firstFrame: UInt64
    public var pageCount: UInt64
    /// Of the monitor's own memory.
    public var address: UInt64

    public func contains(_ frame: UInt64) -> Bool { frame >= firstFrame && frame - firstFrame < pageCount }
}

/// A monitor gives a guest the memory that it maps for the devices in the guest's groups, at the same addresses.
extension KVMCore {
    /// In the order of their addresses.
    public func slots(of guest: Guest) -> [MemorySlot] {
        var slots: Set<MemorySlot> = []
        for attachment in guest.attachments {
            for mapping in attachment.group.container?.iommu?.mappings ?? [] {
                slots.insert(
                    MemorySlot(
                        firstFrame: mapping.iova / Type1.pageSize, pageCount: mapping.size / Type1.pageSize,
                        address: mapping.address))
            }
        }
        return slots.sorted { $0.firstFrame < $1.firstFrame }
    }

    /// gfn_to_memslot().
    public func slot(of guest: Guest, with frame: UInt64) -> MemorySlot? {
        slots(of: guest).first { $0.contains(frame) }
    }

    /// gfn_to_pfn(): the host's page, with a reference more; nil where the guest has no memory.
    public func hostFrame(of guest: Guest, _ frame: UInt64) throws -> UInt64? {
        guard let slot = slot(of: guest, with: frame) else { return nil }
        return try kernel.vfio.pinUserPage(slot.address + (frame - slot.firstFrame) * Type1.pageSize, true)
    }

    /// kvm_release_pfn_clean().
    public func release(hostFrame: UInt64) throws { try kernel.vfio.unpinUserPage(hostFrame) }

    /// kvm_read_guest().
    public func read(_ count: Int, of guest: Guest, at address: UInt64) throws -> [UInt8] {
        var result: [UInt8] = []
        while result.count < count {
            let (place, room) = try piece(guest, address &+ UInt64(result.count))
            result += try kernel.userMemory.read(place, min(room, count - result.count))
        }
        return result
    }

    /// kvm_write_guest(): what the host writes is not what page tracking tells of.
    public func write(_ bytes: [UInt8], of guest: Guest, at address: UInt64) throws {
        var done = 0
        while done < bytes.count {
            let (place, room) = try piece(guest, address &+ UInt64(done))
            let part = bytes[done...].prefix(room)
            try kernel.userMemory.write(Array(part), at: place)
            done += part.count
        }
    }

    private func piece(_ guest: Guest, _ address: UInt64) throws -> (address: UInt64, room: Int) {
        let (frame, offset) = (address / Type1.pageSize, address % Type1.pageSize)
        guard let slot = slot(of: guest, with: frame) else { throw Errno.EFAULT }
        return (slot.address + (frame - slot.firstFrame) * Type1.pageSize + offset, Int(Type1.pageSize - offset))
    }
}
