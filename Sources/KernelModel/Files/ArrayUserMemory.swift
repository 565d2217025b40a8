// SPDX-License-Identifier: Apache-2.0

/// Pages that somebody else has: what a driver maps.
public protocol MappedPages: AnyObject {
    /// - Throws: `Errno.EFAULT` for SIGBUS or SIGSEGV.
    func read(_ offset: Int, _ count: Int) throws -> [UInt8]
    func write(_ bytes: [UInt8], at offset: Int) throws
}

/// Memory of users for runs without a machine.
public final class ArrayUserMemory: UserMemory {
    private struct Area {
        var start: UInt64
        var size: Int
        /// Own bytes, or `pages` of somebody else's, or neither: reserved, every access faults.
        var bytes: [UInt8]
        var pages: (any MappedPages)?
        /// Where in them the area begins.
        var offset = 0
        var end: UInt64 { start + UInt64(size) }
    }

    private var areas: [Area] = []
    private static let pageSize: UInt64 = 4096
    private static let lowest: UInt64 = 0x7f00_0000_0000

    public init() {}

    public func read(_ address: UInt64, _ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try each(address, count) { index, offset, length in
            let area = areas[index]
            if let pages = area.pages {
                bytes += try pages.read(area.offset + offset, length)
            } else if area.bytes.isEmpty {
                throw Errno.EFAULT
            } else {
                bytes += area.bytes[offset..<offset + length]
            }
        }
        return bytes
    }

    /// What can be written before a fault is written.
    public func write(_ bytes: [UInt8], at address: UInt64) throws {
        var taken = 0
        try each(address, bytes.count) { index, offset, length in
            let part = bytes[taken..<taken + length]
            if let pages = areas[index].pages {
                try pages.write(Array(part), at: areas[index].offset + offset)
            } else if areas[index].bytes.isEmpty {
                throw Errno.EFAULT
            } else {
                areas[index].bytes.replaceSubrange(offset..<offset + length, with: part)
            }
            taken += length
        }
    }

    private func each(_ address: UInt64, _ count: Int, _ body: (Int, Int, Int) throws -> Void) throws {
        var place = address
        var rest = count
        while rest > 0 {
            guard let index = areas.firstIndex(where: { $0.start <= place && place < $0.end }) else {
                throw Errno.EFAULT
            }
            let offset = Int(place - areas[index].start)
            let length = min(rest, areas[index].size - offset)
            try body(index, offset, length)
            place += UInt64(length)
            rest -= length
        }
    }

    public func allocate(_ size: Int, at address: UInt64?) throws -> UInt64 {
        let start = try place(size, address)
        areas.append(Area(start: start, size: rounded(size), bytes: Array(repeating: 0, count: rounded(size))))
        return start
    }

    public func reserve(_ size: Int, at address: UInt64?) throws -> UInt64 {
        let start = try place(size, address)
        areas.append(Area(start: start, size: rounded(size), bytes: []))
        return start
    }

    /// Puts pages of somebody else into a range that was reserved.
    public func map(_ pages: any MappedPages, at address: UInt64) throws {
        guard let index = areas.firstIndex(where: { $0.start == address }) else { throw Errno.EINVAL }
        areas[index].pages = pages
    }

    public func release(_ address: UInt64, _ size: Int) throws {
        let end = address + UInt64(rounded(size))
        areas = areas.flatMap { area -> [Area] in
            guard area.start < end, address < area.end else { return [area] }
            var parts: [Area] = []
            if area.start < address { parts.append(part(of: area, area.start, address)) }
            if end < area.end { parts.append(part(of: area, end, area.end)) }
            return parts
        }
    }

    private func part(of area: Area, _ start: UInt64, _ end: UInt64) -> Area {
        let size = Int(end - start)
        let offset = Int(start - area.start)
        let bytes = area.bytes.isEmpty ? [] : Array(area.bytes[offset..<offset + size])
        return Area(start: start, size: size, bytes: bytes, pages: area.pages, offset: area.offset + offset)
    }

    private func place(_ size: Int, _ address: UInt64?) throws -> UInt64 {
        guard let address else {
            return max(areas.map(\.end).max() ?? 0, Self.lowest) + Self.pageSize
        }
        // MAP_FIXED: what was there goes.
        try release(address, size)
        return address
    }

    private func rounded(_ size: Int) -> Int { (size + 4095) / 4096 * 4096 }

    public func definedness(_ address: UInt64, _ count: Int) throws -> [Bool]? { nil }
}
