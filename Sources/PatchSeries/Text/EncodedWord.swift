// SPDX-License-Identifier: Apache-2.0

/// Text beyond ASCII in a mail's header: RFC 2047, the Q encoding that git writes, too.
enum EncodedWord {
    /// One word of the header for each 75 columns; no character is torn.
    static func encode(_ text: String) -> String {
        let (start, end) = ("=?UTF-8?q?", "?=")
        var words: [String] = []
        var word = start
        for character in text {
            let code = character.utf8.map(code).joined()
            if word.count + code.count + end.count > 75 {
                words.append(word + end)
                word = start
            }
            word += code
        }
        return (words + [word + end]).joined(separator: "\n ")
    }

    private static func code(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: " "): return "_"
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"):
            return String(UnicodeScalar(byte))
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            return "=" + (digits.count == 1 ? "0" : "") + digits
        }
    }
}
