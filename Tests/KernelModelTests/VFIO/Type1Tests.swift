// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// Mappings of type 1, as the traces have them.
@Suite struct Type1Tests {
    private let address: UInt64 = 0x1000_0000

    private func map(
        _ sample: Sample, _ fd: Int, _ iova: UInt64, _ size: UInt64, flags: UInt32 = 3, argsz: UInt32 = 32,
        address: UInt64? = nil
    ) throws -> String {
        try sample.ioctl(fd, 13, numbers(argsz, flags) + long(address ?? self.address, iova, size)).result
    }

    /// "0 3000": the result and what was unmapped.
    private func unmap(_ sample: Sample, _ fd: Int, _ iova: UInt64, _ size: UInt64, flags: UInt32 = 0) throws -> String
    {
        let (result, bytes) = try sample.ioctl(fd, 14, numbers(24, flags) + long(iova, size))
        if result != "0" { return result }
        let unmapped = bytes[16..<24].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return "0 " + String(unmapped, radix: 16)
    }

    private func session(_ level: KernelLevel, iommu: UInt64 = 3) throws -> (Sample, Int) {
        let sample = try Sample.loaded(level)
        #expect(sample.create() == "36")
        return (sample, try sample.open(iommu: iommu).container)
    }

    @Test(arguments: Sample.all) func maps(level: KernelLevel) throws {
        let (sample, fd) = try session(level)
        #expect(try map(sample, fd, 0x1000, 0x2000) == "0")
        #expect(try map(sample, fd, 0x1000, 0x2000) == "-EEXIST")
        #expect(try map(sample, fd, 0x2000, 0x1000) == "-EEXIST")
        #expect(try map(sample, fd, 0x3000, 0x1000, flags: 1) == "0")
        #expect(try map(sample, fd, 0x5000, 0x800) == "-EINVAL")
        #expect(try map(sample, fd, 0x5800, 0x1000) == "-EINVAL")
        #expect(try map(sample, fd, 0x6000, 0x1000, address: address + 1) == "-EINVAL")
        #expect(try map(sample, fd, 0x7000, 0) == "-EINVAL")
        #expect(try map(sample, fd, 0x8000, 0x1000, flags: 0) == "-EINVAL")
        #expect(try map(sample, fd, 0x9000, 0x1000, flags: 8) == "-EINVAL")
        #expect(try map(sample, fd, 0xa000, 0x1000, argsz: 16) == "-EINVAL")
        // The last page wraps, and is never found again.
        #expect(try map(sample, fd, UInt64.max - 0xfff, 0x1000) == "0")
        #expect(try map(sample, fd, UInt64.max - 0xfff, 0x2000) == "-EINVAL")
        #expect(try unmap(sample, fd, UInt64.max - 0xfff, 0x1000) == "0 0")
        #expect(try unmap(sample, fd, 0x1000, 0x1000) == "-EINVAL")
        #expect(try unmap(sample, fd, 0x2000, 0x1000) == "-EINVAL")
        #expect(try unmap(sample, fd, 0x100000, 0x1000) == "0 0")
        #expect(try unmap(sample, fd, 0x1000, 0) == "-EINVAL")
        #expect(try unmap(sample, fd, 0x1800, 0x1000) == "-EINVAL")
        #expect(try unmap(sample, fd, 0, 0x4000) == "0 3000")
        #expect(sample.ioctl(fd, 13, 8) == "-EFAULT")
    }

    /// Version 1 cuts nothing either, but says so otherwise.
    @Test(arguments: Sample.all) func isLenientInVersion1(level: KernelLevel) throws {
        let (sample, fd) = try session(level, iommu: 1)
        #expect(try map(sample, fd, 0x1000, 0x2000) == "0")
        #expect(try unmap(sample, fd, 0x2000, 0x1000) == "0 0")
        #expect(try unmap(sample, fd, 0x1000, 0x1000) == "0 2000")
    }

    /// VFIO_DMA_UNMAP_FLAG_ALL and _VADDR, 5.12.
    @Test(arguments: Sample.all) func unmapsAll(level: KernelLevel) throws {
        let (sample, fd) = try session(level)
        #expect(try map(sample, fd, 0x1000, 0x2000) == "0")
        let isKnown = level.isFrom(.A2)
        #expect(
            try unmap(sample, fd, 0x1000, 0x2000, flags: 4)
                == (!isKnown ? "-EINVAL" : level == .D0 ? "-EBUSY" : "0 2000"))
        if isKnown, level != .D0 {
            #expect(try unmap(sample, fd, 0x1000, 0x2000, flags: 4) == "-EINVAL")
            #expect(try map(sample, fd, 0x1000, 0x1000, flags: 4) == "-EINVAL")
            #expect(try map(sample, fd, 0x9000, 0x1000, flags: 4) == "-ENOENT")
            #expect(try map(sample, fd, 0x1000, 0x2000, flags: 4, address: 0x2000_0000) == "0")
        }
        #expect(try unmap(sample, fd, 0x1000, 0, flags: 2) == "-EINVAL")
        #expect(try unmap(sample, fd, 0, 0, flags: 2) == (isKnown ? "0 2000" : "-EINVAL"))
    }

    /// VFIO_IOMMU_GET_INFO, byte for byte.
    @Test(arguments: Sample.all) func tellsAboutItself(level: KernelLevel) throws {
        let (sample, fd) = try session(level)
        #expect(try sample.ioctl(fd, 12, numbers(4, 0, 0, 0)).result == "-EINVAL")
        let (result, bytes) = try sample.ioctl(fd, 12, numbers(224) + Array(repeating: 0, count: 220))
        #expect(result == "0")
        if level == .A0 {
            #expect(bytes == numbers(0xe0, 1, 0xffff_f000, 0xffff_ffff) + Array(repeating: 0, count: 208))
            return
        }
        let expected: [UInt32] = [
            0xe0, 3, 0xffff_f000, 0xffff_ffff, 24, 0, 0x0001_0002, 0x38, 0, 0, 0x1000, 0, 0x1000_0000, 0, 0x0001_0003,
            0,
            0xffff,
        ]
        #expect(bytes == expected.flatMap { numbers($0) } + Array(repeating: 0, count: 224 - 68))
        // No room: how much it would be.
        let short = try sample.ioctl(fd, 12, numbers(24, 0, 0, 0, 0, 0))
        #expect(short.bytes == [68, 3, 0xffff_f000, 0xffff_ffff, 0, 0].flatMap { numbers($0) })
        #expect(try map(sample, fd, 0x1000, 0x1000) == "0")
        #expect(try sample.ioctl(fd, 12, numbers(224) + Array(repeating: 0, count: 220)).bytes[64] == 0xfe)
    }

    /// dma_entry_limit.
    @Test func endsAtALimit() throws {
        let (sample, fd) = try session(.D0)
        let iommu = try #require(sample.kernel.vfio.groups.first?.container?.iommu)
        iommu.available = 1
        #expect(try map(sample, fd, 0x1000, 0x1000) == "0")
        #expect(try map(sample, fd, 0x2000, 0x1000) == "-ENOSPC")
        #expect(try unmap(sample, fd, 0x1000, 0x1000) == "0 1000")
        #expect(try map(sample, fd, 0x2000, 0x1000) == "0")
    }
}
