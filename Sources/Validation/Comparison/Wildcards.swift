// SPDX-License-Identifier: Apache-2.0

/// What in an expected line stands for something that varies.
enum Wildcards {
    /// `MAJOR` and `PID`, as whole words, stand for a number; everything else for itself.
    static func matches(_ actual: String, expected: String) -> Bool {
        if actual == expected { return true }
        var left = Array(expected.utf8)[...]
        var right = Array(actual.utf8)[...]
        var isAtWordStart = true
        while let byte = left.first {
            if isAtWordStart,
                let word = numbers.first(where: { left.starts(with: $0) && !continues(left.dropFirst($0.count)) })
            {
                left = left.dropFirst(word.count)
                if right.starts(with: word) {
                    right = right.dropFirst(word.count)
                } else {
                    let digits = right.prefix { isDigit($0) }
                    if digits.isEmpty { return false }
                    right = right.dropFirst(digits.count)
                }
                isAtWordStart = false
                continue
            }
            guard right.first == byte else { return false }
            isAtWordStart = !isOfWord(byte)
            left = left.dropFirst()
            right = right.dropFirst()
        }
        return right.isEmpty
    }

    /// `..` in a value of hexadecimal bytes stands for any byte.
    static func matchesBytes(_ actual: String, expected: String) -> Bool {
        guard actual.utf8.count == expected.utf8.count,
            let wanted = TraceText.pattern(hexadecimal: expected), wanted.contains(nil),
            let bytes = TraceText.pattern(hexadecimal: actual)
        else { return false }
        return zip(wanted, bytes).allSatisfy { $0 == nil || $0 == $1 }
    }

    private static let numbers = ["MAJOR", "PID"].map { Array($0.utf8) }

    private static func continues(_ rest: ArraySlice<UInt8>) -> Bool { rest.first.map(isOfWord) ?? false }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
    }
}
