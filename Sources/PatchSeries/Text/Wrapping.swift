// SPDX-License-Identifier: Apache-2.0

/// Paragraphs as lines of at most 75 columns, which is where kernel developers stop.
public enum Wrapping {
    public static let columns = 75

    /// Paragraphs with an empty line between them. Blocks whose lines all start with a space stay as they are.
    public static func text(_ paragraphs: [String]) -> String {
        paragraphs.map(block).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// One paragraph or block.
    static func block(_ paragraph: String) -> String {
        var lines = paragraph.split(separator: "\n", omittingEmptySubsequences: false).map(trimmedEnd)
        while lines.last?.isEmpty == true { lines.removeLast() }
        let isKept = lines.allSatisfy { $0.isEmpty || $0.hasPrefix(" ") || $0.hasPrefix("\t") }
        if isKept { return lines.joined(separator: "\n") }
        var result: [String] = []
        var current: [String] = []
        func flush() {
            if !current.isEmpty { result += fill(current.joined(separator: " ")) }
            current = []
        }
        for line in lines {
            if mark(of: line) != nil { flush() }
            current.append(line)
        }
        flush()
        return result.joined(separator: "\n")
    }

    /// Lines of one paragraph or list item; further lines of an item stand below its text.
    private static func fill(_ text: String) -> [String] {
        let indent = String(repeating: " ", count: mark(of: text) ?? 0)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if line.count + 1 + word.count <= columns {
                line += " " + word
            } else {
                lines.append(line)
                line = indent + word
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// How wide the mark of a list item is: "* ", "- ".
    private static func mark(of line: String) -> Int? {
        line.hasPrefix("* ") || line.hasPrefix("- ") ? 2 : nil
    }

    private static func trimmedEnd(_ line: Substring) -> String {
        var line = line
        while let last = line.last, last == " " || last == "\t" || last == "\r" { line.removeLast() }
        return String(line)
    }
}
