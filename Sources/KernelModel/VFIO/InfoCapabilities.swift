// SPDX-License-Identifier: Apache-2.0

/// `struct vfio_info_cap`: a chain of capabilities, each with id, version and the offset of the next one.
public struct InfoCapabilities: Hashable, Sendable {
    public static let headerSize = 8
    public private(set) var bytes: [UInt8]
    public let isBigEndian: Bool

    public init(bytes: [UInt8] = [], isBigEndian: Bool = false) {
        self.bytes = bytes
        self.isBigEndian = isBigEndian
    }

    /// vfio_info_add_capability(): what follows the header.
    public mutating func add(_ number: UInt16, version: UInt16, _ content: [UInt8]) {
        var all = UserStruct(bytes: bytes, isBigEndian: isBigEndian)
        let start = bytes.count
        all.bytes += Array(repeating: 0, count: InfoCapabilities.headerSize) + content
        all.set(UInt64(number), at: start, 2)
        all.set(UInt64(version), at: start + 2, 2)
        var last = 0
        while all.number(last + 4, 4) != 0 { last = Int(all.number(last + 4, 4)) }
        // The first one has 0 put into itself.
        all.set(UInt64(start), at: last + 4, 4)
        bytes = all.bytes
    }

    /// vfio_info_cap_shift(): offsets count from so far before the chain.
    public mutating func shift(by offset: Int) {
        var all = UserStruct(bytes: bytes, isBigEndian: isBigEndian)
        var place = 0
        while place + 8 <= all.bytes.count, all.number(place + 4, 4) != 0 {
            let next = Int(all.number(place + 4, 4))
            all.set(UInt64(next + offset), at: place + 4, 4)
            place = next
        }
        bytes = all.bytes
    }
}
