// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// The memory of a run's users: ranges at addresses of their choice, as mmap() makes them, beside the buffers that calls of the
/// command line name, which are the machine's own user objects.
public final class UserSpace: UserMemory {
    private struct Area {
        var start: UInt64
        var bytes: [UInt8]
        /// By byte: whether it has a value.
        var defined: [Bool]
        var size: UInt64
        /// Pages of a driver; their first byte is this far into the mapping.
        var pages: (any MappedPages)?
        var offset: UInt64 = 0
        var end: UInt64 { start + size }
    }

    private var areas: [Area] = []
    /// Pages that drivers have pinned: where in the machine's memory what is in them is meanwhile.
    private var pinned: [UInt64: UInt64] = [:]
    private unowned let machine: Machine
    private static let pageSize: UInt64 = 4096
    /// Below all addresses of the machine's objects.
    private static let ownChoice: ClosedRange<UInt64> = 0x4000_0000...0xf000_0000

    init(_ machine: Machine) { self.machine = machine }

    private func index(at address: UInt64) -> Int? {
        areas.firstIndex { $0.start <= address && address < $0.end }
    }

    /// How many of `count` bytes can be touched without a look into pages of drivers.
    func accessible(_ address: UInt64, _ count: Int) -> Int {
        let own = machine.memory.userBytes(from: address, count: count)
        if own > 0 { return own }
        var place = address
        let end = address &+ UInt64(max(0, count))
        while place < end, let index = index(at: place), !areas[index].bytes.isEmpty || areas[index].pages != nil {
            place = min(end, areas[index].end)
        }
        return Int(place - address)
    }

    private func each(
        _ address: UInt64, _ count: Int, _ body: (_ area: Int, _ offset: Int, _ length: Int) throws -> Void
    ) throws {
        var place = address
        var rest = count
        while rest > 0 {
            guard let index = index(at: place) else { throw Errno.EFAULT }
            let length = min(rest, Int(areas[index].end - place))
            try body(index, Int(place - areas[index].start), length)
            place += UInt64(length)
            rest -= length
        }
    }

    // MARK: UserMemory

    public func read(_ address: UInt64, _ count: Int) throws -> [UInt8] {
        if count > 0, machine.memory.isUser(address, count: count) {
            return try machine.memory.bytes(at: address, count: count, user: true)
        }
        var result: [UInt8] = []
        try each(address, count) { index, offset, length in
            if let pages = areas[index].pages {
                result += try pages.read(Int(areas[index].offset) + offset, length)
            } else if areas[index].bytes.isEmpty {
                throw Errno.EFAULT
            } else {
                var bytes = Array(areas[index].bytes[offset..<offset + length])
                try eachPinned(areas[index].start + UInt64(offset), length) { memory, range in
                    bytes.replaceSubrange(
                        range, with: try machine.memory.contents(at: memory, count: range.count).bytes)
                }
                result += bytes
            }
        }
        return result
    }

    public func write(_ bytes: [UInt8], at address: UInt64) throws {
        try write(bytes, defined: nil, at: address)
    }

    /// `defined` nil: all are.
    func write(_ bytes: [UInt8], defined: [Bool]?, at address: UInt64) throws {
        if !bytes.isEmpty, machine.memory.isUser(address, count: bytes.count) {
            return try machine.memory.write(bytes, at: address, user: true)
        }
        var taken = 0
        try each(address, bytes.count) { index, offset, length in
            let range = taken..<taken + length
            if let pages = areas[index].pages {
                try pages.write(Array(bytes[range]), at: Int(areas[index].offset) + offset)
            } else if areas[index].bytes.isEmpty {
                throw Errno.EFAULT
            } else {
                let place = offset..<offset + length
                areas[index].bytes.replaceSubrange(place, with: bytes[range])
                areas[index].defined.replaceSubrange(
                    place, with: defined.map { Array($0[range]) } ?? Array(repeating: true, count: length))
            }
            try eachPinned(areas[index].start + UInt64(offset), length) { memory, part in
                try machine.memory.write(
                    bytes[range][(range.lowerBound + part.lowerBound)...].prefix(part.count), at: memory)
            }
            taken += length
        }
    }

