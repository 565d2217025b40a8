// SPDX-License-Identifier: Apache-2.0

/// The subchannel-status word: what the subchannel does and how the last function ended (`struct cmd_scsw`).
public struct StatusWord: Hashable, Sendable {
    /// Functions that were accepted (fctl).
    public struct Functions: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let start = Self(rawValue: 4)
        public static let halt = Self(rawValue: 2)
        public static let clear = Self(rawValue: 1)
    }

    /// What is under way (actl).
    public struct Activity: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let startPending = Self(rawValue: 0x20)
        public static let haltPending = Self(rawValue: 0x10)
        public static let clearPending = Self(rawValue: 0x08)
        public static let subchannelActive = Self(rawValue: 0x04)
        public static let deviceActive = Self(rawValue: 0x02)
    }

    /// What there is to be told (stctl).
    public struct Status: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let alert = Self(rawValue: 0x10)
        public static let intermediate = Self(rawValue: 0x08)
        public static let primary = Self(rawValue: 0x04)
        public static let secondary = Self(rawValue: 0x02)
        public static let pending = Self(rawValue: 0x01)
    }

    public struct DeviceStatus: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let channelEnd = Self(rawValue: 0x08)
        public static let deviceEnd = Self(rawValue: 0x04)
        public static let unitCheck = Self(rawValue: 0x02)
    }

    public struct SubchannelStatus: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let programControlled = Self(rawValue: 0x80)
        public static let incorrectLength = Self(rawValue: 0x40)
        public static let programCheck = Self(rawValue: 0x20)
    }

    /// What the request gave: key, format and so on, in their places of the first word.
    var request: UInt32 = 0
    public internal(set) var functions: Functions = []
    public internal(set) var activity: Activity = []
    public internal(set) var status: Status = []
    /// Behind the command that was executed last.
    public internal(set) var address: UInt32 = 0
    public internal(set) var deviceStatus: DeviceStatus = []
    public internal(set) var subchannelStatus: SubchannelStatus = []
    /// What the last command left of its count.
    public internal(set) var count: UInt16 = 0

    public init() {}

    /// As the subchannel stores it.
    public var bytes: [UInt8] {
        let first = request | functions.rawValue << 12 | activity.rawValue << 5 | status.rawValue
        return BigEndian.bytes(first) + BigEndian.bytes(address) + [deviceStatus.rawValue, subchannelStatus.rawValue]
            + BigEndian.bytes(count)
    }
}
