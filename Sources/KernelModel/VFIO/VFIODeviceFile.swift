// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// An open device. What the driver's table does not have is -EINVAL; nothing is locked around its calls.
public final class VFIODeviceFile: OpenFile {
    public let device: VFIODevice
    private let core: VFIOCore

    init(_ device: VFIODevice, _ core: VFIOCore) {
        self.device = device
        self.core = core
    }

    public func read(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int {
        guard let read = device.ops.read else { throw Errno.EINVAL }
        return try read(device, buffer, count, &position)
    }

    public func write(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int {
        guard let write = device.ops.write else { throw Errno.EINVAL }
        return try write(device, buffer, count, &position)
    }

    public func ioctl(_ command: UInt32, _ argument: UInt64) throws -> Int {
        if command == VFIOCommand.deviceFeature, core.level.handlesDeviceFeature { return try feature(argument) }
        guard let ioctl = device.ops.ioctl else { throw Errno.EINVAL }
        return try ioctl(device, command, argument)
    }

    public func mmap(_ request: MapRequest) throws {
        guard let mmap = device.ops.mmap else { throw Errno.EINVAL }
        try mmap(device, request)
    }

    public func unmap(_ request: MapRequest) throws { try device.ops.unmap?(device, request) }

    public func release() throws { try core.close(device) }

    /// vfio_ioctl_device_feature(): argsz, flags, then what the feature has. Migration and logging of dirty pages need
    /// tables that no mdev driver of these levels has.
    private func feature(_ argument: UInt64) throws -> Int {
        let header = UserStruct(bytes: try core.kernel.userMemory.read(argument, 8), isBigEndian: core.isBigEndian)
        let (size, flags) = (header.number(0, 4), UInt32(header.number(4, 4)))
        let (mask, get, set, probe): (UInt32, UInt32, UInt32, UInt32) = (0xffff, 1 << 16, 1 << 17, 1 << 18)
        if size < 8 || flags & ~(mask | get | set | probe) != 0 { throw Errno.EINVAL }
        if flags & probe == 0, flags & get != 0, flags & set != 0 { throw Errno.EINVAL }
        let logs: ClosedRange<UInt32> = 6...8
        switch flags & mask {
        case 1, 2: throw Errno.ENOTTY
        case logs where core.level.unknownFeatureIsNoIoctl: throw Errno.ENOTTY
        default:
            guard let feature = device.ops.feature else {
                throw core.level.unknownFeatureIsNoIoctl ? Errno.ENOTTY : Errno.EINVAL
            }
            return try feature(device, flags, argument &+ 8, Int(size) - 8)
        }
    }
}
