// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A condition of a Kconfig file, as written.
indirect enum Condition {
    enum Joint: String {
        case and = "&&"
        case or = "||"
    }

    case word(KconfigToken)
    case comparison(KconfigToken, String, KconfigToken)
    case not(SourceRange, Condition)
    /// Parentheses.
    case group(SourceRange, Condition)
    /// Two or more parts.
    case chain(Joint, [Condition])

    var range: SourceRange {
        switch self {
        case .word(let token): token.range
        case .comparison(let left, _, let right): SourceRange(left.range.start, right.range.end)
        case .not(let range, _), .group(let range, _): range
        case .chain(_, let parts):
            SourceRange(parts.first?.range.start ?? 0, parts.last?.range.end ?? 0)
        }
    }

    /// The words and texts in it.
    var operands: [KconfigToken] {
        switch self {
        case .word(let token): [token]
        case .comparison(let left, _, let right): [left, right]
        case .not(_, let inner), .group(_, let inner): inner.operands
        case .chain(_, let parts): parts.flatMap(\.operands)
        }
    }

    func names(_ symbol: String) -> Bool { operands.contains { $0.kind == .word && $0.text == symbol } }
}

/// Reads a condition from all of some tokens.
struct ConditionReader {
    private let tokens: ArraySlice<KconfigToken>
    private var position: Int
    private var nesting = 0

    /// nil where the tokens are no condition.
    static func condition(_ tokens: ArraySlice<KconfigToken>) -> Condition? {
        var reader = ConditionReader(tokens: tokens, position: tokens.startIndex)
        guard let condition = reader.chain(.or), reader.position == tokens.endIndex else { return nil }
        return condition
    }

    private init(tokens: ArraySlice<KconfigToken>, position: Int) {
        self.tokens = tokens
        self.position = position
    }

    private mutating func chain(_ joint: Condition.Joint) -> Condition? {
        var parts: [Condition] = []
        repeat {
            guard let part = joint == .or ? chain(.and) : factor() else { return nil }
            parts.append(part)
        } while take(joint.rawValue) != nil
        return parts.count == 1 ? parts[0] : .chain(joint, parts)
    }

    private mutating func factor() -> Condition? {
        // No real file nests this deep; a broken one must not exhaust the stack.
        guard nesting < 64 else { return nil }
        nesting += 1
        defer { nesting -= 1 }
        if let sign = take("!") {
            return factor().map { .not(SourceRange(sign.range.start, $0.range.end), $0) }
        }
        if let open = take("(") {
            guard let inner = chain(.or), let close = take(")") else { return nil }
            return .group(SourceRange(open.range.start, close.range.end), inner)
        }
        guard let first = operand() else { return nil }
        guard position < tokens.endIndex, Self.comparisons.contains(tokens[position].text) else { return .word(first) }
        let sign = tokens[position].text
        position += 1
        guard let second = operand() else { return nil }
        return .comparison(first, sign, second)
    }

    private mutating func operand() -> KconfigToken? {
        guard position < tokens.endIndex, tokens[position].kind != .sign else { return nil }
        position += 1
        return tokens[position - 1]
    }

    private mutating func take(_ sign: String) -> KconfigToken? {
        guard position < tokens.endIndex, tokens[position].kind == .sign, tokens[position].text == sign else {
            return nil
        }
        position += 1
        return tokens[position - 1]
    }

    private static let comparisons: Set<String> = ["=", "!=", "<", "<=", ">", ">="]
}
