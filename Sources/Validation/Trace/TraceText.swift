// SPDX-License-Identifier: Apache-2.0

/// How values are written in a trace.
public enum TraceText {
    /// In quotes; what is not printable ASCII as `\n` or `\xNN`.
    public static func quoted(_ bytes: [UInt8]) -> String {
        var text = "\""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n"): text += "\\n"
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += "\\" + String(UnicodeScalar(byte))
            case 32...126: text.unicodeScalars.append(UnicodeScalar(byte))
            default: text += "\\x" + hexadecimal([byte])
            }
        }
        return text + "\""
    }

    /// The bytes of a value with or without quotes.
    public static func unquoted(_ written: String) -> [UInt8] {
        let all = Array(written.utf8)
        guard all.count >= 2, all.first == UInt8(ascii: "\""), all.last == UInt8(ascii: "\"") else { return all }
        var bytes: [UInt8] = []
        var rest = all.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            if escaped == UInt8(ascii: "n") {
                bytes.append(UInt8(ascii: "\n"))
            } else if escaped == UInt8(ascii: "x"),
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(escaped)
            }
        }
        return bytes
    }

    public static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        hexadecimal(bytes.map { Optional($0) })
    }

    /// A byte that is not defined is written as two dots.
    public static func hexadecimal(_ bytes: some Sequence<UInt8?>) -> String {
        let digits = Array("0123456789abcdef".unicodeScalars)
        var text = String.UnicodeScalarView()
        for byte in bytes {
            guard let byte else {
                text.append(contentsOf: "..".unicodeScalars)
                continue
            }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(text)
    }

    /// Pairs of hexadecimal digits; nil when it is anything else.
    public static func bytes(hexadecimal text: some StringProtocol) -> [UInt8]? {
        guard let bytes = pattern(hexadecimal: text) else { return nil }
        let defined = bytes.compactMap { $0 }
        return defined.count == bytes.count ? defined : nil
    }

    /// The same where `..` may stand for a byte.
    static func pattern(hexadecimal text: some StringProtocol) -> [UInt8?]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8?] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            if digits[index] == UInt8(ascii: "."), digits[index + 1] == UInt8(ascii: ".") {
                bytes.append(nil)
            } else if let high = digit(digits[index]), let low = digit(digits[index + 1]) {
                bytes.append(high << 4 | low)
            } else {
                return nil
            }
        }
        return bytes
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// `12`, `-1`, `0x1f`. Up to 64 bits of a hexadecimal number: it is read as two's complement.
    public static func number(_ text: some StringProtocol) -> Int64? {
        if text.hasPrefix("0x") {
            return UInt64(text.dropFirst(2), radix: 16).map { Int64(bitPattern: $0) }
        }
        return Int64(text) ?? UInt64(text).map { Int64(bitPattern: $0) }
    }
}
