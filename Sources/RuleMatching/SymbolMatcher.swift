// SPDX-License-Identifier: Apache-2.0
import Findings
import MigrationRules
import SourceText

/// Finds symbols of the configuration in files that are not C.
public struct SymbolMatcher: Sendable {
    /// What the file is for: it decides what a comment is and how grave a mention.
    public enum Kind: Sendable, Hashable {
        case kconfig, makefile, defconfig, documentation
    }

    private let rules: ActiveRules

    public init(_ rules: ActiveRules) { self.rules = rules }

    public func matches(in file: SourceFile, kind: Kind) -> FileMatches {
        var collector = FindingCollector(file: file, rules: rules)
        let comments = comments(in: file, kind: kind)
        var nextComment = 0
        for word in words(in: file.bytes) {
            while nextComment < comments.count, comments[nextComment].end <= word.start { nextComment += 1 }
            if nextComment < comments.count, comments[nextComment].contains(word) { continue }
            let text = file.text(in: word)
            guard let symbol = symbol(text) else { continue }
            for entry in rules.symbols[symbol] ?? [] {
                collector.add(
                    entry, subject: symbol, range: word, evidence: .text,
                    severity: kind == .documentation ? .note : nil)
            }
        }
        return FileMatches(possible: collector.possible)
    }

    private func symbol(_ word: String) -> String? {
        if rules.symbols[word] != nil { return word }
        return rules.symbol(inCode: word)
    }

    /// The comments that are none of the configuration: `# CONFIG_X is not set` sets X.
    private func comments(in file: SourceFile, kind: Kind) -> [SourceRange] {
        switch kind {
        case .documentation: return []
        case .kconfig, .makefile: return CommentStyle.hash.comments(in: file.bytes)
        case .defconfig:
            return CommentStyle.hash.comments(in: file.bytes).filter { !file.text(in: $0).hasSuffix(" is not set") }
        }
    }

    /// Words as long as a symbol can be.
    private func words(in bytes: [UInt8]) -> [SourceRange] {
        let lengths = Set(rules.symbolWords.map(\.utf8.count))
        var found: [SourceRange] = []
        bytes.withUnsafeBufferPointer { text in
            var at = 0
            while at < text.count {
                guard Self.isInWord(text[at]) else {
                    at += 1
                    continue
                }
                let start = at
                while at < text.count, Self.isInWord(text[at]) { at += 1 }
                if lengths.contains(at - start) { found.append(SourceRange(start, at)) }
            }
        }
        return found
    }

    private static func isInWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
