// SPDX-License-Identifier: Apache-2.0

/// One replacement in one file. Replacements are written with "\n"; the file's own line end is put in on applying.
public struct TextEdit: Sendable, Hashable {
    public var range: SourceRange
    public var replacement: String

    public init(_ range: SourceRange, _ replacement: String) {
        self.range = range
        self.replacement = replacement
    }

    public static func insert(_ text: String, at offset: Int) -> TextEdit { TextEdit(.at(offset), text) }
    public static func delete(_ range: SourceRange) -> TextEdit { TextEdit(range, "") }
}

/// Two edits that want the same bytes.
public struct EditConflict: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let position: LineColumn
    public let first: TextEdit
    public let second: TextEdit

    public var description: String {
        "\(path):\(position): two edits overlap (\"\(first.replacement)\" and \"\(second.replacement)\")"
    }
}

/// The edits of one file. Equal edits count once; insertions at one place keep the order in which they were added.
public struct EditSet: Sendable {
    public private(set) var edits: [TextEdit] = []
    private var known: Set<TextEdit> = []

    public init() {}
    public init(_ edits: some Sequence<TextEdit>) { for edit in edits { add(edit) } }

    public var isEmpty: Bool { edits.isEmpty }

    public mutating func add(_ edit: TextEdit) {
        // Two insertions of the same text at one place are one: macro arguments are seen once per use in the body.
        guard known.insert(edit).inserted else { return }
        edits.append(edit)
    }

    public mutating func add(_ more: some Sequence<TextEdit>) { for edit in more { add(edit) } }

    /// The edited bytes. Deletions that lie inside larger deletions are absorbed.
    /// - Throws: `EditConflict` where two edits want the same bytes.
    public func apply(to file: SourceFile) throws(EditConflict) -> [UInt8] {
        let newline = file.lineEnding.text
        var result: [UInt8] = []
        result.reserveCapacity(file.bytes.count + 4096)
        var cursor = 0
        for edit in try ordered(for: file) {
            result += file.bytes[cursor..<edit.range.start]
            let text =
                newline == "\n"
                ? edit.replacement
                : edit.replacement.split(
                    separator: "\n", omittingEmptySubsequences: false
                ).joined(separator: newline)
            result += Array(text.utf8)
            cursor = edit.range.end
        }
        result += file.bytes[cursor...]
        return result
    }

    /// The edits in the order of the file, without those that a larger deletion takes with it.
    public func ordered(for file: SourceFile) throws(EditConflict) -> [TextEdit] {
        let sorted = edits.enumerated().sorted { a, b in
            if a.element.range.start != b.element.range.start { return a.element.range.start < b.element.range.start }
            // An insertion comes before what replaces the bytes behind it.
            if a.element.range.isEmpty != b.element.range.isEmpty { return a.element.range.isEmpty }
            if a.element.range.end != b.element.range.end { return a.element.range.end > b.element.range.end }
            return a.offset < b.offset
        }.map(\.element)
        var kept: [TextEdit] = []
        for edit in sorted {
            if let last = kept.last, edit.range.start < last.range.end {
                let swallowed = last.range.contains(edit.range) && (last.replacement.isEmpty || edit == last)
                if swallowed && !(edit.range.isEmpty && !edit.replacement.isEmpty) { continue }
                throw EditConflict(
                    path: file.path, position: file.position(of: edit.range.start), first: last, second: edit)
            }
            kept.append(edit)
        }
        return kept
    }
}
