// SPDX-License-Identifier: Apache-2.0

/// A condition of a Kconfig file.
indirect enum KconfigExpression: Sendable, Hashable {
    /// One side of a comparison.
    enum Operand: Sendable, Hashable {
        case symbol(String)
        case literal(String)
    }

    enum Comparison: Sendable, Hashable {
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    }

    case constant(Bool)
    case symbol(String)
    case not(KconfigExpression)
    case and(KconfigExpression, KconfigExpression)
    case or(KconfigExpression, KconfigExpression)
    case compare(Operand, Comparison, Operand)

    /// The conjunction of two conditions, either of which may be absent.
    static func both(_ left: KconfigExpression?, _ right: KconfigExpression?) -> KconfigExpression? {
        guard let left else { return right }
        guard let right else { return left }
        return .and(left, right)
    }

    /// Every symbol named anywhere in the condition.
    var symbols: Set<String> {
        switch self {
        case .constant: return []
        case .symbol(let name): return [name]
        case .not(let inner): return inner.symbols
        case .and(let left, let right), .or(let left, let right): return left.symbols.union(right.symbols)
        case .compare(let left, _, let right):
            var names: Set<String> = []
            if case .symbol(let name) = left { names.insert(name) }
            if case .symbol(let name) = right { names.insert(name) }
            return names
        }
    }
}

/// Reads conditions from the tokens of a line.
struct KconfigExpressionReader {
    private let tokens: [KconfigToken]
    private(set) var position: Int
    private var nesting = 0

    init(_ tokens: [KconfigToken], from position: Int = 0) {
        self.tokens = tokens
        self.position = position
    }

    /// Reads a whole condition; nil where none begins.
    mutating func disjunction() -> KconfigExpression? {
        guard var left = conjunction() else { return nil }
        while take("||") {
            guard let right = conjunction() else { return left }
            left = .or(left, right)
        }
        return left
    }

    private mutating func conjunction() -> KconfigExpression? {
        guard var left = factor() else { return nil }
        while take("&&") {
            guard let right = factor() else { return left }
            left = .and(left, right)
        }
        return left
    }

    private mutating func factor() -> KconfigExpression? {
        // No real file nests this deep; a broken one must not exhaust the stack.
        guard nesting < 64 else { return nil }
        nesting += 1
        defer { nesting -= 1 }
        if take("!") { return factor().map { .not($0) } }
        if take("(") {
            let inner = disjunction()
            _ = take(")")
            return inner
        }
        guard position < tokens.count else { return nil }
        let first = tokens[position]
        if case .sign = first { return nil }
        position += 1
        if position < tokens.count, case .sign(let sign) = tokens[position], let comparison = Self.comparisons[sign] {
            position += 1
            guard position < tokens.count else { return nil }
            let second = tokens[position]
            position += 1
            return .compare(first.operand, comparison, second.operand)
        }
        switch first {
        case .word("y"), .word("m"), .text("y"), .text("m"): return .constant(true)
        case .word("n"), .text("n"), .text(""): return .constant(false)
        case .word(let name): return .symbol(name)
        case .text: return .constant(true)
        case .macro(let holds): return .constant(holds)
        case .sign: return nil
        }
    }

    private mutating func take(_ sign: String) -> Bool {
        guard position < tokens.count, tokens[position] == .sign(sign) else { return false }
        position += 1
        return true
    }

    private static let comparisons: [String: KconfigExpression.Comparison] = [
        "=": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
    ]
}
