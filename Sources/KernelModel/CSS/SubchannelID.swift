// SPDX-License-Identifier: Apache-2.0

/// Which subchannel: subchannel set and number, "0.0.0313".
public struct SubchannelID: Hashable, Sendable, CustomStringConvertible {
    public var set: Int
    public var number: Int

    public init(set: Int = 0, number: Int) {
        self.set = set
        self.number = number
    }

    /// "0.0.0313"; nil for anything else.
    public init?(parsing text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "0", parts[1].count == 1, (1...4).contains(parts[2].count),
            let set = Int(parts[1], radix: 16), (0...3).contains(set), let number = Int(parts[2], radix: 16)
        else { return nil }
        self.init(set: set, number: number)
    }

    /// `struct subchannel_id` as instructions take it; nil where a bit is not as it has to be.
    public init?(word: UInt32) {
        guard word & 0xfff9_0000 == 0x1_0000 else { return nil }
        self.init(set: Int(word >> 17 & 3), number: Int(word & 0xffff))
    }

    public var word: UInt32 { 0x1_0000 | UInt32(set) << 17 | UInt32(number) }

    public var description: String { "0.\(String(set, radix: 16)).\(Self.hexadecimal(number, digits: 4))" }

    static func hexadecimal(_ value: some BinaryInteger, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

/// How an I/O instruction ended.
public enum ConditionCode: Int, Sendable {
    case done = 0
    case statusPending = 1
    case busy = 2
    case notOperational = 3
}

/// Numbers in the order of the channel subsystem: the first byte is the most significant.
enum BigEndian {
    static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        (0..<value.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    static func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
