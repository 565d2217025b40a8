// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Brings what edits have left into the kernel's layout: no doubled or stray blank lines, no line that became too long.
/// Touches changed lines and the blank lines beside them, nothing else.
public struct Tidying: Sendable {
    public init() {}

    /// The edited file in good order.
    /// - Throws: `EditConflict` where two edits want the same bytes.
    public func apply(_ edits: EditSet, to file: SourceFile) throws(EditConflict) -> [UInt8] {
        let indentation = Indentation(of: file)
        let edits = EditSet(edits.edits.map { TextEdit($0.range, indentation.applied(to: $0.replacement)) })
        let bytes = try edits.apply(to: file)
        let newline = file.lineEnding.text
        var lines = MarkedLines(original: file.bytes, edited: bytes, newline: newline)
        lines.dropStrayBlanks()
        lines.rewrapLongLines(path: file.path)
        lines.dropStrayBlanks()
        lines.indent(as: file)
        return lines.bytes
    }
}

/// The lines of an edited file, each known to be old or new.
struct MarkedLines {
    struct Line {
        /// Without the line end.
        var text: [UInt8]
        var isNew: Bool
        /// Something was taken out between this line and the one before.
        var followsDeletion: Bool
        var isBlank: Bool { text.allSatisfy { $0 == 32 || $0 == 9 } }
        var trimmed: String {
            String(decoding: text, as: UTF8.self).trimmingPrefix { $0.isWhitespace }.description
        }
    }

    var lines: [Line] = []
    private let newline: [UInt8]
    private let endsWithNewline: Bool

    init(original: [UInt8], edited: [UInt8], newline: String) {
        self.newline = Array(newline.utf8)
        let old = Self.split(original)
        let new = Self.split(edited)
        endsWithNewline = edited.last == UInt8(ascii: "\n")
        let difference = new.difference(from: old)
        var added: Set<Int> = []
        var removed: Set<Int> = []
        for change in difference {
            switch change {
            case .insert(let offset, _, _): added.insert(offset)
            case .remove(let offset, _, _): removed.insert(offset)
            }
        }
        var oldIndex = 0
        for (index, text) in new.enumerated() {
            var gap = false
            if added.contains(index) {
                lines.append(Line(text: text, isNew: true, followsDeletion: false))
                continue
            }
            while removed.contains(oldIndex) {
                oldIndex += 1
                gap = true
            }
            lines.append(Line(text: text, isNew: false, followsDeletion: gap))
            oldIndex += 1
        }
    }

    var bytes: [UInt8] {
        var result: [UInt8] = []
        for (index, line) in lines.enumerated() {
            result += line.text
            if index < lines.count - 1 || endsWithNewline { result += newline }
        }
        return result
    }

