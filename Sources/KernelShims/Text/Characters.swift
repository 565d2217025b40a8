// SPDX-License-Identifier: Apache-2.0

/// The kernel's `ctype.h` as far as formats and numbers need it.
extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLetterOrDigit: Bool {
        let lower = self | 0x20
        return isDigit || lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }
    /// Blank, \t, \n, \v, \f, \r and, as the kernel's table has it, 0xa0.
    var isKernelSpace: Bool { self == 0x20 || (self >= 9 && self <= 13) || self == 0xa0 }

    /// hex_to_bin(); nil for what is no hexadecimal digit.
    public var hexDigitValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension [UInt8] {
    /// Two digits per byte.
    mutating func appendHex(_ byte: UInt8, uppercase: Bool = false) {
        let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        append(digits[Int(byte >> 4)])
        append(digits[Int(byte & 15)])
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }
}
