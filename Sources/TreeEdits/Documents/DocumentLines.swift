// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The lines of a document: paragraphs, and items of lists.
struct DocumentLines {
    struct Item {
        /// The line.
        var line: Int
        /// Where the mark stands, in columns.
        var column: Int
        var mark: UInt8
        /// What it says.
        var text: String
    }

    let file: SourceFile
    let lines: [SourceRange]
    private let contents: [SourceRange]
    /// Runs of lines that are not blank.
    let paragraphs: [Range<Int>]

    init(_ file: SourceFile) {
        self.file = file
        let lines = file.lines
        self.lines = lines
        let contents = lines.map { ByteText.trimmed($0, in: file) }
        self.contents = contents
        var paragraphs: [Range<Int>] = []
        var start: Int?
        for index in contents.indices {
            if contents[index].isEmpty {
                if let first = start { paragraphs.append(first..<index) }
                start = nil
            } else {
                start = start ?? index
            }
        }
        if let first = start { paragraphs.append(first..<lines.count) }
        self.paragraphs = paragraphs
    }

    func isBlank(_ line: Int) -> Bool { contents.indices.contains(line) && contents[line].isEmpty }
    func text(of line: Int) -> String { file.text(in: contents[line]) }
    func content(of line: Int) -> SourceRange { contents[line] }

    func range(of paragraph: Range<Int>) -> SourceRange {
        SourceRange(lines[paragraph.lowerBound].start, lines[paragraph.upperBound - 1].end)
    }

    func paragraph(of line: Int) -> Range<Int> { paragraphs.first { $0.contains(line) } ?? line..<line + 1 }

    func column(of line: Int) -> Int {
        var column = 0
        for byte in file.bytes[lines[line].start..<contents[line].start] {
            column = byte == UInt8(ascii: "\t") ? (column / 8 + 1) * 8 : column + 1
        }
        return column
    }

    /// Drawn with lines, not written.
    func isDiagram(_ paragraph: Range<Int>) -> Bool {
        let drawn = paragraph.count { "|+".contains(text(of: $0).first ?? " ") }
        return drawn * 2 > paragraph.count
    }

    // MARK: Lists

    /// The item that begins on a line.
    func item(at line: Int) -> Item? {
        let content = contents[line]
        guard content.count > 2, "*-+".utf8.contains(file.bytes[content.start]),
            ByteText.isBlank(file.bytes[content.start + 1])
        else { return nil }
        let text = file.trimmedText(of: SourceRange(content.start + 1, content.end))
        return Item(line: line, column: column(of: line), mark: file.bytes[content.start], text: text)
    }

    /// The other items of the list that an item is part of.
    func siblings(of item: Item) -> [Item] {
        var found: [Item] = []
        for step in [-1, 1] {
            var line = item.line + step
            while lines.indices.contains(line) {
                defer { line += step }
                if isBlank(line) || column(of: line) > item.column { continue }
                guard let other = self.item(at: line), other.column == item.column, other.mark == item.mark else {
                    break
                }
                found.append(other)
            }
        }
        return found
    }

    /// Whether the item says more on the lines below.
    func goesOn(_ item: Item) -> Bool {
        var line = item.line + 1
        while isBlank(line) { line += 1 }
        return lines.indices.contains(line) && column(of: line) > item.column
    }

    /// The line of an item and, where items stand apart, one of the blank lines around it.
    func removal(of item: Item) -> SourceRange {
        let range = lines[item.line]
        if item.line > 0, isBlank(item.line - 1), isBlank(item.line + 1) {
            return SourceRange(range.start, lines[item.line + 1].end)
        }
        return range
    }
}
