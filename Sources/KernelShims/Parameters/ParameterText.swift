// SPDX-License-Identifier: Apache-2.0

/// The words of a module's parameters: `count=17 name="two words" quiet`.
struct ParameterText {
    struct Word: Hashable, Sendable {
        var name: [UInt8]
        /// nil without `=`.
        var value: [UInt8]?
    }

    var words: [Word] = []
    /// What stands behind `--`, which is nobody's.
    var rest: [UInt8]?

    init(_ text: some Sequence<UInt8>) {
        var bytes = Array(text).drop(while: Self.isSpace)
        while !bytes.isEmpty {
            let word = Self.next(&bytes)
            if word.value == nil, word.name == [UInt8(ascii: "-"), UInt8(ascii: "-")] {
                rest = Array(bytes)
                return
            }
            words.append(word)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    /// Quotes keep blanks in a word, and those around the whole word or the whole value are not part of it.
    private static func next(_ bytes: inout ArraySlice<UInt8>) -> Word {
        let quote = UInt8(ascii: "\"")
        let isQuoted = bytes.first == quote
        if isQuoted { bytes.removeFirst() }
        var inQuotes = isQuoted
        var word: [UInt8] = []
        while let byte = bytes.first, inQuotes || !isSpace(byte) {
            if byte == quote { inQuotes.toggle() }
            word.append(byte)
            bytes.removeFirst()
        }
        bytes = bytes.drop(while: isSpace)
        // An equals sign in front of everything is none.
        let equals = word.firstIndex(of: UInt8(ascii: "=")).flatMap { $0 > 0 ? $0 : nil }
        guard let equals else {
            if isQuoted, word.last == quote { word.removeLast() }
            return Word(name: word, value: nil)
        }
        var value = Array(word[(equals + 1)...])
        let wasQuoted = value.first == quote
        if wasQuoted { value.removeFirst() }
        if wasQuoted || isQuoted, value.last == quote { value.removeLast() }
        return Word(name: Array(word[..<equals]), value: value)
    }
}
