// SPDX-License-Identifier: Apache-2.0

/// An eventfd.
public final class EventFile: OpenFile {
    public private(set) var count: UInt64
    private let isNonBlocking: Bool
    /// EFD_SEMAPHORE: a read takes one.
    private let isSemaphore: Bool
    private let kernel: ReferenceKernel
    private static let largest = UInt64.max - 1

    public init(_ kernel: ReferenceKernel, count: UInt64 = 0, isNonBlocking: Bool, isSemaphore: Bool = false) {
        self.kernel = kernel
        self.count = count
        self.isNonBlocking = isNonBlocking
        self.isSemaphore = isSemaphore
    }

    /// eventfd_signal(): never blocks.
    /// - Returns: how much was added, less where the counter is full.
    @discardableResult
    public func signal(_ number: UInt64 = 1) -> UInt64 {
        let added = min(number, UInt64.max - count)
        count += added
        return added
    }

    public var takesPositions: Bool { false }

    private var isBigEndian: Bool { kernel.vfio?.isBigEndian ?? false }

    public func read(_ buffer: UInt64, _ size: Int, at position: inout Int64) throws -> Int {
        if size < 8 { throw Errno.EINVAL }
        if count == 0 {
            if isNonBlocking { throw Errno.EAGAIN }
            let result = try kernel.scheduler.wait(
                for: "an eventfd", isInterruptible: true, until: nil, { self.count > 0 })
            if result == .interrupted { throw Errno.ERESTARTSYS }
        }
        let taken = isSemaphore ? 1 : count
        count -= taken
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: taken >> (8 * UInt64($0))) }
        try kernel.userMemory.write(isBigEndian ? bytes.reversed() : bytes, at: buffer)
        return 8
    }

    public func write(_ buffer: UInt64, _ size: Int, at position: inout Int64) throws -> Int {
        if size < 8 { throw Errno.EINVAL }
        let bytes = try kernel.userMemory.read(buffer, 8)
        let number = (isBigEndian ? bytes : bytes.reversed()).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        if number == UInt64.max { throw Errno.EINVAL }
        if Self.largest - min(count, Self.largest) < number {
            if isNonBlocking { throw Errno.EAGAIN }
            let result = try kernel.scheduler.wait(
                for: "an eventfd", isInterruptible: true, until: nil,
                { Self.largest - min(self.count, Self.largest) >= number })
            if result == .interrupted { throw Errno.ERESTARTSYS }
        }
        count += number
        return 8
    }
}

/// /dev/null; also what a process begins with as 0, 1 and 2.
public final class NullFile: OpenFile {
    public init() {}
    public func read(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int { 0 }
    public func write(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int { count }
    public func seek(to offset: Int64, _ whence: SeekOrigin, from position: Int64) throws -> Int64 { 0 }
}

/// A directory that was opened for reading.
final class DirectoryFile: OpenFile {
    func read(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int { throw Errno.EISDIR }
}
