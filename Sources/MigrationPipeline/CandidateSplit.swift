// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText
import TreeSearch

/// Tells what makes a driver from what was found by other words in the same walk.
struct CandidateSplit: Sendable {
    /// Words of drivers.
    let words: Set<String>
    /// Words of everything else.
    let further: [FileKind: Set<String>]

    /// The C files, those that only have other words counted as having none.
    func drivers(_ candidates: [Candidate]) -> [Candidate] {
        if further.isEmpty { return candidates }
        return candidates.compactMap { candidate in
            guard candidate.kind == .cSource || candidate.kind == .header else { return nil }
            guard candidate.hasWord, let others = further[candidate.kind] else { return candidate }
            var candidate = candidate
            let text = String(decoding: candidate.bytes, as: UTF8.self)
            guard others.contains(where: { text.contains($0) }) else { return candidate }
            let tokens = TokenList(SourceFile(path: candidate.path, bytes: candidate.bytes))
            candidate.hasWord = tokens.tokens.contains { $0.kind == .identifier && words.contains(tokens.text($0)) }
            return candidate
        }
    }
}
