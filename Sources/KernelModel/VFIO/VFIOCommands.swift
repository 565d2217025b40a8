// SPDX-License-Identifier: Apache-2.0

/// Numbers of ioctls, `_IO(';', 100 + n)`. Type 1's and those of devices overlap: the file tells them apart.
enum VFIOCommand {
    private static func number(_ offset: UInt32) -> UInt32 { UInt32(UInt8(ascii: ";")) << 8 | (100 + offset) }

    static let getAPIVersion = number(0)
    static let checkExtension = number(1)
    static let setIOMMU = number(2)
    static let groupGetStatus = number(3)
    static let groupSetContainer = number(4)
    static let groupUnsetContainer = number(5)
    static let groupGetDeviceDescriptor = number(6)
    static let deviceFeature = number(17)
    static let iommuGetInfo = number(12)
    static let iommuMapDMA = number(13)
    static let iommuUnmapDMA = number(14)
    static let iommuDirtyPages = number(17)
}

/// A struct of user space as bytes, little-endian as on every machine with a trace. s390 is big-endian: `isBigEndian`.
struct UserStruct {
    var bytes: [UInt8]
    var isBigEndian = false

    func number(_ offset: Int, _ size: Int) -> UInt64 {
        let part = bytes[offset..<offset + size]
        return (isBigEndian ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func set(_ value: UInt64, at offset: Int, _ size: Int) {
        for index in 0..<size {
            let place = isBigEndian ? size - 1 - index : index
            bytes[offset + place] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
        }
    }
}
