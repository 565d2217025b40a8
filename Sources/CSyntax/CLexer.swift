// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Splits bytes into C tokens. Knows nothing of meaning: no macro is expanded, no branch left out.
struct CLexer {
    private let bytes: [UInt8]
    private var position = 0
    private var inDirective = false
    private var atLineStart = true
    private(set) var tokens: [CToken] = []
    private(set) var comments: [SourceRange] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 5)
    }

    mutating func run() {
        while position < bytes.count { step() }
    }

    private func peek(_ distance: Int = 0) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    private mutating func step() {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\n"):
            if !continuesLine() { inDirective = false }
            atLineStart = true
            position += 1
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0B, 0x0C, UInt8(ascii: "\\"):
            position += 1
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): lineComment()
        case UInt8(ascii: "#") where atLineStart:
            inDirective = true
            atLineStart = false
            add(.punctuator, length: 1)
        case UInt8(ascii: "\""): quoted(.string, byte)
        case UInt8(ascii: "'"): quoted(.character, byte)
        case UInt8(ascii: "<") where isAfterInclude(): headerName()
        case _ where Self.startsIdentifier(byte): identifier()
        case _ where Self.isDigit(byte) || (byte == UInt8(ascii: ".") && Self.isDigit(peek(1))): number()
        default: punctuator()
        }
    }

    private mutating func add(_ kind: CToken.Kind, length: Int) {
        tokens.append(
            CToken(kind: kind, range: SourceRange(position, position + length), isInDirective: inDirective))
        position += length
        atLineStart = false
    }

    /// Whether the newline at the position is taken away by a backslash before it.
    private func continuesLine() -> Bool {
        var index = position - 1
        if index >= 0, bytes[index] == UInt8(ascii: "\r") { index -= 1 }
        return index >= 0 && bytes[index] == UInt8(ascii: "\\")
    }

    private mutating func blockComment() {
        let start = position
        position += 2
        while position < bytes.count, !(bytes[position] == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) {
            position += 1
        }
        position = min(position + 2, bytes.count)
        comments.append(SourceRange(start, position))
    }

    private mutating func lineComment() {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") || continuesLine() { position += 1 }
        comments.append(SourceRange(start, position))
    }

    private mutating func quoted(_ kind: CToken.Kind, _ quote: UInt8) {
        var end = position + 1
        while end < bytes.count, bytes[end] != quote {
            if bytes[end] == UInt8(ascii: "\\") {
                end += 1
                if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
            } else if bytes[end] == UInt8(ascii: "\n") {
                // An apostrophe in text that was never meant to be C (`#error don't`) must not swallow the file.
                add(kind, length: end - position)
                return
            }
            end += 1
        }
        add(kind, length: min(end + 1, bytes.count) - position)
    }

    private func isAfterInclude() -> Bool {
        guard inDirective, tokens.count >= 2, tokens[tokens.count - 2].range.count == 1 else { return false }
        let range = tokens[tokens.count - 1].range
        return bytes[range.start..<range.end].elementsEqual("include".utf8)
    }

    private mutating func headerName() {
        var end = position
        while end < bytes.count, bytes[end] != UInt8(ascii: ">"), bytes[end] != UInt8(ascii: "\n") { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: ">") { end += 1 }
        add(.string, length: end - position)
    }

    private mutating func identifier() {
        var end = position
        while end < bytes.count, Self.continuesIdentifier(bytes[end]) { end += 1 }
        add(.identifier, length: end - position)
    }

    private mutating func number() {
        var end = position + 1
        while end < bytes.count {
            let byte = bytes[end]
            let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            let previous = bytes[end - 1] | 0x20
            if isSign {
                let isHex = position + 1 < bytes.count && bytes[position + 1] | 0x20 == UInt8(ascii: "x")
                guard previous == UInt8(ascii: "p") || (previous == UInt8(ascii: "e") && !isHex) else { break }
            } else if !(Self.continuesIdentifier(byte) || byte == UInt8(ascii: ".")) {
                break
            }
            end += 1
        }
        add(.number, length: end - position)
    }

    private static let threeByte = ["<<=", ">>=", "..."].map { Array($0.utf8) }
    private static let twoByte = [
        "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "&=", "|=",
        "^=",
        "##",
    ].map { Array($0.utf8) }

    private mutating func punctuator() {
        for (length, list) in [(3, Self.threeByte), (2, Self.twoByte)] where position + length <= bytes.count {
            let slice = bytes[position..<position + length]
            if list.contains(where: { slice.elementsEqual($0) }) { return add(.punctuator, length: length) }
        }
        add(.punctuator, length: 1)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func startsIdentifier(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "$")
    }
    private static func continuesIdentifier(_ byte: UInt8) -> Bool { startsIdentifier(byte) || isDigit(byte) }
}
