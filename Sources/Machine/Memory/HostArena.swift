// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The host's memory behind the machine's: data, and at a fixed distance one byte of undefined bits per byte. Reserved at once and
/// touched as it is used. Ranges are reused freely, because lifetime is the object table's business.
final class HostArena {
    static let span = 1 << 36
    let start: UnsafeMutableRawPointer
    private var used = 0
    private var free: [[UInt32]] = Array(repeating: [], count: 192)
    private(set) var bytesInUse = 0

    /// nil where the host does not give the address space.
    init?() {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let memory = mmap(nil, 2 * HostArena.span, PROT_READ | PROT_WRITE, flags, -1, 0), memory != MAP_FAILED
        else {
            return nil
        }
        start = memory
    }

    deinit { munmap(start, 2 * HostArena.span) }

    /// Offsets are kept in units of 16 bytes.
    /// - Returns: the host address and the size reserved; `fresh` says that data and shadow are still zero. nil where the arena is full.
    func reserve(_ size: Int) -> (address: UnsafeMutableRawPointer, reserved: Int, fresh: Bool)? {
        let (slot, rounded) = HostArena.sizeClass(size)
        bytesInUse += rounded
        if let unit = free[slot].popLast() {
            return (start + Int(unit) * 16, rounded, rounded >= HostArena.large)
        }
        if rounded >= HostArena.large { used = (used + 4095) & ~4095 }
        guard used + rounded <= HostArena.span else { return nil }
        defer { used += rounded }
        return (start + used, rounded, true)
    }

    func giveBack(_ address: UnsafeMutableRawPointer, reserved: Int) {
        bytesInUse -= reserved
        if reserved >= HostArena.large {
            // Large ranges go back to the host and come again as zeroes.
            madvise(address, reserved, MADV_DONTNEED)
            madvise(address + HostArena.span, reserved, MADV_DONTNEED)
        }
        free[HostArena.sizeClass(reserved).slot].append(UInt32((address - start) / 16))
    }

    private static let large = 1 << 18

    /// 16-byte steps up to 1 KiB, then four steps per power of two; from 4 KiB on whole pages.
    private static func sizeClass(_ size: Int) -> (slot: Int, rounded: Int) {
        if size <= 1024 {
            let slot = max(1, (size + 15) / 16)
            return (slot - 1, slot * 16)
        }
        let power = Int.bitWidth - (size - 1).leadingZeroBitCount - 1
        let step = 1 << (power - 2)
        let steps = (size - 1 - (1 << power)) / step + 1
        return (64 + (power - 10) * 4 + steps - 1, (1 << power) + steps * step)
    }
}
