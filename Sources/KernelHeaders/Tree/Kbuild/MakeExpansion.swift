// SPDX-License-Identifier: Apache-2.0

/// Expands references to variables in a Makefile. Functions that would run something give nothing.
struct MakeExpansion {
    /// Values of variables.
    let value: (String) -> String?
    /// The directory the Makefile is read for: what `$(shell pwd)` is answered with, and where wildcards start.
    let directory: String

    private let budget: Budget

    /// What one expansion may cost: variables that multiply themselves must not run away.
    private final class Budget {
        var left = 1 << 18
    }

    init(directory: String, value: @escaping (String) -> String?) {
        self.init(value: value, directory: directory, budget: Budget())
    }

    private init(value: @escaping (String) -> String?, directory: String, budget: Budget) {
        self.value = value
        self.directory = directory
        self.budget = budget
    }

    /// The text with every reference replaced.
    func expand(_ text: String) -> String { expand(text, depth: 0) }

    private func expand(_ text: String, depth: Int) -> String {
        guard depth < 32, budget.left > 0, text.utf8.contains(UInt8(ascii: "$")) else { return text }
        budget.left -= 1 + text.utf8.count / 16
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let next = bytes[index + 1]
            if next == UInt8(ascii: "("), let end = MakefileText.closing(bytes, from: index + 1) {
                result += reference(String(decoding: bytes[(index + 2)..<end], as: UTF8.self), depth).utf8
                index = end + 1
            } else if next == UInt8(ascii: "{"), let end = MakefileText.closing(bytes, from: index + 1) {
                result += reference(String(decoding: bytes[(index + 2)..<end], as: UTF8.self), depth).utf8
                index = end + 1
            } else if next == UInt8(ascii: "$") {
                result.append(next)
                index += 2
            } else {
                result += (value(String(UnicodeScalar(next))) ?? "").utf8
                index += 2
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func reference(_ text: String, _ depth: Int) -> String {
        if let blank = text.firstIndex(where: { $0 == " " || $0 == "\t" }) {
            let name = String(text[..<blank])
            if Self.functions.contains(name) {
                return call(name, String(text[blank...]).trimmedBlanks, depth + 1)
            }
        }
        let name = expand(text, depth: depth + 1)
        if let colon = name.firstIndex(of: ":"), let equals = name[colon...].firstIndex(of: "=") {
            let (from, to) = (
                String(name[name.index(after: colon)..<equals]), String(name[name.index(after: equals)...])
            )
            let words = variable(String(name[..<colon]), depth).words
            if from.contains("%") { return words.map { Self.patternReplaced($0, from, to) }.joined(separator: " ") }
            return words.map { $0.hasSuffix(from) ? String($0.dropLast(from.count)) + to : $0 }.joined(separator: " ")
        }
        return variable(name, depth)
    }

    private func variable(_ name: String, _ depth: Int) -> String {
        if name.hasPrefix("CONFIG_") { return value(name) ?? "y" }
        return value(name).map { expand($0, depth: depth + 1) } ?? ""
    }

    private func call(_ name: String, _ rest: String, _ depth: Int) -> String {
        let raw = MakefileText.arguments(rest)
        func argument(_ index: Int) -> String { index < raw.count ? expand(raw[index], depth: depth) : "" }
        func words(_ index: Int) -> [String] { argument(index).words }
        switch name {
        case "addprefix": return words(1).map { argument(0).trimmedBlanks + $0 }.joined(separator: " ")
        case "addsuffix": return words(1).map { $0 + argument(0).trimmedBlanks }.joined(separator: " ")
        case "subst": return Self.replaced(argument(2), argument(0), argument(1))
        case "patsubst":
            let (from, to) = (argument(0).trimmedBlanks, argument(1).trimmedBlanks)
            return words(2).map { Self.patternReplaced($0, from, to) }.joined(separator: " ")
        case "filter", "filter-out":
            let patterns = words(0)
            return words(1).filter { word in
                patterns.contains { Self.stem(of: word, in: $0) != nil } == (name == "filter")
            }.joined(separator: " ")
        case "strip": return words(0).joined(separator: " ")
        case "sort": return Set(words(0)).sorted().joined(separator: " ")
        case "notdir": return words(0).map { TreeFiles.name($0) }.joined(separator: " ")
        case "dir": return words(0).map { String($0.dropLast(TreeFiles.name($0).count)) }.joined(separator: " ")
        case "basename":
            return words(0).map { word in
                word.lastIndex(of: ".").map { String(word[..<$0]) } ?? word
            }.joined(separator: " ")
        case "firstword": return words(0).first ?? ""
        case "lastword": return words(0).last ?? ""
        case "realpath", "abspath": return words(0).joined(separator: " ")
        case "if": return argument(argument(0).trimmedBlanks.isEmpty ? 2 : 1)
        case "or": return raw.indices.lazy.map(argument).first { !$0.trimmedBlanks.isEmpty } ?? ""
        case "and": return raw.indices.contains { argument($0).trimmedBlanks.isEmpty } ? "" : argument(raw.count - 1)
        case "foreach":
            guard raw.count > 2 else { return "" }
            let loop = argument(0).trimmedBlanks
            return words(1).map { word in
                MakeExpansion(value: { $0 == loop ? word : value($0) }, directory: directory, budget: budget)
                    .expand(raw[2], depth: depth)
            }.joined(separator: " ")
        case "wildcard": return words(0).flatMap(matches).joined(separator: " ")
        case "shell": return argument(0).trimmedBlanks == "pwd" ? directory : ""
        default: return ""
        }
    }

    /// Files for a pattern with one star in its last component.
    private func matches(_ pattern: String) -> [String] {
        let path = pattern.hasPrefix("/") ? pattern : directory + "/" + pattern
        guard let star = TreeFiles.name(path).firstIndex(of: "*") else {
            return TreeFiles.isFile(path) ? [pattern] : []
        }
        let name = TreeFiles.name(path)
        let (head, tail) = (name[..<star], name[name.index(after: star)...])
        let prefix = pattern.dropLast(name.count)
        return TreeFiles.names(in: TreeFiles.parent(path)).filter {
            $0.hasPrefix(head) && $0.hasSuffix(tail) && $0.count >= head.count + tail.count
        }.map { prefix + $0 }
    }

    private static func replaced(_ text: String, _ from: String, _ to: String) -> String {
        guard !from.isEmpty else { return text }
        var (result, rest) = ("", Substring(text))
        while let first = rest.first {
            if rest.hasPrefix(from) {
                result += to
                rest = rest.dropFirst(from.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private static func patternReplaced(_ word: String, _ from: String, _ to: String) -> String {
        guard let stem = stem(of: word, in: from) else { return word }
        guard let percent = to.firstIndex(of: "%") else { return to }
        return to[..<percent] + stem + to[to.index(after: percent)...]
    }

    /// What the `%` of a pattern stands for in a word; nil where they do not match.
    private static func stem(of word: String, in pattern: String) -> String? {
        guard let percent = pattern.firstIndex(of: "%") else { return word == pattern ? "" : nil }
        let (head, tail) = (pattern[..<percent], pattern[pattern.index(after: percent)...])
        guard word.count >= head.count + tail.count, word.hasPrefix(head), word.hasSuffix(tail) else { return nil }
        return String(word.dropFirst(head.count).dropLast(tail.count))
    }

    private static let functions: Set<String> = [
        "addprefix", "addsuffix", "subst", "patsubst", "filter", "filter-out", "strip", "sort", "notdir", "dir",
        "basename", "firstword", "lastword", "realpath", "abspath", "if", "or", "and", "foreach", "wildcard", "shell",
        "call", "eval", "error", "warning", "info", "word", "words", "wordlist", "findstring", "value", "origin",
    ]
}
