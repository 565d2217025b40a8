// SPDX-License-Identifier: Apache-2.0
import Findings
import SourceText

/// Something worth knowing about a place, for which nothing has to be done or nothing can be.
public struct TreeNote: Sendable, Hashable {
    public var path: String
    /// nil where the whole file is meant.
    public var line: Int?
    public var text: String

    public init(path: String, line: Int?, text: String) {
        self.path = path
        self.line = line
        self.text = text
    }
}

/// What is to be done to one file, and said about it.
struct FileEdits {
    let file: SourceFile
    var edits = EditSet()
    private var deletions: [SourceRange] = []
    var notes: [TreeNote] = []
    var reviews: [ReviewItem] = []

    init(_ file: SourceFile) { self.file = file }

    mutating func note(_ text: String, at offset: Int) {
        notes.append(TreeNote(path: file.path, line: file.line(at: offset), text: text))
    }

    mutating func review(
        _ message: String, at offset: Int, why: String, either choices: [String] = [], rule: RuleID = "M-27"
    ) {
        let item = ReviewItem(
            rule: rule, path: file.path, position: file.position(of: offset), message: message, reason: why,
            choices: choices)
        if !reviews.contains(item) { reviews.append(item) }
    }

    /// Takes out ranges, however they overlap with others that go.
    mutating func delete(_ ranges: [SourceRange]) { deletions += ranges }

    /// Adds edits unless one of them touches what is edited already: then it is the next look that finds them.
    mutating func addIfFree(_ more: [TextEdit]) {
        let taken = edits.edits.map(\.range) + deletions
        let isFree = more.allSatisfy { edit in
            taken.allSatisfy { $0.end < edit.range.start || edit.range.end < $0.start }
        }
        if isFree { edits.add(more) }
    }

    func apply() throws(EditConflict) -> [UInt8] {
        var all = edits
        var merged: [SourceRange] = []
        for range in deletions.sorted() {
            if let last = merged.last, range.start <= last.end {
                merged[merged.count - 1] = SourceRange(last.start, max(last.end, range.end))
            } else {
                merged.append(range)
            }
        }
        for range in merged { all.add(.delete(range)) }
        return try all.apply(to: file)
    }
}
