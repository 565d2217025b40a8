// SPDX-License-Identifier: Apache-2.0

/// Memory of the program itself.
///
/// 1. Whatever a line passes lies in one zeroed area that is far larger than any struct, so that a kernel that reads or
///    writes more than it was given finds memory there.
/// 2. `BADPTR` is an address in the first page.
/// 3. A struct of an ioctl that maps memory names an address of the program: 1 MB of memory is there before the ioctl,
///    until no container is open any more.
/// 4. `buf=K+fault` is a buffer of which only the first K bytes are memory. `partial` prints these of the last one.
struct UserBuffers {
    static let bad: UInt64 = 8
    private static let scratchSize = 1 << 16
    private static let pageSize = 4096
    /// Where a page is put that has nothing behind it.
    private static let edge: UInt64 = 0x6000_0000
    private static let window: UInt64 = 1 << 20

    private var scratch: UInt64?
    private var windows: Set<UInt64> = []
    /// The readable part before the edge.
    private var partial: (address: UInt64, count: Int)?

    /// Rule 1: `bytes` in the program's memory, and zeros behind them.
    mutating func place(_ bytes: [UInt8], size: Int = 0, filler: UInt8 = 0, _ user: any UserSpace) throws -> UInt64 {
        if scratch == nil {
            scratch = try user.mmap(nil, MappingRequest(length: Self.scratchSize, isWritable: true))
        }
        guard let scratch else { return 0 }
        guard max(bytes.count, size) <= Self.scratchSize else { throw PerformerErrno.fault }
        let rest = max(size - bytes.count, min(Self.pageSize, Self.scratchSize - bytes.count))
        try user.store(scratch, bytes + [UInt8](repeating: filler, count: rest))
        return scratch
    }

    /// Rule 3.
    mutating func mapWindow(for address: UInt64, size: UInt64, _ user: any UserSpace) throws {
        let first = address & ~(Self.window - 1)
        // An address that no program can have gets no memory, and a size that is nonsense no more than one window.
        guard first < 1 << 46, !windows.contains(first), first > 0 else { return }
        let end = size <= Self.window ? address + max(size, 1) : first + Self.window
        for start in stride(from: first, to: end, by: Int(Self.window)) where !windows.contains(start) {
            _ = try user.mmap(nil, MappingRequest(address: start, length: Int(Self.window), isWritable: true))
            windows.insert(start)
        }
    }

    /// Rule 4.
    mutating func beforeEdge(_ count: Int, _ user: any UserSpace) throws -> UInt64 {
        try releasePartial(user)
        let start = try user.mmap(
            nil, MappingRequest(address: Self.edge, length: 2 * Self.pageSize, isWritable: true))
        try user.munmap(start + UInt64(Self.pageSize), length: Self.pageSize)
        let address = start + UInt64(Self.pageSize - count)
        partial = (address, count)
        return address
    }

    func partialBytes(_ user: any UserSpace) throws -> [UInt8?]? {
        guard let partial else { return nil }
        return try user.load(partial.address, partial.count)
    }

    /// The page at the edge goes with the first line that does not look at it.
    mutating func prepare(for operation: TraceOperation, _ user: any UserSpace) throws {
        if operation.name != "partial" { try releasePartial(user) }
    }

    private mutating func releasePartial(_ user: any UserSpace) throws {
        guard partial != nil else { return }
        partial = nil
        try user.munmap(Self.edge, length: Self.pageSize)
    }

    mutating func releaseWindows(_ user: any UserSpace) throws {
        for start in windows.sorted() { try user.munmap(start, length: Int(Self.window)) }
        windows = []
    }
}