    private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
        var parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { part in
            part.last == UInt8(ascii: "\r") ? Array(part.dropLast()) : Array(part)
        }
        if parts.last?.isEmpty ?? false { parts.removeLast() }
        return parts
    }

    // MARK: Blank lines

    /// A blank line beside a change goes when another one, an opening or a closing brace makes it superfluous.
    mutating func dropStrayBlanks() {
        var index = 0
        while index < lines.count {
            if lines[index].isBlank, isTouched(index), isStray(index) {
                lines.remove(at: index)
                if index < lines.count { lines[index].followsDeletion = true }
                index = max(0, index - 1)
                continue
            }
            index += 1
        }
    }

    /// Blank lines that were side by side before stay so: only what an edit brought together counts.
    private func isTouched(_ index: Int) -> Bool {
        if lines[index].isNew || lines[index].followsDeletion { return true }
        if index > 0, lines[index - 1].isNew, lines[index - 1].isBlank { return true }
        guard index + 1 < lines.count else { return false }
        // Which of two equal braces is the new one, the comparison of the lines does not know.
        return lines[index + 1].followsDeletion || lines[index + 1].isNew && lines[index + 1].trimmed.hasPrefix("}")
    }

    private func isStray(_ index: Int) -> Bool {
        if index == 0 || lines[index - 1].isBlank { return true }
        if lines[index - 1].trimmed.hasSuffix("{"), !lines[index - 1].trimmed.hasPrefix("}") { return true }
        guard index + 1 < lines.count else { return lines[index].isNew || lines[index].followsDeletion }
        return lines[index + 1].trimmed.hasPrefix("}")
    }

    // MARK: Long lines

    mutating func rewrapLongLines(path: String) {
        var tried: Set<Int> = []
        while let index = lines.indices.first(where: {
            lines[$0].isNew && !tried.contains($0) && width($0) > KernelStyle.preferredWidth
        }) {
            tried.insert(index)
            rewrap(index, path: path)
        }
    }

    private func width(_ index: Int) -> Int {
        KernelStyle.column(after: String(decoding: lines[index].text, as: UTF8.self))
    }

    /// Breaks a declaration behind its `=`, else the outermost list of the line anew.
    private mutating func rewrap(_ index: Int, path: String) {
        if breakInitialiser(index) { return }
        let joined = lines.map(\.text).joined(separator: [UInt8(ascii: "\n")])
        let file = SourceFile(path: path, bytes: Array(joined))
        let tokens = TokenList(file)
        let range = SourceRange(file.lineStarts[index], file.endOfLine(at: file.lineStarts[index]))
        for open in tokens.indices(in: range) where tokens.token(open, is: "(") {
            guard let close = tokens.closing(of: open), let items = items(tokens, open, close), items.count > 1 else {
                continue
            }
            // A list that ends before the line is too long is not the one to break.
            let start = tokens.tokens[open].range.end
            let upToClose = file.text(in: SourceRange(range.start, tokens.tokens[close].range.end))
            if !upToClose.contains("\n"), KernelStyle.column(after: upToClose) < KernelStyle.preferredWidth { continue }
            let head = file.text(in: SourceRange(file.startOfLine(at: start), start))
            let end = tokens.tokens[close].range.start
            let lineEnd = file.endOfLine(at: end)
            let tail = file.text(in: SourceRange(end, lineEnd)).filter { !$0.isNewline }
            let text = KernelStyle.wrap(items, at: KernelStyle.column(after: head), reserve: tail.count)
            let replaced = (head + text + tail).split(separator: "\n", omittingEmptySubsequences: false)
            let last = file.line(at: end) - 1
            guard replaced.allSatisfy({ KernelStyle.column(after: $0) <= 100 }) else { continue }
            lines.replaceSubrange(
                index...last,
                with: replaced.map { Line(text: Array($0.utf8), isNew: true, followsDeletion: false) })
            return
        }
    }

    /// `struct t *x = container_of(…);` → the value on a line of its own, one tab further in.
    private mutating func breakInitialiser(_ index: Int) -> Bool {
        let text = String(decoding: lines[index].text, as: UTF8.self)
        let indent = text.prefix { $0 == "\t" }
        guard text.hasSuffix(";"), let equals = text.firstRange(of: " = "),
            text[..<equals.lowerBound].allSatisfy({ $0 != "(" }),
            text[..<equals.lowerBound].dropFirst(indent.count).contains(" ")
        else { return false }
        let second = "\(indent)\t\(text[equals.upperBound...])"
        guard KernelStyle.column(after: second) <= KernelStyle.preferredWidth else { return false }
        let replaced = [text[..<equals.lowerBound] + " =", second[...]]
        lines.replaceSubrange(
            index...index, with: replaced.map { Line(text: Array($0.utf8), isNew: true, followsDeletion: false) })
        return true
    }

    private func items(_ tokens: TokenList, _ open: Int, _ close: Int) -> [String]? {
        let inside = SourceRange(tokens.tokens[open].range.end, tokens.tokens[close].range.start)
        guard !tokens.comments.contains(where: { $0.overlaps(inside) }) else { return nil }
        var depth = 0
        var start = inside.start
        var result: [String] = []
        func take(_ end: Int) {
            let text = tokens.file.text(in: SourceRange(start, end))
            result.append(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        }
        for index in (open + 1)..<close where tokens.tokens[index].kind == .punctuator {
            switch tokens.text(at: index) {
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            case "," where depth == 0:
                take(tokens.tokens[index].range.start)
                start = tokens.tokens[index].range.end
            default: break
            }
        }
        take(inside.end)
        return result
    }
}
