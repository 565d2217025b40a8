// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Values of conditions, 0 to 2 for n, m and y, where VFIO_MDEV_DEVICE has the value of VFIO_MDEV.
struct ConditionValue {
    /// Parts that count for nothing.
    var removed: Set<SourceRange> = []

    /// - Parameter symbol: the value of a word, or of a comparison that is not one of VFIO_MDEV with a constant.
    func value(_ condition: Condition, _ symbol: (String) -> Int) -> Int {
        switch condition {
        case .word(let token): return Self.constant(token) ?? symbol(RemovedSymbol.renamed(token.text))
        case .comparison(let left, let sign, let right):
            guard let pair = Self.known(left, right), sign == "=" || sign == "!=" else {
                return symbol(RemovedSymbol.renamed(left.text) + sign + RemovedSymbol.renamed(right.text))
            }
            return (symbol(pair.name) == pair.constant) == (sign == "=") ? 2 : 0
        case .not(_, let inner): return 2 - value(inner, symbol)
        case .group(_, let inner): return value(inner, symbol)
        case .chain(let joint, let parts):
            let values = parts.filter(counts).map { value($0, symbol) }
            return (joint == .and ? values.min() : values.max()) ?? (joint == .and ? 2 : 0)
        }
    }

    private func counts(_ part: Condition) -> Bool {
        if removed.contains(part.range) { return false }
        switch part {
        case .group(_, let inner): return counts(inner)
        case .chain(_, let parts): return parts.contains(where: counts)
        default: return true
        }
    }

    static func constant(_ token: KconfigToken) -> Int? {
        switch token.text {
        case "n", "\"n\"", "'n'": 0
        case "m", "\"m\"", "'m'": 1
        case "y", "\"y\"", "'y'": 2
        default: nil
        }
    }

    /// Any symbol is compared with a constant.
    private static func known(_ left: KconfigToken, _ right: KconfigToken) -> (name: String, constant: Int)? {
        if left.kind == .word, constant(left) == nil, let value = constant(right) {
            return (RemovedSymbol.renamed(left.text), value)
        }
        if right.kind == .word, constant(right) == nil, let value = constant(left) {
            return (RemovedSymbol.renamed(right.text), value)
        }
        return nil
    }

    // MARK: Conditions that no longer distinguish anything

    /// More symbols than this are not tried out.
    private static let limit = 8

    /// Whether conditions with a negation of one of the symbols hold or fail whatever VFIO_MDEV is: then one was meant
    /// against the other (`VFIO_MDEV && !VFIO_MDEV_DEVICE`), and no name can replace it.
    func contradicts(_ conditions: [Condition]) -> Bool {
        guard conditions.contains(where: { hasNegation($0) }) else { return false }
        let whole = Condition.chain(.and, conditions)
        return allValues(of: whole, among: [0, 2]) { values in
            value(whole) { values[$0, default: 0] }
                == value(whole) { name in
                    let other = values[name, default: 0]
                    return name == RemovedSymbol.successor ? 2 - other : other
                }
        }
    }

    /// Whether VFIO_MDEV is set wherever conditions hold, and as a module at least where they do as one.
    func implySuccessor(_ conditions: [Condition]) -> Bool {
        let whole = Condition.chain(.and, conditions)
        return allValues(of: whole, among: [0, 1, 2]) { values in
            value(whole) { values[$0, default: 0] } <= values[RemovedSymbol.successor, default: 0]
        }
    }

    /// Whether something is so for all values of the symbols of a condition; false where these are too many.
    private func allValues(of condition: Condition, among choices: [Int], _ isSo: ([String: Int]) -> Bool) -> Bool {
        var names: Set<String> = [RemovedSymbol.successor]
        _ = value(condition) { name in
            names.insert(name)
            return 0
        }
        guard names.count <= Self.limit else { return false }
        let sorted = names.sorted()
        var count = 1
        for _ in sorted { count *= choices.count }
        return (0..<count).allSatisfy { number in
            var rest = number
            var values: [String: Int] = [:]
            for name in sorted {
                values[name] = choices[rest % choices.count]
                rest /= choices.count
            }
            return isSo(values)
        }
    }

    /// Either symbol: what is said of one was said of both before, too, or is so once this is done.
    private func hasNegation(_ condition: Condition) -> Bool {
        switch condition {
        case .word: false
        case .comparison(let left, let sign, let right):
            namesEither(condition)
                && (sign == "!="
                    ? [left, right].contains { Self.constant($0) ?? 0 > 0 }
                    : [left, right].contains { Self.constant($0) == 0 })
        case .not(_, let inner): namesEither(inner) || hasNegation(inner)
        case .group(_, let inner): hasNegation(inner)
        case .chain(_, let parts): parts.contains { hasNegation($0) }
        }
    }

    private func namesEither(_ condition: Condition) -> Bool {
        condition.names(RemovedSymbol.name) || condition.names(RemovedSymbol.successor)
    }
}
