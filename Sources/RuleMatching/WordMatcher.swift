// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MigrationRules
import SourceText

/// What stands in code as a word but not in the syntax tree: branches that the preprocessor leaves out, bodies of macros
/// that nobody uses, text that the parser could not make sense of, symbols of the configuration.
struct WordMatcher {
    let file: CodeFile
    let rules: ActiveRules
    let words: InterestingWords
    let tables: Tables

    private var tokens: TokenList { file.tokens }

    /// Returns the functions on which findings depend that active code names.
    func match(into collector: inout FindingCollector) -> Set<String> {
        let explained = namesOfOtherThings()
        var mentioned: Set<String> = []
        for hit in words.hits {
            let range = tokens.tokens[hit.index].range
            if rules.conditions.contains(hit.word), !explained.contains(range.start), !file.isInactive(range) {
                mentioned.insert(hit.word)
            }
            if let symbol = rules.symbol(inCode: hit.word) {
                for entry in rules.symbols[symbol] ?? [] {
                    collector.add(
                        entry, subject: symbol, range: range, evidence: file.isInactive(range) ? .inactive : .parsed)
                }
            } else if let entries = rules.constants[hit.word] {
                // Whatever the parser takes it for, such a name has one meaning.
                guard isCode(hit, collector) else { continue }
                for entry in entries {
                    collector.add(entry, subject: hit.word, range: range, evidence: file.evidence(for: range))
                }
            } else if !explained.contains(range.start), !collector.has(hit.word, at: range.start),
                isCode(hit, collector)
            {
                addRecord(hit, range, into: &collector)
                addCall(hit, range, into: &collector)
            }
        }
        return mentioned
    }

    /// Places where a word that a rule knows is the name of something else: a declaration, a member, a variable.
    private func namesOfOtherThings() -> Set<Int> {
        var places: Set<Int> = []
        let names = Set(words.hits.map(\.word))
        for node in file.declarations where names.contains(node.name) {
            // `struct NAME` in front of a brace or semicolon is a mention like any other.
            if node.kind == .structure { continue }
            if let range = node.nameRange { places.insert(range.start) }
        }
        for node in file.references where names.contains(node.name) && !CTypes.isFunction(node.canonicalType) {
            places.insert(node.range.start)
        }
        return places
    }

    /// Whether a word counts where it stands: not as a member, nor in a preprocessor line, except in the body of a macro
    /// whose uses have not been reported.
    private func isCode(_ hit: InterestingWords.Hit, _ collector: FindingCollector) -> Bool {
        if tokens.token(hit.index - 1, is: ".") || tokens.token(hit.index - 1, is: "->") { return false }
        guard tokens.tokens[hit.index].isInDirective else { return true }
        guard let macro = macroDefined(around: hit.index) else { return false }
        return !file.uses(ofMacro: macro).contains { collector.has(hit.word, at: $0) }
    }

    private func macroDefined(around index: Int) -> String? {
        var start = index
        while start > 0, tokens.tokens[start - 1].isInDirective, !tokens.token(start, is: "#") { start -= 1 }
        guard tokens.token(start, is: "#"), tokens.token(start + 1, is: "define"), index > start + 2 else { return nil }
        return tokens.text(at: start + 2)
    }

    // MARK: Records

    private func addRecord(_ hit: InterestingWords.Hit, _ range: SourceRange, into collector: inout FindingCollector) {
        guard let entries = rules.records[hit.word], tokens.token(hit.index - 1, is: "struct") else { return }
        for entry in entries where lacks(entry.match.unlessMembers, behind: hit.index) {
            collector.add(entry, subject: hit.word, range: range, evidence: file.evidence(for: range))
        }
        addMembers(ofTableBehind: hit, into: &collector)
    }

    /// The designators of a table that the preprocessor leaves out: `.NAME =` between its braces.
    private func addMembers(ofTableBehind hit: InterestingWords.Hit, into collector: inout FindingCollector) {
        guard let open = openingBrace(ofTableBehind: hit.index), let close = tokens.closing(of: open) else { return }
        var depth = 0
        for index in open..<close where tokens.tokens[index].kind == .punctuator {
            if tokens.token(index, is: "{") || tokens.token(index, is: "(") { depth += 1 }
            if tokens.token(index, is: "}") || tokens.token(index, is: ")") { depth -= 1 }
            guard depth == 1, tokens.token(index, is: "."), tokens.token(index + 2, is: "=") else { continue }
            let name = tokens.text(at: index + 1)
            let range = tokens.tokens[index + 1].range
            guard file.isInactive(range) else { continue }
            for entry in rules.members[ActiveRules.Member(record: hit.word, name: name)] ?? []
            where lacks(entry.match.unlessMembers, behind: hit.index) {
                collector.add(entry, subject: name, range: range, evidence: .inactive)
            }
        }
    }

    /// The brace that opens the table which begins at an inactive word.
    private func openingBrace(ofTableBehind index: Int) -> Int? {
        guard file.isInactive(tokens.tokens[index].range) else { return nil }
        var open = index + 1
        let limit = min(index + 40, tokens.tokens.count)
        while open < limit, !tokens.token(open, is: "{") {
            if tokens.token(open, is: ";") || tokens.token(open, is: ")") || tokens.token(open, is: "*") { return nil }
            open += 1
        }
        return open < limit && tokens.token(open - 1, is: "=") ? open : nil
    }

    /// Whether a table begins here whose braces name none of some members.
    private func lacks(_ members: [String], behind index: Int) -> Bool {
        if members.isEmpty { return true }
        // `count(forVariableOf:)` has judged what the tree knows.
        guard let open = openingBrace(ofTableBehind: index) else { return false }
        let end = tokens.closing(of: open) ?? tokens.tokens.count
        return !(open..<end).contains { tokens.token($0 - 1, is: ".") && members.contains(tokens.text(at: $0)) }
    }

    // MARK: Calls

    private func addCall(_ hit: InterestingWords.Hit, _ range: SourceRange, into collector: inout FindingCollector) {
        guard let entries = rules.calls[hit.word], !looksDeclared(hit.index) else { return }
        for entry in entries {
            // Types are not known here, but how many arguments there are.
            guard case .call(_, let types) = entry.match.kind, types.allSatisfy({ $0 == "any" }),
                entry.match.into.isEmpty,
                types.isEmpty || CallArguments.count(at: hit.index, in: tokens) >= types.count,
                file.argumentsSuit(entry.match, of: hit.index)
            else { continue }
            collector.add(entry, subject: hit.word, range: range, evidence: file.evidence(for: range))
        }
    }

    private static let wordsBeforeExpressions: Set<String> = [
        "return", "else", "do", "case", "goto", "sizeof", "typeof", "__typeof__", "struct",
    ]

    /// `int name(…)` and `void *name(…)` are no calls.
    private func looksDeclared(_ index: Int) -> Bool {
        guard tokens.token(index + 1, is: "("), index > 0 else { return false }
        var before = index - 1
        while before > 0, tokens.token(before, is: "*") { before -= 1 }
        let token = tokens.tokens[before]
        guard token.kind == .identifier, token.isInDirective == tokens.tokens[index].isInDirective else { return false }
        if tokens.tokens[index].isInDirective, macroDefined(around: index) == tokens.text(at: before) { return false }
        return !Self.wordsBeforeExpressions.contains(tokens.text(at: before))
    }
}
