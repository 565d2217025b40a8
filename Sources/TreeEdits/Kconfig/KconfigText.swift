// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A token of a Kconfig line, with its place: what is not edited has to stay byte by byte.
struct KconfigToken: Hashable {
    enum Kind: Hashable {
        /// A keyword, a symbol, a number or a macro call.
        case word
        /// Text in quotes, these included.
        case quoted
        case sign
    }

    var kind: Kind
    var range: SourceRange
    var text: String
}

/// A line of a Kconfig file, together with those that a backslash joins to it.
struct KconfigLine {
    /// Up to and including the line end.
    var range: SourceRange
    var tokens: [KconfigToken]
    var hasComment: Bool
    /// Text below `help`, which is not Kconfig's own language.
    var isHelp: Bool

    var keyword: String { tokens.first.map { $0.kind == .word ? $0.text : "" } ?? "" }
    /// Neither tokens nor a comment.
    var isBlank: Bool { tokens.isEmpty && !hasComment && !isHelp }
}

/// Splits a Kconfig file into lines and tokens that know where they are.
struct KconfigText {
    let file: SourceFile
    private(set) var lines: [KconfigLine] = []
    private var position = 0

    private var bytes: [UInt8] { file.bytes }

    init(_ file: SourceFile) {
        self.file = file
        while position < file.bytes.count {
            let line = nextLine()
            lines.append(line)
            if ["help", "---help---"].contains(line.keyword), line.tokens.count == 1 { passHelp() }
        }
    }

    private mutating func nextLine() -> KconfigLine {
        let start = position
        var line = KconfigLine(range: .at(start), tokens: [], hasComment: false, isHelp: false)
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
            case UInt8(ascii: "\\") where lineEnd(behind: position + 1) != nil:
                position = lineEnd(behind: position + 1) ?? position + 1
            case UInt8(ascii: "#"):
                line.hasComment = true
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
            default: line.tokens.append(nextToken())
            }
        }
        position = min(position + 1, bytes.count)
        line.range = SourceRange(start, position)
        return line
    }

    /// The offset behind a line end that begins at an offset, nil where none does.
    private func lineEnd(behind offset: Int) -> Int? {
        let end = offset < bytes.count && bytes[offset] == UInt8(ascii: "\r") ? offset + 1 : offset
        return end < bytes.count && bytes[end] == UInt8(ascii: "\n") ? end + 1 : nil
    }

    private mutating func nextToken() -> KconfigToken {
        let start = position
        let first = bytes[position]
        position += 1
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            while position < bytes.count, bytes[position] != first, bytes[position] != UInt8(ascii: "\n") {
                position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            position = min(position, bytes.count)
            if position < bytes.count, bytes[position] == first { position += 1 }
            return token(.quoted, from: start)
        case UInt8(ascii: "&"), UInt8(ascii: "|"):
            if position < bytes.count, bytes[position] == first { position += 1 }
            return token(.sign, from: start)
        case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ":"), UInt8(ascii: "+"):
            if position < bytes.count, bytes[position] == UInt8(ascii: "=") { position += 1 }
            return token(.sign, from: start)
        case _ where Self.isWord(first) || first == UInt8(ascii: "$"):
            position -= 1
            passWord()
            return token(.word, from: start)
        default: return token(.sign, from: start)
        }
    }

    /// A macro call belongs to the word that it stands in, whatever is in its parentheses.
    private mutating func passWord() {
        while position < bytes.count {
            if Self.isWord(bytes[position]) {
                position += 1
            } else if bytes[position] == UInt8(ascii: "$") {
                position += 1
                var depth = 0
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
                    if bytes[position] == UInt8(ascii: "(") { depth += 1 }
                    if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
                    if depth == 0 { break }
                    position += 1
                }
                if position < bytes.count, bytes[position] == UInt8(ascii: ")") { position += 1 }
            } else {
                return
            }
        }
    }

    private func token(_ kind: KconfigToken.Kind, from start: Int) -> KconfigToken {
        let range = SourceRange(start, position)
        return KconfigToken(kind: kind, range: range, text: file.text(in: range))
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        ByteText.isInIdentifier(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "/") || byte >= 128
    }

    /// Help goes on as long as lines are indented as far as its first.
    private mutating func passHelp() {
        var needed: Int?
        var waiting: [KconfigLine] = []
        var restart = position
        while position < bytes.count {
            let start = position
            var column = 0
            while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t")
            {
                column = bytes[position] == UInt8(ascii: "\t") ? (column / 8 + 1) * 8 : column + 1
                position += 1
            }
            var isBlank = true
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
                if bytes[position] != UInt8(ascii: "\r") { isBlank = false }
                position += 1
            }
            position = min(position + 1, bytes.count)
            let range = SourceRange(start, position)
            if isBlank {
                waiting.append(KconfigLine(range: range, tokens: [], hasComment: false, isHelp: false))
                continue
            }
            if column < needed ?? 1 { break }
            needed = needed ?? column
            lines += waiting + [KconfigLine(range: range, tokens: [], hasComment: false, isHelp: true)]
            waiting = []
            restart = position
        }
        // Blank lines behind the help and the line that ended it are read as usual.
        position = restart
    }
}
