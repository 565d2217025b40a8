// SPDX-License-Identifier: Apache-2.0

/// Lines for the notes of a patch, where mails want them short.
public enum NoteLines {
    public static let width = 75

    /// A line as one or several of at most `width` columns where blanks allow it; the following ones are indented a little
    /// deeper than the first.
    public static func wrapped(_ line: String) -> [String] {
        guard Display.width(of: line) > width else { return [line] }
        let margin = line.prefix { $0 == " " }
        let indentation = margin + "  "
        var lines: [String] = []
        var current = String(margin)
        var isEmpty = true
        for word in line.dropFirst(margin.count).split(separator: " ", omittingEmptySubsequences: false) {
            if !isEmpty, Display.width(of: current) + 1 + Display.width(of: String(word)) > width {
                lines.append(current)
                current = indentation + String(word)
            } else {
                current += isEmpty ? String(word) : " " + word
            }
            isEmpty = false
        }
        return lines + [current]
    }
}
