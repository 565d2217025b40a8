// SPDX-License-Identifier: Apache-2.0
import SourceText

/// One comment `mdevport: allow(RULE, …) reason`.
public struct SuppressionComment: Sendable, Hashable {
    /// A rule that the comment names, and where.
    public struct Name: Sendable, Hashable {
        public var rule: RuleID
        public var range: SourceRange
    }

    public var names: [Name]
    /// What stands behind the parenthesis, white space collapsed; may be empty.
    public var reason: String
    /// The whole comment with its delimiters.
    public var range: SourceRange
    /// What stands between the parentheses.
    public var list: SourceRange
    /// The lines whose findings it covers; none when no code follows a comment on a line of its own.
    public var lines: ClosedRange<Int>?
    /// Whether code stands on the comment's line.
    public var sharesLine: Bool
}

/// What became of a comment that begins with `mdevport:`.
enum CommentReading {
    case suppression(SuppressionComment)
    /// It begins so, and then is not understood; the offset says where.
    case malformed(SourceRange, at: Int)
}

/// Reads one comment.
struct SuppressionCommentParser {
    private let bytes: [UInt8]
    private let range: SourceRange
    /// End of the text without the closing delimiter.
    private let end: Int
    private var at: Int

    init(bytes: [UInt8], range: SourceRange) {
        self.bytes = bytes
        self.range = range
        at = range.start
        let closes =
            range.count >= 4 && bytes[range.start + 1] == .star && bytes[range.end - 2] == .star
            && bytes[range.end - 1] == .slash
        end = closes ? range.end - 2 : range.end
    }

    /// Nil when the comment is not for this tool.
    mutating func parse() -> CommentReading? {
        while at < end, bytes[at].isSpace || bytes[at] == .slash || bytes[at] == .star || bytes[at] == UInt8(ascii: "#")
        {
            at += 1
        }
        guard take("mdevport:") else { return nil }
        skipSpace()
        guard take("allow") else { return .malformed(range, at: at) }
        skipSpace()
        guard take("(") else { return .malformed(range, at: at) }
        let listStart = at
        var names: [SuppressionComment.Name] = []
        repeat {
            skipSpace()
            let start = at
            while at < end, isName(bytes[at]) { at += 1 }
            guard at > start else { return .malformed(range, at: at) }
            let rule = RuleID(String(decoding: bytes[start..<at], as: UTF8.self))
            names.append(.init(rule: rule, range: SourceRange(start, at)))
            skipSpace()
        } while take(",")
        let listEnd = at
        guard take(")") else { return .malformed(range, at: at) }
        return .suppression(
            SuppressionComment(
                names: names, reason: rest(), range: range, list: SourceRange(listStart, listEnd), lines: nil,
                sharesLine: false))
    }

    private mutating func take(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            guard end - at >= word.count, bytes[at..<at + word.count].elementsEqual(word) else { return false }
            at += word.count
            return true
        }
    }

    private mutating func skipSpace() {
        while at < end, bytes[at].isSpace { at += 1 }
    }

    private func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// The text up to the end, its words put on one line; asterisks that begin the lines of a block comment and the
    /// punctuation that people put between the parenthesis and the reason are left out.
    private func rest() -> String {
        var words: [String] = []
        for line in bytes[at..<end].split(separator: .newline) {
            var parts = line.split(whereSeparator: \.isSpace)
            if let first = parts.first, first.allSatisfy({ $0 == .star }) { parts.removeFirst() }
            words += parts.map { String(decoding: $0, as: UTF8.self) }
        }
        if let first = words.first, [":", "-", "--", "–", "—"].contains(first) { words.removeFirst() }
        return words.joined(separator: " ")
    }
}
