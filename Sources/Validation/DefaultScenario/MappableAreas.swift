// SPDX-License-Identifier: Apache-2.0

/// VFIO_REGION_INFO_CAP_SPARSE_MMAP in the chain behind a struct vfio_region_info.
struct MappableAreas {
    struct Area: Equatable {
        var offset: UInt64
        var size: UInt64
    }

    private static let identifier = 1

    private(set) var areas: [Area] = []

    /// Each capability: id and version of 16 bits, then where the next one is; this one: a count, 32 bits of nothing, and
    /// offset and size of each area.
    init(_ bytes: [UInt8], _ session: Session) {
        var place = Int(session.word(bytes, 12))
        // A driver may let its chain go round.
        for _ in 0..<16 where place >= 32 && place + 8 <= bytes.count {
            if Int(session.performer.decoded(Array(bytes[place..<place + 2]))) == Self.identifier {
                let count = min(Int(session.word(bytes, place + 8)), 64)
                for index in 0..<count where place + 32 + 16 * index <= bytes.count {
                    areas.append(
                        Area(
                            offset: session.long(bytes, place + 16 + 16 * index),
                            size: session.long(bytes, place + 24 + 16 * index)))
                }
            }
            place = Int(session.word(bytes, place + 4))
        }
    }
}
