// SPDX-License-Identifier: Apache-2.0

/// `struct file` with what its file_operations do. What a file does not have, it refuses as the VFS does.
public protocol OpenFile: AnyObject {
    func read(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int
    func write(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int
    func ioctl(_ command: UInt32, _ argument: UInt64) throws -> Int
    /// Puts its pages at `request.address`, a range that is reserved already.
    func mmap(_ request: MapRequest) throws
    /// A mapping, or a part of one, goes: vm_ops->close().
    func unmap(_ request: MapRequest) throws
    func seek(to offset: Int64, _ whence: SeekOrigin, from position: Int64) throws -> Int64
    /// pread() and pwrite() are there (FMODE_PREAD, FMODE_PWRITE).
    var takesPositions: Bool { get }
    /// The last reference to the file goes.
    func release() throws
}

public enum SeekOrigin: Sendable, Hashable { case start, current, end }

/// A mapping that is to be made: `struct vm_area_struct`.
public struct MapRequest: Hashable, Sendable {
    /// User address, whole pages.
    public var address: UInt64
    public var length: Int
    /// In bytes, of whole pages.
    public var offset: UInt64
    public var isReadable: Bool
    public var isWritable: Bool
    public var isShared: Bool

    public init(
        address: UInt64, length: Int, offset: UInt64, isReadable: Bool, isWritable: Bool, isShared: Bool
    ) {
        self.address = address
        self.length = length
        self.offset = offset
        self.isReadable = isReadable
        self.isWritable = isWritable
        self.isShared = isShared
    }
}

extension OpenFile {
    public func read(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int { throw Errno.EINVAL }
    public func write(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int { throw Errno.EINVAL }
    public func ioctl(_ command: UInt32, _ argument: UInt64) throws -> Int { throw Errno.ENOTTY }
    public func mmap(_ request: MapRequest) throws { throw Errno.ENODEV }
    public func unmap(_ request: MapRequest) throws {}
    /// no_llseek() of anonymous inodes.
    public func seek(to offset: Int64, _ whence: SeekOrigin, from position: Int64) throws -> Int64 {
        throw Errno.ESPIPE
    }
    public var takesPositions: Bool { true }
    public func release() throws {}
}
