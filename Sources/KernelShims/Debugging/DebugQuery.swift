// SPDX-License-Identifier: Apache-2.0

/// One query of dynamic debug: pairs of a keyword and what it has to be, then an operator with flags.
struct DebugQuery {
    private enum Operator: Character {
        case add = "+"
        case remove = "-"
        case set = "="
    }

    private var conditions: [(keyword: Substring, value: Substring)] = []
    private var operation = Operator.add
    private var flags: UInt64 = 0

    /// nil for a text that the kernel would refuse.
    init?(_ text: some StringProtocol) {
        var words = text.split(separator: " ").map { Substring($0) }
        guard let last = words.popLast(), let first = last.first, let operation = Operator(rawValue: first),
            words.count % 2 == 0
        else { return nil }
        self.operation = operation
        for letter in last.dropFirst() {
            guard let bit = DebugFlag.letters[letter] else { return nil }
            flags |= bit
        }
        for index in stride(from: 0, to: words.count, by: 2) {
            guard ["func", "file", "module", "format", "line"].contains(words[index]) else { return nil }
            conditions.append((words[index], words[index + 1]))
        }
    }

    func matches(_ descriptor: DebugDescriptor) -> Bool {
        conditions.allSatisfy { keyword, value in
            switch keyword {
            case "func": value == descriptor.function
            case "module": value == descriptor.module
            // By its name, or by its path from the root of the tree.
            case "file": descriptor.file == value || descriptor.file.hasSuffix("/" + value)
            case "format": descriptor.format.contains(value.filter { $0 != "\"" })
            default: Self.range(value)?.contains(descriptor.line) ?? false
            }
        }
    }

    /// "10", "10-20", "10-" or "-20".
    private static func range(_ text: Substring) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let low = ends[0].isEmpty ? 0 : Int(ends[0]) else { return nil }
        if ends.count == 1 { return low...low }
        guard let high = ends[1].isEmpty ? Int.max : Int(ends[1]), high >= low else { return nil }
        return low...high
    }

    func change(_ old: UInt64) -> UInt64 {
        switch operation {
        case .add: old | flags
        case .remove: old & ~flags
        case .set: flags
        }
    }
}