    public func definedness(_ address: UInt64, _ count: Int) throws -> [Bool]? {
        var result: [Bool] = []
        try each(address, count) { index, offset, length in
            result +=
                areas[index].defined.isEmpty
                ? Array(repeating: true, count: length) : Array(areas[index].defined[offset..<offset + length])
        }
        return result
    }

    public func allocate(_ size: Int, at address: UInt64?) throws -> UInt64 {
        let start = try place(size, address)
        let size = rounded(size)
        areas.append(
            Area(
                start: start, bytes: Array(repeating: 0, count: size), defined: Array(repeating: true, count: size),
                size: UInt64(size)))
        return start
    }

    public func reserve(_ size: Int, at address: UInt64?) throws -> UInt64 {
        let start = try place(size, address)
        areas.append(Area(start: start, bytes: [], defined: [], size: UInt64(rounded(size))))
        return start
    }

    /// Puts pages of a driver into a range that was reserved.
    func map(_ pages: any MappedPages, at address: UInt64) throws {
        guard let index = areas.firstIndex(where: { $0.start == address }) else { throw Errno.EINVAL }
        areas[index].pages = pages
    }

    public func release(_ address: UInt64, _ size: Int) throws {
        let end = address + UInt64(rounded(size))
        areas = areas.flatMap { area -> [Area] in
            guard area.start < end, address < area.end else { return [area] }
            return [part(of: area, area.start, min(address, area.end)), part(of: area, max(end, area.start), area.end)]
                .compactMap { $0 }
        }
    }

    // MARK: Pinned pages

    private func eachPinned(
        _ address: UInt64, _ count: Int, _ body: (_ memory: UInt64, _ range: Range<Int>) throws -> Void
    ) throws {
        if pinned.isEmpty { return }
        var done = 0
        while done < count {
            let place = address + UInt64(done)
            let offset = place % Self.pageSize
            let length = min(count - done, Int(Self.pageSize - offset))
            if let memory = pinned[place - offset] { try body(memory + offset, done..<done + length) }
            done += length
        }
    }

    /// From now on what is in the page is in memory of the machine, where drivers reach it.
    /// - Returns: its address.
    func pin(_ address: UInt64) throws -> UInt64 {
        let page = address - address % Self.pageSize
        if let known = pinned[page] { return known }
        let bytes = try read(page, Int(Self.pageSize))
        let memory = try machine.memory.allocate(
            Int(Self.pageSize), kind: .pages, alignment: Int(Self.pageSize), zeroed: true, name: "a pinned page")
        try machine.memory.write(bytes, at: memory)
        pinned[page] = memory
        return memory
    }

    /// The page is the user's alone again.
    func unpin(memory: UInt64) throws {
        guard let page = pinned.first(where: { $0.value == memory })?.key else { return }
        let bytes = try machine.memory.contents(at: memory, count: Int(Self.pageSize)).bytes
        pinned[page] = nil
        try machine.memory.release(memory, accepting: [.pages], by: "unpin_user_page")
        // The user may have unmapped it.
        if index(at: page) != nil { try write(bytes, at: page) }
    }

    private func part(of area: Area, _ start: UInt64, _ end: UInt64) -> Area? {
        guard start < end else { return nil }
        let range = Int(start - area.start)..<Int(end - area.start)
        return Area(
            start: start, bytes: area.bytes.isEmpty ? [] : Array(area.bytes[range]),
            defined: area.defined.isEmpty ? [] : Array(area.defined[range]), size: end - start, pages: area.pages,
            offset: area.offset + start - area.start)
    }

    private func place(_ size: Int, _ address: UInt64?) throws -> UInt64 {
        if let address {
            // MAP_FIXED: what was there goes.
            try release(address, size)
            return address
        }
        var start = Self.ownChoice.lowerBound
        for area in areas.sorted(by: { $0.start < $1.start }) where area.end > start {
            if area.start >= start + UInt64(rounded(size)) + Self.pageSize { break }
            // A page between two: who runs over the end finds nothing.
            start = area.end + Self.pageSize
        }
        guard start + UInt64(rounded(size)) <= Self.ownChoice.upperBound else { throw Errno.ENOMEM }
        return start
    }

    private func rounded(_ size: Int) -> Int { (size + 4095) / 4096 * 4096 }
}
