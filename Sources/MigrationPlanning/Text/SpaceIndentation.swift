// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Files that are indented with spaces stay so: what is new is written with tabs, and brought into the file's manner.
enum SpaceIndentation {
    /// Spaces for each level; nil for a file that uses tabs.
    static func width(of file: SourceFile) -> Int? {
        var spaced: [Int: Int] = [:]
        var tabbed = 0
        for line in file.bytes.split(separator: UInt8(ascii: "\n")) {
            if line.first == UInt8(ascii: "\t") { tabbed += 1 }
            let spaces = line.prefix { $0 == UInt8(ascii: " ") }.count
            // One space is the second line of a comment.
            if spaces > 1, spaces < line.count { spaced[spaces, default: 0] += 1 }
        }
        let total = spaced.values.reduce(0, +)
        guard total > 10, tabbed * 10 < total else { return nil }
        return [2, 3, 4, 8].max { (spaced[$0] ?? 0, $0) < (spaced[$1] ?? 0, $1) }
    }
}

extension MarkedLines {
    /// Gives new lines the file's own indentation; what is aligned behind a bracket stays aligned.
    mutating func indent(as file: SourceFile) {
        guard let width = SpaceIndentation.width(of: file) else { return }
        var depth = 0
        var isUnfinished = false
        // How far the statement went to the left.
        var shift = 0
        for index in lines.indices {
            let line = lines[index]
            let white = String(decoding: line.text.prefix { $0 == 32 || $0 == 9 }, as: UTF8.self)
            let isContinued = depth > 0 || isUnfinished
            if !isContinued { shift = 0 }
            if line.isNew, !line.isBlank, white.contains("\t") {
                let column = KernelStyle.column(after: white)
                var target = max(0, column - shift)
                if !isContinued {
                    target = white.reduce(0) { $0 + ($1 == "\t" ? width : 1) }
                    shift = column - target
                }
                lines[index].text =
                    Array(repeating: UInt8(ascii: " "), count: target) + line.text.dropFirst(white.utf8.count)
            }
            if line.isBlank || line.text.first == UInt8(ascii: "}") { depth = 0 }
            for byte in line.text {
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth = max(0, depth - 1) }
            }
            isUnfinished = line.text.last == UInt8(ascii: "=")
        }
    }
}
