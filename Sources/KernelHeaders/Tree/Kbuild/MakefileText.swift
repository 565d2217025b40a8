// SPDX-License-Identifier: Apache-2.0

/// Splitting the text of a Makefile. Nothing of a Makefile is ever run.
enum MakefileText {
    /// The lines of a text without comments, those that end in a backslash joined with the next. Tabs at the start are kept.
    static func logicalLines(_ text: String) -> [String] {
        var lines: [String] = []
        var joined = ""
        for raw in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let line = raw.last == 13 ? raw.dropLast() : raw
            if line.last == UInt8(ascii: "\\") {
                joined += String(Substring(line.dropLast())) + " "
                continue
            }
            lines.append(withoutComment(joined + String(Substring(line))))
            joined = ""
        }
        if !joined.isEmpty { lines.append(withoutComment(joined)) }
        return lines
    }

    private static func withoutComment(_ line: String) -> String {
        var previous: UInt8 = 0
        let bytes = line.utf8
        for index in bytes.indices {
            if bytes[index] == UInt8(ascii: "#"), previous != UInt8(ascii: "\\") { return String(line[..<index]) }
            previous = bytes[index]
        }
        return line
    }

    /// The names of the configuration symbols that a piece of text refers to, in order, without `CONFIG_`.
    static func configurationSymbols(in text: String) -> [String] {
        var symbols: [String] = []
        let bytes = Array(text.utf8)
        let prefix = Array("CONFIG_".utf8)
        var index = 0
        while index + prefix.count < bytes.count {
            guard bytes[index..<index + prefix.count].elementsEqual(prefix) else {
                index += 1
                continue
            }
            var end = index + prefix.count
            while end < bytes.count, isName(bytes[end]) { end += 1 }
            if end > index + prefix.count {
                symbols.append(String(decoding: bytes[(index + prefix.count)..<end], as: UTF8.self))
            }
            index = end
        }
        return symbols
    }

    /// The index of the parenthesis or brace that closes the one at `start`.
    static func closing(_ bytes: [UInt8], from start: Int) -> Int? {
        let open = bytes[start]
        let close: UInt8 = open == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
        var depth = 0
        for index in start..<bytes.count {
            if bytes[index] == open { depth += 1 }
            if bytes[index] == close {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    /// The parts of a text between commas that lie in no parentheses.
    static func arguments(_ text: String) -> [String] {
        var parts: [String] = []
        var depth = 0
        var current: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                parts.append(String(decoding: current, as: UTF8.self))
                current = []
                continue
            default: break
            }
            current.append(byte)
        }
        parts.append(String(decoding: current, as: UTF8.self))
        return parts
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
