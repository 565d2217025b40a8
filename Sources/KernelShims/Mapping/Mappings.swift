// SPDX-License-Identifier: Apache-2.0

/// What drivers have put behind the user's addresses, by the struct vm_area_struct of each mapping.
public struct Mappings: Sendable {
    public enum Target: Sendable, Hashable {
        /// Memory of the machine: pages, what vmalloc_user() gave.
        case memory(UInt64)
        /// A page frame that is none: registers of a device. Numbers of frames behind each other go up by one.
        case frame(UInt64)
    }

    /// A stretch of a mapping, in whole pages.
    public struct Piece: Sendable, Hashable {
        /// Bytes from the start of the mapping.
        public var offset: UInt64
        public var length: UInt64
        public var target: Target
        /// The struct page that the mapping holds a reference to; 0 where it holds none.
        var page: UInt64 = 0
        /// The process's own copy of a page of a private mapping.
        var isCopy = false
    }

    private var areas: [UInt64: [Piece]] = [:]

    /// The pieces of a mapping, in order.
    public func pieces(of area: UInt64) -> [Piece] { areas[area] ?? [] }

    /// The piece that a byte of the mapping lies in.
    func piece(at offset: UInt64, of area: UInt64) -> Piece? {
        areas[area]?.first { offset >= $0.offset && offset - $0.offset < $0.length }
    }

    /// - Returns: false where something is there already.
    mutating func add(_ piece: Piece, to area: UInt64) -> Bool {
        var pieces = areas[area] ?? []
        let end = piece.offset + piece.length
        if pieces.contains(where: { $0.offset < end && piece.offset < $0.offset + $0.length }) { return false }
        let index = pieces.firstIndex { $0.offset > piece.offset } ?? pieces.count
        pieces.insert(piece, at: index)
        areas[area] = pieces
        return true
    }

    /// Takes away what lies in a range; pieces that lie in it in part are cut, those of one page never are.
    mutating func remove(_ range: Range<UInt64>, of area: UInt64, pageSize: UInt64) -> [Piece] {
        var (kept, removed): ([Piece], [Piece]) = ([], [])
        for piece in areas[area] ?? [] {
            let whole = piece.offset..<piece.offset + piece.length
            let gone = whole.clamped(to: range)
            if gone.isEmpty {
                kept.append(piece)
                continue
            }
            removed.append(piece.part(gone, pageSize))
            if whole.lowerBound < gone.lowerBound {
                kept.append(piece.part(whole.lowerBound..<gone.lowerBound, pageSize))
            }
            if gone.upperBound < whole.upperBound {
                kept.append(piece.part(gone.upperBound..<whole.upperBound, pageSize))
            }
        }
        areas[area] = kept
        return removed
    }

    mutating func forget(_ area: UInt64) -> [Piece] { areas.removeValue(forKey: area) ?? [] }
}

extension Mappings.Piece {
    fileprivate func part(_ range: Range<UInt64>, _ pageSize: UInt64) -> Mappings.Piece {
        var part = self
        let distance = range.lowerBound - offset
        part.offset = range.lowerBound
        part.length = range.upperBound - range.lowerBound
        switch target {
        case .memory(let address): part.target = .memory(address + distance)
        case .frame(let number): part.target = .frame(number + distance / pageSize)
        }
        return part
    }
}

/// VM_READ and so on.
public struct MappingFlags: OptionSet, Sendable, Hashable {
    public var rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    public static let read = MappingFlags(rawValue: 0x1)
    public static let write = MappingFlags(rawValue: 0x2)
    public static let execute = MappingFlags(rawValue: 0x4)
    public static let shared = MappingFlags(rawValue: 0x8)
    public static let mayRead = MappingFlags(rawValue: 0x10)
    public static let mayWrite = MappingFlags(rawValue: 0x20)
    public static let mayExecute = MappingFlags(rawValue: 0x40)
    public static let mayShare = MappingFlags(rawValue: 0x80)
    /// Frames without struct pages.
    public static let frames = MappingFlags(rawValue: 0x400)
    public static let device = MappingFlags(rawValue: 0x4000)
    public static let fixedSize = MappingFlags(rawValue: 0x4_0000)
    public static let noDump = MappingFlags(rawValue: 0x400_0000)
    public static let mixed = MappingFlags(rawValue: 0x1000_0000)
}

/// What lies behind a user's address.
public enum MappingAccess: Sendable, Hashable {
    /// Memory of the machine, and how many bytes of it follow before another piece begins.
    case memory(address: UInt64, count: UInt64)
    /// A page frame of a device, and the offset in it.
    case frame(number: UInt64, offset: UInt64)
    case signal(MappingSignal)
}

/// What the process gets instead.
public enum MappingSignal: Sendable, Hashable {
    /// SIGBUS.
    case bus
    /// SIGSEGV.
    case segmentation
    /// The process is killed because there is no memory.
    case outOfMemory
}
