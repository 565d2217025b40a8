// SPDX-License-Identifier: Apache-2.0
import SourceText

/// An entry of a Kconfig file: a `config`, a `menu`, a `comment` and the lines that say more about it.
struct KconfigBlock {
    var keyword: String
    /// The symbol; empty for menus, choices and comments.
    var symbol: String
    /// The lines, its first the one with the keyword; what is blank or a comment at the end does not belong to it.
    var lines: Range<Int>
    /// What enclosing `if` blocks and menus ask for.
    var enclosing: [Condition]
}

/// The entries of a file, in order.
struct KconfigBlocks {
    private(set) var blocks: [KconfigBlock] = []

    private static let openers: Set<String> = ["menu", "if", "choice"]
    private static let closers: Set<String> = ["endmenu", "endif", "endchoice"]
    private static let keywords: Set<String> = openers.union(closers).union([
        "config", "menuconfig", "comment", "mainmenu", "source", "rsource", "osource", "orsource",
    ])

    init(_ text: KconfigText) {
        let lines = text.lines
        let heads = lines.indices.filter { !lines[$0].isHelp && Self.keywords.contains(lines[$0].keyword) }
        var around: [[Condition]] = []
        for (position, head) in heads.enumerated() {
            var end = position + 1 < heads.count ? heads[position + 1] : lines.count
            while end > head + 1, !lines[end - 1].isHelp, lines[end - 1].tokens.isEmpty { end -= 1 }
            let line = lines[head]
            if Self.closers.contains(line.keyword) { _ = around.popLast() }
            let symbol = ["config", "menuconfig"].contains(line.keyword) && line.tokens.count > 1
            let block = KconfigBlock(
                keyword: line.keyword, symbol: symbol ? line.tokens[1].text : "", lines: head..<end,
                enclosing: around.flatMap(\.self))
            blocks.append(block)
            guard Self.openers.contains(line.keyword) else { continue }
            if line.keyword == "if" {
                around.append([ConditionReader.condition(line.tokens.dropFirst())].compactMap(\.self))
            } else {
                around.append(block.lines.compactMap { lines[$0].dependency })
            }
        }
    }
}

extension KconfigLine {
    /// The condition of a `depends on` line that holds always.
    var dependency: Condition? {
        guard !isHelp, keyword == "depends", tokens.count > 2, tokens[1].text == "on",
            !tokens.contains(where: { $0.kind == .word && $0.text == "if" })
        else { return nil }
        return ConditionReader.condition(tokens.dropFirst(2))
    }

    /// What a `select` or `imply` line switches on.
    var selected: KconfigToken? {
        guard !isHelp, ["select", "imply"].contains(keyword), tokens.count > 1 else { return nil }
        return tokens[1]
    }

    /// The tokens of conditions: those that a value is computed from, and those behind `if`.
    var conditions: [ArraySlice<KconfigToken>] {
        guard !isHelp else { return [] }
        let first: Int
        switch keyword {
        case "if", "default", "def_bool", "def_tristate": first = 1
        case "depends", "visible": first = 2
        case "select", "imply", "bool", "boolean", "tristate", "int", "hex", "string", "prompt", "range":
            first = tokens.count
        default: return []
        }
        let separator = tokens.indices.first { index in
            index > 1 && tokens[index].kind == .word && tokens[index].text == "if"
        }
        var parts: [ArraySlice<KconfigToken>] = []
        if first < separator ?? tokens.count { parts.append(tokens[first..<(separator ?? tokens.count)]) }
        if let separator { parts.append(tokens[(separator + 1)...]) }
        return parts
    }

    func names(_ symbol: String) -> Bool { tokens.contains { $0.kind == .word && $0.text == symbol } }
}
