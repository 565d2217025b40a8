// SPDX-License-Identifier: Apache-2.0

/// Which operation of one trace is which of the other.
enum Alignment {
    enum Pair: Equatable {
        case both(expected: Int, actual: Int)
        case missing(expected: Int)
        case unexpected(actual: Int)
    }

    /// By what the operations ask for: the longest sequence that both have is paired, the rest is only in one of them.
    static func pairs(expected: [String], actual: [String]) -> [Pair] {
        // Nearly always nothing is missing; and what follows needs no more than the two ends.
        let front = zip(expected, actual).prefix { $0 == $1 }.count
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        let change = Array(actual[front...]).difference(from: Array(expected[front...]))
        for step in change {
            switch step {
            case .remove(let offset, _, _): removed.insert(front + offset)
            case .insert(let offset, _, _): inserted.insert(front + offset)
            }
        }
        var pairs: [Pair] = []
        var (left, right) = (0, 0)
        while left < expected.count || right < actual.count {
            if removed.contains(left) {
                pairs.append(.missing(expected: left))
                left += 1
            } else if inserted.contains(right) {
                pairs.append(.unexpected(actual: right))
                right += 1
            } else {
                pairs.append(.both(expected: left, actual: right))
                left += 1
                right += 1
            }
        }
        return pairs
    }
}
