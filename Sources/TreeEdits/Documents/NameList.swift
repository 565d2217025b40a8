// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Names that a sentence lists: `VFIO, VFIO_MDEV and VFIO_MDEV_DEVICE`.
struct NameList {
    let document: DocumentLines
    /// The name in question and its place.
    let word: (text: String, range: SourceRange)
    let line: Int

    /// What stands between two names.
    private struct Separator {
        var range: SourceRange
        var text: String
        var isConjunction: Bool { text == "and" || text == "or" }
    }

    private static let width = 80
    private static let marks: Set<UInt8> = Set("`\"'*".utf8)

    private var bytes: [UInt8] { document.file.bytes }
    private var limits: SourceRange { document.range(of: document.paragraph(of: line)) }

    /// Takes the name out, or renames it where the list does not name its successor; nil where there is no list, or none
    /// that can be edited within its lines.
    var edits: [TextEdit]? {
        let element = marked(word.range)
        let before = separator(before: element.start)
        let previous = before.flatMap { name(before: $0.range.start) }
        let after = separator(behind: element.end)
        let next = after.flatMap { name(behind: $0.range.end) }
        guard previous != nil || next != nil else { return nil }
        guard namesSuccessor else { return [TextEdit(word.range, DocumentEdits.successor(of: word.text))] }
        let result: [TextEdit]
        if let before, let previous {
            result = removal(of: element, behind: before, previous)
        } else if let next {
            result = [.delete(SourceRange(element.start, next.start))]
        } else {
            return nil
        }
        return result.allSatisfy(fits) ? result : nil
    }

    /// Whether the list itself, not only the text around it, has the name that remains.
    private var namesSuccessor: Bool {
        let successors: Set<String> = [
            DocumentEdits.successor(of: word.text), RemovedSymbol.successor, RemovedSymbol.successorVariable,
        ]
        var place = marked(word.range)
        while let separator = separator(before: place.start), let name = name(before: separator.range.start) {
            if successors.contains(plain(name)) { return true }
            place = name
        }
        place = marked(word.range)
        while let separator = separator(behind: place.end), let name = name(behind: separator.range.end) {
            if successors.contains(plain(name)) { return true }
            place = name
        }
        return false
    }

    private func removal(of element: SourceRange, behind before: Separator, _ previous: SourceRange) -> [TextEdit] {
        let deletion = TextEdit.delete(SourceRange(previous.end, element.end))
        // The conjunction moves one name ahead, if two or more are left.
        guard before.isConjunction, let between = separator(before: previous.start), between.text == ",",
            case let first = name(before: between.range.start), first != nil
        else { return [deletion] }
        let hasComma = bytes[before.range.start..<before.range.end].contains(UInt8(ascii: ","))
        let isLong = first.flatMap { separator(before: $0.start) }.map { $0.text == "," } ?? false
        let comma = SourceRange(between.range.start, between.range.start + 1)
        return [
            hasComma && isLong
                ? .insert(before.text + " ", at: previous.start) : TextEdit(comma, " " + before.text),
            deletion,
        ]
    }

    /// A line that a deletion joins with the next must not become too long.
    private func fits(_ edit: TextEdit) -> Bool {
        guard bytes[edit.range.start..<edit.range.end].contains(UInt8(ascii: "\n")) else { return true }
        let file = document.file
        let end = ByteText.trimmed(SourceRange(edit.range.end, file.endOfLine(at: edit.range.end)), in: file).end
        return edit.range.start - file.startOfLine(at: edit.range.start) + end - edit.range.end <= Self.width
    }

    // MARK: Names and what stands between them

    /// A name with the marks around it.
    private func marked(_ range: SourceRange) -> SourceRange {
        var (start, end) = (range.start, range.end)
        while start > limits.start, end < limits.end, bytes[start - 1] == bytes[end], Self.marks.contains(bytes[end]) {
            (start, end) = (start - 1, end + 1)
        }
        return SourceRange(start, end)
    }

    private func plain(_ range: SourceRange) -> String { DocumentEdits.bare(document.file.text(in: range)) }

    private func isName(_ range: SourceRange) -> Bool {
        let text = plain(range)
        return text == DocumentEdits.successor(of: word.text)
            || text.utf8.count > 1 && text.utf8.allSatisfy { ByteText.isInIdentifier($0) && !(97...122 ~= $0) }
    }

    private func name(before offset: Int) -> SourceRange? {
        var start = offset
        while start > limits.start, !ByteText.isBlank(bytes[start - 1]), !",/(".utf8.contains(bytes[start - 1]) {
            start -= 1
        }
        let range = SourceRange(start, offset)
        return isName(range) ? range : nil
    }

    private func name(behind offset: Int) -> SourceRange? {
        var end = offset
        while end < limits.end, ByteText.isInIdentifier(bytes[end]) || Self.marks.contains(bytes[end]) { end += 1 }
        let range = SourceRange(offset, end)
        return isName(range) ? range : nil
    }

    /// The separator that ends before an offset, with the blanks around it and a comma in front of a conjunction.
    private func separator(before offset: Int) -> Separator? {
        var end = offset
        while end > limits.start, ByteText.isBlank(bytes[end - 1]) { end -= 1 }
        for text in [",", "&&", "/", "and", "or"] where bytes[..<end].suffix(text.utf8.count).elementsEqual(text.utf8) {
            var start = end - text.utf8.count
            let isWord = text == "and" || text == "or"
            guard start > limits.start, !isWord || end < offset && ByteText.isBlank(bytes[start - 1]) else { continue }
            let sign = start
            while start > limits.start, ByteText.isBlank(bytes[start - 1]) { start -= 1 }
            if isWord, start > limits.start, bytes[start - 1] == UInt8(ascii: ",") { start -= 1 }
            return Separator(range: SourceRange(text == "," ? sign : start, offset), text: text)
        }
        return nil
    }

    private func separator(behind offset: Int) -> Separator? {
        var start = offset
        var hasComma = false
        while start < limits.end, ByteText.isBlank(bytes[start]) { start += 1 }
        if start < limits.end, bytes[start] == UInt8(ascii: ",") {
            hasComma = true
            start += 1
            while start < limits.end, ByteText.isBlank(bytes[start]) { start += 1 }
        }
        for text in ["&&", "/", "and ", "or "] where bytes[start..<limits.end].starts(with: text.utf8) {
            var end = start + text.utf8.count
            while end < limits.end, ByteText.isBlank(bytes[end]) { end += 1 }
            return Separator(range: SourceRange(offset, end), text: text)
        }
        return hasComma ? Separator(range: SourceRange(offset, start), text: ",") : nil
    }
}
