// SPDX-License-Identifier: Apache-2.0

/// What became of all mutations, for people.
public struct MutationTable {
    public private(set) var text = ""
    /// A mutation survives, or could not be tried, and nobody says why.
    public private(set) var hasUnexplained = false

    public init(trials: [MutationRun.Trial], known: KnownSurvivors, all: [Mutation]) {
        var uncompiled = 0
        var same = 0
        var tried = 0
        var caught = 0
        var stages: [String: Int] = [:]
        var kinds: [Mutation.Kind: (tried: Int, caught: Int)] = [:]
        var survivors: [Mutation] = []
        var failures: [(Mutation, String)] = []
        var stale: [String] = []
        for trial in trials {
            switch trial.fate {
            case .doesNotCompile: uncompiled += 1
            case .sameCode: same += 1
            case .failed(let message): failures.append((trial.mutation, message))
            case .caught(let stage, _):
                tried += 1
                caught += 1
                stages[stage, default: 0] += 1
                kinds[trial.mutation.kind, default: (0, 0)].tried += 1
                kinds[trial.mutation.kind, default: (0, 0)].caught += 1
                if known.reasons[trial.mutation.key] != nil { stale.append(trial.mutation.key) }
            case .survived:
                tried += 1
                kinds[trial.mutation.kind, default: (0, 0)].tried += 1
                survivors.append(trial.mutation)
            }
        }
        let present = Set(all.map(\.key))
        stale += known.reasons.keys.filter { !present.contains($0) }.sorted()
        line(
            "\(all.count) mutations, \(trials.count) chosen: \(uncompiled) do not compile, \(same) compile to the same")
        line("code, \(failures.count) could not be judged, \(tried) tried.")
        line("\(caught) of \(tried) caught (\(Self.share(caught, of: tried)))")
        let others = tried - survivors.filter { known.isEquivalent($0.key) }.count
        line("\(caught) of the \(others) that are not equivalent caught (\(Self.share(caught, of: others)))")
        line("")
        for (stage, count) in stages.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            line("  \(Self.right(count)) by \(stage)")
        }
        line("")
        for kind in Mutation.Kind.allCases {
            guard let numbers = kinds[kind] else { continue }
            line("  \(Self.right(numbers.caught)) of \(Self.right(numbers.tried)) \(kind.rawValue)")
        }
        let explained = survivors.filter { known.reasons[$0.key] != nil }
        let unexplained = survivors.filter { known.reasons[$0.key] == nil }
        if !explained.isEmpty { line("\nSurvivors, explained (\(explained.count)):") }
        for mutation in explained {
            line("\(mutation.line): \(mutation.key)\n    \(known.reasons[mutation.key] ?? "")")
        }
        if !unexplained.isEmpty { line("\nSurvivors, not explained (\(unexplained.count)):") }
        for mutation in unexplained { line("\(mutation.line): \(mutation.key)") }
        if !failures.isEmpty { line("\nNot judged:") }
        for (mutation, message) in failures { line("\(mutation.line): \(mutation.key)\n    \(message)") }
        if !stale.isEmpty { line("\nListed as survivors, but caught or gone:") }
        for key in stale { line(key) }
        hasUnexplained = !unexplained.isEmpty || !failures.isEmpty || !stale.isEmpty
    }

    private mutating func line(_ text: String) { self.text += text + "\n" }

    private static func right(_ number: Int) -> String {
        String(repeating: " ", count: max(0, 4 - String(number).count)) + "\(number)"
    }

    private static func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "nothing tried" }
        let tenths = part * 1000 / whole
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
