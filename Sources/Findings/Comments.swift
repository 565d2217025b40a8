// SPDX-License-Identifier: Apache-2.0
import SourceText

/// How comments look in a file.
public enum CommentStyle: Sendable, Hashable {
    /// `/* … */` and `// …`, not inside string and character literals.
    case c
    /// `# …`: Kconfig, makefiles, configurations.
    case hash
    /// A file whose text has no comments, such as documentation.
    case none

    public init(path: String) {
        let name = path.split(separator: "/").last ?? ""
        let hashNames = ["Kconfig", "Makefile", "Kbuild"]
        if hashNames.contains(where: { name.hasPrefix($0) }) || name.hasSuffix("defconfig")
            || name.hasSuffix(".config") || name.hasSuffix(".mk")
        {
            self = .hash
        } else if name.hasSuffix(".rst") || name.hasSuffix(".txt") || name.hasSuffix(".md") {
            self = .none
        } else {
            self = .c
        }
    }

    /// The comments of a text in its order, with their delimiters but without the line end behind them.
    public func comments(in bytes: [UInt8]) -> [SourceRange] {
        switch self {
        case .c: cComments(in: bytes)
        case .hash: hashComments(in: bytes)
        case .none: []
        }
    }

    private func cComments(in bytes: [UInt8]) -> [SourceRange] {
        var found: [SourceRange] = []
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case .slash where at + 1 < bytes.count && bytes[at + 1] == .star:
                var end = at + 2
                while end + 1 < bytes.count, bytes[end] != .star || bytes[end + 1] != .slash { end += 1 }
                end = min(end + 2, bytes.count)
                found.append(SourceRange(at, end))
                at = end
            case .slash where at + 1 < bytes.count && bytes[at + 1] == .slash:
                let end = endOfLogicalLine(in: bytes, from: at)
                found.append(SourceRange(at, end))
                at = end
            case let quote where quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"):
                at = endOfLiteral(in: bytes, from: at)
            default: at += 1
            }
        }
        return found
    }

    private func hashComments(in bytes: [UInt8]) -> [SourceRange] {
        var found: [SourceRange] = []
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "#"):
                var end = at
                while end < bytes.count, bytes[end] != .newline { end += 1 }
                if end > at, bytes[end - 1] == .carriageReturn { end -= 1 }
                found.append(SourceRange(at, end))
                at = end
            case .backslash: at += 2
            case UInt8(ascii: "\""): at = endOfLiteral(in: bytes, from: at)
            default: at += 1
            }
        }
        return found
    }

    /// Offset behind a literal, or of the line end where it is not closed: an apostrophe in an inactive branch or in
    /// an `#error` opens nothing that reaches into the next line.
    private func endOfLiteral(in bytes: [UInt8], from start: Int) -> Int {
        var at = start + 1
        while at < bytes.count, bytes[at] != .newline {
            if bytes[at] == bytes[start] { return at + 1 }
            at += bytes[at] == .backslash ? 1 + lengthOfLineEnd(in: bytes, at: at + 1, orElse: 1) : 1
        }
        return min(at, bytes.count)
    }

    /// Offset of the first line end that no backslash continues.
    private func endOfLogicalLine(in bytes: [UInt8], from start: Int) -> Int {
        var at = start
        while at < bytes.count {
            if bytes[at] == .backslash {
                at += 1 + lengthOfLineEnd(in: bytes, at: at + 1, orElse: 0)
            } else if lengthOfLineEnd(in: bytes, at: at, orElse: 0) > 0 {
                return at
            } else {
                at += 1
            }
        }
        return bytes.count
    }

    private func lengthOfLineEnd(in bytes: [UInt8], at offset: Int, orElse other: Int) -> Int {
        guard offset < bytes.count else { return other }
        if bytes[offset] == .newline { return 1 }
        let isPair = bytes[offset] == .carriageReturn && offset + 1 < bytes.count && bytes[offset + 1] == .newline
        return isPair ? 2 : other
    }
}

extension SourceFile {
    /// Numbers of the lines that hold something besides comments, white space and the backslash that continues a line.
    func codeLines(outside comments: [SourceRange]) -> [Int] {
        var lines: [Int] = []
        var nextComment = 0
        var line = 1
        var at = 0
        while at < bytes.count {
            if nextComment < comments.count, at >= comments[nextComment].start {
                let end = max(at, comments[nextComment].end)
                line = self.line(at: end)
                at = end
                nextComment += 1
                continue
            }
            let byte = bytes[at]
            if byte == .newline {
                line += 1
            } else if !byte.isSpace, lines.last != line, byte != .backslash || !isFollowedByLineEnd(at) {
                lines.append(line)
            }
            at += 1
        }
        return lines
    }

    private func isFollowedByLineEnd(_ offset: Int) -> Bool {
        var at = offset + 1
        while at < bytes.count, bytes[at] == .carriageReturn { at += 1 }
        return at >= bytes.count || bytes[at] == .newline
    }
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let backslash = UInt8(ascii: "\\")
    static let slash = UInt8(ascii: "/")
    static let star = UInt8(ascii: "*")
    static let tab = UInt8(ascii: "\t")

    /// White space of C, line ends included.
    var isSpace: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }
}
