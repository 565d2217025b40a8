// SPDX-License-Identifier: Apache-2.0

/// A channel-command word.
struct ChannelCommand {
    struct Flags: OptionSet {
        let rawValue: UInt8
        static let chainData = Self(rawValue: 0x80)
        static let chainCommand = Self(rawValue: 0x40)
        static let suppressLength = Self(rawValue: 0x20)
        static let skip = Self(rawValue: 0x10)
        static let programControlled = Self(rawValue: 0x08)
        static let indirect = Self(rawValue: 0x04)
        static let suspend = Self(rawValue: 0x02)
    }

    var code: UInt8
    var flags: Flags
    var count: Int
    var address: UInt32

    static let size: UInt32 = 8

    init(_ bytes: [UInt8], isFormat1: Bool) {
        code = bytes[0]
        if isFormat1 {
            flags = Flags(rawValue: bytes[1])
            count = Int(BigEndian.number(bytes[2..<4]))
            address = UInt32(BigEndian.number(bytes[4..<8]))
        } else {
            address = UInt32(BigEndian.number(bytes[1..<4]))
            flags = Flags(rawValue: bytes[4])
            count = Int(BigEndian.number(bytes[6..<8]))
        }
    }

    /// TRANSFER IN CHANNEL.
    var isTransfer: Bool { code & 0x0f == 0x08 }
    /// The low bits say which way data goes; none of them is no command.
    var isValid: Bool { code & 0x0f != 0 }
}

/// The memory that channel programs are fetched from and work on, by absolute addresses.
public protocol ChannelMemory: AnyObject {
    /// nil where there is no memory.
    func read(_ address: UInt64, _ count: Int) -> [UInt8]?
    /// - Returns: false where there is no memory.
    func write(_ bytes: [UInt8], at address: UInt64) -> Bool
}
