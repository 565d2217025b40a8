// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import SourceText

/// Finds what the rules look for in a parsed C file: by its syntax where the parser understood it, and by its words
/// everywhere else.
public struct CodeMatcher: Sendable {
    private let rules: ActiveRules

    public init(_ rules: ActiveRules) { self.rules = rules }

    /// - Parameter parse: of the file to look at; other files in it are not looked at.
    public func matches(in parse: ParseResult) -> FileMatches {
        guard let tokens = parse.mainFile else { return FileMatches() }
        let file = CodeFile(parse, tokens: tokens)
        let words = InterestingWords(tokens, rules: rules)
        var collector = FindingCollector(file: tokens.file, rules: rules)
        let tables = TableReader(file, records: rules.memberRecords).read()
        UseMatcher(file: file, rules: rules, tables: tables).match(into: &collector)
        MemberMatcher(file: file, rules: rules, tables: tables).match(into: &collector)
        let mentioned = WordMatcher(file: file, rules: rules, words: words, tables: tables).match(into: &collector)
        return FileMatches(possible: collector.possible, mentioned: mentioned)
    }

    /// The functions named on which findings depend, for a file of the driver that is not looked at otherwise.
    public func mentions(in tokens: TokenList) -> Set<String> {
        Set(InterestingWords(tokens, rules: rules).hits.map(\.word)).intersection(rules.conditions)
    }
}

/// The places in a file where a word stands that a rule knows.
struct InterestingWords {
    struct Hit {
        var index: Int
        var word: String
    }

    private(set) var hits: [Hit] = []

    init(_ tokens: TokenList, rules: ActiveRules) {
        var words = rules.conditions.union(rules.records.keys).union(rules.calls.keys).union(rules.constants.keys)
        words.formUnion(rules.symbols.keys.map { "CONFIG_" + $0 })
        let lengths = Set(words.map(\.utf8.count))
        let firstBytes = Set(words.compactMap(\.utf8.first))
        for (index, token) in tokens.tokens.enumerated()
        where token.kind == .identifier && lengths.contains(token.range.count) {
            guard firstBytes.contains(tokens.file.bytes[token.range.start]) else { continue }
            let word = tokens.text(token)
            if words.contains(word) { hits.append(Hit(index: index, word: word)) }
        }
    }
}
