// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import SourceText

/// Edits while they are worked out. Steps do not know of each other: one may change a call that another one takes out
/// with all that is around it, so the edits are only handed on at the end.
struct UpgradeDraft {
    struct Entry {
        var rule: RuleID
        var title: String
        var file: SourceFile
        var edit: TextEdit
    }

    private(set) var entries: [Entry] = []
    private(set) var reviews: [ReviewItem] = []
    /// By path: code that goes altogether.
    private(set) var removed: [String: [SourceRange]] = [:]
    /// By path: blocks whose lines move one tab to the left, with the rule that did it.
    private var dedents: [(rule: RuleID, title: String, file: SourceFile, range: SourceRange)] = []

    mutating func add(_ rule: RuleID, _ title: String, in file: SourceFile, _ edits: [TextEdit]) {
        for edit in edits { entries.append(Entry(rule: rule, title: title, file: file, edit: edit)) }
    }

    /// Takes code out, and with it whatever was planned inside it.
    mutating func remove(
        _ rule: RuleID, _ title: String, in file: SourceFile, _ range: SourceRange, leaving text: String = ""
    ) {
        removed[file.path, default: []].append(range)
        add(rule, title, in: file, [TextEdit(range, text)])
    }

    private var calls: [(rule: RuleID, title: String, call: SyntaxNode)] = []

    mutating func dedent(_ rule: RuleID, _ title: String, in file: SourceFile, _ range: SourceRange) {
        dedents.append((rule, title, file, range))
    }

    /// A call whose arguments change: its lines are set anew.
    mutating func relay(_ rule: RuleID, _ title: String, _ call: SyntaxNode) { calls.append((rule, title, call)) }

    mutating func review(_ item: ReviewItem) {
        if !reviews.contains(item) { reviews.append(item) }
    }

    func isRemoved(_ range: SourceRange, in path: String) -> Bool {
        removed[path]?.contains { $0.contains(range) } ?? false
    }

    func isRemoved(_ node: SyntaxNode) -> Bool { isRemoved(node.range, in: node.file.path) }

    /// Whether the text of a node is no longer there, or replaced by something that does not name `word`.
    func isGone(_ node: SyntaxNode, naming word: String) -> Bool {
        isRemoved(node) || isReplaced(node.range, in: node.file.path, naming: word)
    }

    /// Whether a place is part of text that becomes something that does not name `word`.
    func isReplaced(_ range: SourceRange, in path: String, naming word: String) -> Bool {
        entries.contains { entry in
            entry.file.path == path && !entry.edit.range.isEmpty && entry.edit.range.contains(range)
                && !Words.contains(word, in: entry.edit.replacement)
        }
    }

    /// Whether anything but deletions happens in a range.
    func inserts(in range: SourceRange, of path: String) -> Bool {
        entries.contains { entry in
            entry.file.path == path && range.contains(entry.edit.range) && !isInsideRemoved(entry)
                && !entry.edit.replacement.isEmpty
        }
    }

    /// Whether new text anywhere names a word.
    func inserts(_ word: String) -> Bool {
        entries.contains { !isInsideRemoved($0) && Words.contains(word, in: $0.edit.replacement) }
    }

    /// Whether text that is put into a range names a word.
    func insertsWord(_ word: String, in range: SourceRange, of path: String) -> Bool {
        entries.contains { entry in
            entry.file.path == path && range.contains(entry.edit.range) && !isInsideRemoved(entry)
                && Words.contains(word, in: entry.edit.replacement)
        }
    }

    // MARK: Handing on

    func flush(into builder: inout PlanBuilder) throws(Refusal) {
        let kept = withLayout(entries.filter { !isInsideRemoved($0) })
        try checkOverlaps(kept)
        for entry in kept {
            var edit = entry.edit
            if dedents.contains(where: { $0.file.path == entry.file.path && $0.range.contains(edit.range) }) {
                edit.replacement = Self.dedented(edit, in: entry.file)
            }
            try builder.add(entry.rule, entry.title, in: entry.file, [edit])
        }
        for block in dedents {
            let others = kept.filter { $0.file.path == block.file.path }.map(\.edit)
            try builder.add(block.rule, block.title, in: block.file, Self.dedents(of: block.range, block.file, others))
        }
        for item in reviews { builder.review(item) }
    }

    /// Two steps that want the same text are for a person to take one after the other.
    private func checkOverlaps(_ entries: [Entry]) throws(Refusal) {
        for (path, own) in Dictionary(grouping: entries, by: \.file.path).sorted(by: { $0.key < $1.key }) {
            var set = EditSet()
            for entry in own { set.add(entry.edit) }
            do { _ = try set.ordered(for: own[0].file) } catch {
                let rule = own.first { $0.edit == error.second }?.rule ?? own[0].rule
                throw Refusal(
                    rule: rule, path: path, position: error.position,
                    message: "two changes meet in one expression here",
                    advice: "split the expression into two statements, then convert again")
            }
        }
    }

    private func withLayout(_ entries: [Entry]) -> [Entry] {
        var result = entries
        var done: Set<SyntaxNode> = []
        for (rule, title, call) in calls where done.insert(call).inserted && !isRemoved(call) {
            let others = result.filter { $0.file.path == call.file.path }.map(\.edit)
            for edit in CallLayout(call: call).edits(with: others) {
                result.append(Entry(rule: rule, title: title, file: call.file, edit: edit))
            }
        }
        return result
    }

    private func isInsideRemoved(_ entry: Entry) -> Bool {
        (removed[entry.file.path] ?? []).contains { range in
            guard range.contains(entry.edit.range), range != entry.edit.range else { return false }
            return !entry.edit.range.isEmpty
                || (range.start < entry.edit.range.start && entry.edit.range.end < range.end)
        }
    }

    private static func dedented(_ edit: TextEdit, in file: SourceFile) -> String {
        let startsLine = file.startOfLine(at: edit.range.start) == edit.range.start
        let lines = edit.replacement.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { position, line in
            (position > 0 || startsLine) && line.hasPrefix("\t") ? String(line.dropFirst()) : String(line)
        }.joined(separator: "\n")
    }

    /// One tab less at the start of every line that no other edit takes in.
    private static func dedents(of range: SourceRange, _ file: SourceFile, _ others: [TextEdit]) -> [TextEdit] {
        var edits: [TextEdit] = []
        var offset = range.start
        while offset < range.end {
            let start = file.startOfLine(at: offset)
            if start >= range.start, file.bytes[start] == UInt8(ascii: "\t") {
                let tab = SourceRange(start, start + 1)
                if !others.contains(where: { !$0.range.isEmpty && $0.range.overlaps(tab) }) {
                    edits.append(.delete(tab))
                }
            }
            offset = file.endOfLine(at: offset)
        }
        return edits
    }
}

/// Words of C in texts that are not parsed.
enum Words {
    static func contains(_ word: String, in text: String) -> Bool {
        var rest = text[...]
        while let found = rest.firstRange(of: word) {
            let before = found.lowerBound == text.startIndex ? " " : text[text.index(before: found.lowerBound)]
            let after = found.upperBound == text.endIndex ? " " : text[found.upperBound]
            if !isPart(before) && !isPart(after) { return true }
            rest = text[found.upperBound...]
        }
        return false
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
