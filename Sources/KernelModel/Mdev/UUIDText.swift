// SPDX-License-Identifier: Apache-2.0

/// guid_parse() and back: 8-4-4-4-12 hexadecimal digits, and nothing looked at behind. The lower-case text is the name
/// of the device.
enum UUIDText {
    static let length = 36
    private static let dashes: Set<Int> = [8, 13, 18, 23]

    /// The lower-case text, or nil.
    static func parse(_ text: [UInt8]) -> String? {
        guard text.count >= length else { return nil }
        for (index, byte) in text.prefix(length).enumerated() {
            let fits = dashes.contains(index) ? byte == UInt8(ascii: "-") : isHexadecimal(byte)
            if !fits { return nil }
        }
        return String(decoding: text.prefix(length), as: UTF8.self).lowercased()
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}

/// kstrtoul() with base 0: "0x" is hexadecimal, a leading 0 octal; "+" and one newline at the end are taken.
enum UnsignedText {
    static func parse(_ text: [UInt8]) -> UInt64? {
        // What is stored ends at a NUL, as every C string.
        var digits = Array(text.prefix { $0 != 0 })
        if digits.last == UInt8(ascii: "\n") { digits.removeLast() }
        if digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        var base = 10
        if digits.first == UInt8(ascii: "0"), digits.count > 1 {
            base = 8
            if digits.count > 2, digits[1] | 0x20 == UInt8(ascii: "x") {
                base = 16
                digits.removeFirst(2)
            }
        }
        let allowed = digits.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): base == 16
            default: false
            }
        }
        guard allowed, !digits.isEmpty else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self), radix: base)
    }
}
