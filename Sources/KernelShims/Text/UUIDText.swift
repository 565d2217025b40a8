// SPDX-License-Identifier: Apache-2.0

/// UUIDs and GUIDs: the same text, but a GUID keeps its first three fields little-endian in memory.
public enum UUIDText {
    public static let textLength = 36

    private static let guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
    private static let uuidOrder = Array(0..<16)
    private static let dashes: Set = [8, 13, 18, 23]

    public static func text(_ bytes: [UInt8], guid: Bool, uppercase: Bool = false) -> [UInt8] {
        var text: [UInt8] = []
        for index in guid ? guidOrder : uuidOrder {
            if dashes.contains(text.count) { text.append(UInt8(ascii: "-")) }
            text.appendHex(bytes[index], uppercase: uppercase)
        }
        return text
    }

    /// uuid_is_valid(): looks at 36 characters and at none behind the first wrong one.
    public static func isValid<Fault: Error>(
        characterAt: (Int) throws(Fault) -> UInt8
    ) throws(Fault) -> Bool {
        for index in 0..<textLength {
            let character = try characterAt(index)
            let fits = dashes.contains(index) ? character == UInt8(ascii: "-") : character.hexDigitValue != nil
            if !fits { return false }
        }
        return true
    }

    /// uuid_parse() and guid_parse(): the 16 bytes, nil (-EINVAL) for a text that is none.
    public static func parse<Fault: Error>(
        guid: Bool, characterAt: (Int) throws(Fault) -> UInt8
    ) throws(Fault) -> [UInt8]? {
        guard try isValid(characterAt: characterAt) else { return nil }
        var digits: [UInt8] = []
        for index in 0..<textLength where !dashes.contains(index) {
            digits.append(try characterAt(index).hexDigitValue ?? 0)
        }
        var bytes = [UInt8](repeating: 0, count: 16)
        for (index, place) in (guid ? guidOrder : uuidOrder).enumerated() {
            bytes[place] = digits[2 * index] << 4 | digits[2 * index + 1]
        }
        return bytes
    }
}
