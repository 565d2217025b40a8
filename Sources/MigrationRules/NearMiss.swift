// SPDX-License-Identifier: Apache-2.0

/// Guesses what was meant by a word that is not among the allowed ones.
enum NearMiss {
    /// The closest of the candidates, when it is close enough to be worth a question.
    static func of(_ word: String, among candidates: [String]) -> String? {
        let limit = max(1, word.count / 3)
        let lowered = word.lowercased()
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(lowered, candidate.lowercased())
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// "; did you mean 'x'?" or nothing, then the allowed words.
    static func hint(for word: String, among candidates: [String]) -> String {
        let question = of(word, among: candidates).map { "; did you mean '\($0)'?" } ?? ";"
        return "\(question) allowed: \(candidates.joined(separator: ", "))"
    }

    /// Number of letters to insert, remove, replace or swap with their neighbour.
    static func distance(_ a: String, _ b: String) -> Int {
        let a = Array(a.unicodeScalars)
        let b = Array(b.unicodeScalars)
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
