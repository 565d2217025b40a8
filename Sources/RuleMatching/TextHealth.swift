// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Looks for what makes a text no C whatever the headers are: brackets, comments and `#if` that do not end.
public struct TextHealth: Sendable {
    public struct Problem: Sendable, Hashable {
        public var position: LineColumn
        public var message: String
    }

    private let tokens: TokenList
    private let inactive: [SourceRange]

    /// - Parameter inactive: what the preprocessor leaves out.
    public init(_ tokens: TokenList, inactive: [SourceRange]) {
        self.tokens = tokens
        self.inactive = inactive
    }

    /// The first problem of each sort.
    /// - Parameter isWhole: the file is a translation unit, so that it cannot end inside a declaration.
    public func problems(isWhole: Bool) -> [Problem] {
        var found = [openComment(), openCondition(), openBracket()].compactMap(\.self)
        if found.isEmpty, isWhole, let problem = openDeclaration() { found.append(problem) }
        return found
    }

    private func problem(_ offset: Int, _ message: String) -> Problem {
        Problem(position: tokens.file.position(of: offset), message: message)
    }

    private func openComment() -> Problem? {
        guard let last = tokens.comments.last, last.end == tokens.file.bytes.count else { return nil }
        let text = tokens.file.text(in: last)
        guard text.hasPrefix("/*"), !text.hasSuffix("*/") || text.utf8.count < 4 else { return nil }
        return problem(last.start, "this comment does not end")
    }

    private func openCondition() -> Problem? {
        var open: [Int] = []
        for index in tokens.tokens.indices where tokens.tokens[index].isInDirective && tokens.token(index, is: "#") {
            if tokens.token(index + 1, is: "if") || tokens.token(index + 1, is: "ifdef")
                || tokens.token(index + 1, is: "ifndef")
            {
                open.append(tokens.tokens[index].range.start)
            } else if tokens.token(index + 1, is: "endif"), open.popLast() == nil {
                return problem(tokens.tokens[index].range.start, "#endif without #if")
            }
        }
        return open.last.map { problem($0, "this #if has no #endif") }
    }

    private func openBracket() -> Problem? {
        var open: [(byte: UInt8, offset: Int)] = []
        for token in code where token.kind == .punctuator && token.range.count == 1 {
            let byte = tokens.file.bytes[token.range.start]
            if let closing = Self.pairs[byte] {
                open.append((closing, token.range.start))
            } else if Self.pairs.values.contains(byte) {
                guard let last = open.popLast() else {
                    return problem(token.range.start, "'\(Self.text(byte))' closes nothing")
                }
                guard last.byte == byte else {
                    let opening = Self.text(tokens.file.bytes[last.offset])
                    return problem(
                        token.range.start,
                        "'\(Self.text(byte))' where '\(Self.text(last.byte))' is expected: "
                            + "'\(opening)' of line \(tokens.file.line(at: last.offset)) is open")
                }
            }
        }
        return open.last.map {
            problem($0.offset, "'\(Self.text(tokens.file.bytes[$0.offset]))' is never closed")
        }
    }

    private func openDeclaration() -> Problem? {
        guard let last = code.last else { return nil }
        let text = tokens.text(last)
        guard ![";", "}", ")"].contains(text) else { return nil }
        return problem(last.range.end, "the file ends inside a declaration")
    }

    /// What the compiler proper sees.
    private var code: [CToken] {
        tokens.tokens.filter { token in
            !token.isInDirective && !inactive.contains { $0.overlaps(token.range) }
        }
    }

    private static let pairs: [UInt8: UInt8] = [
        UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "["): UInt8(ascii: "]"),
        UInt8(ascii: "{"): UInt8(ascii: "}"),
    ]

    private static func text(_ byte: UInt8) -> String { String(UnicodeScalar(byte)) }
}
