// SPDX-License-Identifier: Apache-2.0

/// One file while patches change it, one state behind the other.
struct LineHistory {
    let states: [[UInt8]]

    /// Lines that a patch takes out and a later one puts back. Only lines are looked at that are there once at most, and
    /// are long enough to be about something.
    var undone: [String] {
        let counts = states.map { state in
            Dictionary(grouping: String(decoding: state, as: UTF8.self).split(separator: "\n"), by: Self.plain)
                .mapValues(\.count)
        }
        let lines = Set(counts.flatMap(\.keys)).filter { line in
            line.count >= 12 && counts.allSatisfy { $0[line, default: 0] <= 1 }
        }
        return lines.filter { line in
            let there = counts.map { $0[line] != nil }
            var runs: [Bool] = []
            for value in there where runs.last != value { runs.append(value) }
            return runs.starts(with: [true, false, true])
        }.sorted()
    }

    private static func plain(_ line: Substring) -> String { String(line.filter { !$0.isWhitespace }) }
}
