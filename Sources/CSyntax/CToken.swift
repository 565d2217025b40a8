// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A word of C source: what is left when comments and white space are taken away.
public struct CToken: Sendable, Hashable {
    public enum Kind: UInt8, Sendable {
        case identifier, number, string, character, punctuator
    }

    public var kind: Kind
    public var range: SourceRange
    /// Part of a preprocessor line (`#if …`, `#define …`).
    public var isInDirective: Bool

    public init(kind: Kind, range: SourceRange, isInDirective: Bool) {
        self.kind = kind
        self.range = range
        self.isInDirective = isInDirective
    }
}

/// The tokens and comments of one file, in order. Made from the bytes alone, so it also covers what the preprocessor
/// leaves out and what the parser cannot make sense of.
public struct TokenList: Sendable {
    public let file: SourceFile
    public let tokens: [CToken]
    public let comments: [SourceRange]

    public init(_ file: SourceFile) {
        self.file = file
        var lexer = CLexer(file.bytes)
        lexer.run()
        tokens = lexer.tokens
        comments = lexer.comments
    }

    public func text(_ token: CToken) -> String { file.text(in: token.range) }
    public func text(at index: Int) -> String {
        tokens.indices.contains(index) ? file.text(in: tokens[index].range) : ""
    }

    /// Whether a token reads as `word`; compares bytes, makes no string.
    public func token(_ index: Int, is word: StaticString) -> Bool {
        guard tokens.indices.contains(index) else { return false }
        let range = tokens[index].range
        guard range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { buffer in
            for offset in 0..<buffer.count where file.bytes[range.start + offset] != buffer[offset] { return false }
            return true
        }
    }

    /// Index of the first token that starts at or behind an offset.
    public func index(atOrAfter offset: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].range.start < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Indices of the tokens that lie in a range.
    public func indices(in range: SourceRange) -> Range<Int> {
        let first = index(atOrAfter: range.start)
        let last = index(atOrAfter: range.end)
        return first..<max(first, last)
    }

    /// Index of the bracket that closes the one at `open`, if there is one.
    public func closing(of open: Int) -> Int? {
        var depth = 0
        for index in open..<tokens.count where tokens[index].kind == .punctuator && tokens[index].range.count == 1 {
            switch file.bytes[tokens[index].range.start] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }
}
