// SPDX-License-Identifier: Apache-2.0

/// hex2bin() and bin2hex(), without separators.
public enum HexText {
    public struct Decoded: Sendable, Equatable {
        /// What was written before a wrong character ended it.
        public var bytes: [UInt8]
        public var isComplete: Bool
    }

    /// Two digits a byte, `count` bytes; ends at the first byte with a wrong digit.
    public static func decode<Fault: Error>(
        count: Int, characterAt read: (Int) throws(Fault) -> UInt8
    ) throws(Fault) -> Decoded {
        var bytes: [UInt8] = []
        for index in 0..<count {
            guard let high = try read(2 * index).hexDigitValue, let low = try read(2 * index + 1).hexDigitValue else {
                return Decoded(bytes: bytes, isComplete: false)
            }
            bytes.append(high << 4 | low)
        }
        return Decoded(bytes: bytes, isComplete: true)
    }

    public static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for byte in bytes { text.appendHex(byte) }
        return text
    }
}
