// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// VFIO_IOMMU_GET_INFO.
extension Type1 {
    private enum Capability {
        static let migration: UInt16 = 2
        static let available: UInt16 = 3
    }

    /// argsz, flags, iova_pgsizes, cap_offset; capabilities behind the struct where there is room. No list of address
    /// ranges: only hardware limits them.
    func getInfo(_ argument: UInt64) throws {
        let size = 24
        var info = UserStruct(bytes: try memory.read(argument, 16), isBigEndian: core.isBigEndian)
        let room = info.number(0, 4)
        if room < 16 { throw Errno.EINVAL }
        info.bytes += Array(repeating: 0, count: 8)
        // Before there were capabilities, there was no cap_offset.
        let written = level.hasInfoCapabilities && room >= 20 ? 20 : 16
        info.set(1, at: 4, 4)
        info.set(Type1.pageSizes, at: 8, 8)
        if level.hasInfoCapabilities {
            var capabilities = capabilities()
            info.set(3, at: 4, 4)
            if room < UInt64(size + capabilities.bytes.count) {
                info.set(UInt64(size + capabilities.bytes.count), at: 0, 4)
            } else {
                capabilities.shift(by: size)
                try memory.write(capabilities.bytes, at: argument &+ UInt64(size))
                info.set(UInt64(size), at: 16, 4)
            }
        }
        try memory.write(Array(info.bytes.prefix(written)), at: argument)
    }

    private func capabilities() -> InfoCapabilities {
        var result = InfoCapabilities(isBigEndian: core.isBigEndian)
        // flags, padding, pgsize_bitmap, max_dirty_bitmap_size.
        var migration = UserStruct(bytes: Array(repeating: 0, count: 24), isBigEndian: core.isBigEndian)
        migration.set(Type1.pageSize, at: 8, 8)
        migration.set(0x1000_0000, at: 16, 8)
        result.add(Capability.migration, version: 1, migration.bytes)
        var left = UserStruct(bytes: Array(repeating: 0, count: 4), isBigEndian: core.isBigEndian)
        left.set(UInt64(available), at: 0, 4)
        result.add(Capability.available, version: 1, left.bytes)
        return result
    }
}
