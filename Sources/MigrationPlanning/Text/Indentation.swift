// SPDX-License-Identifier: Apache-2.0
import SourceText

/// How a file indents. What is generated comes with tabs, and is given the file's own manner before it goes in: a line
/// that looks as if it belonged to the `if` above it misleads readers, and compilers say so.
struct Indentation {
    /// Spaces for one step; nil where the file uses tabs.
    let unit: Int?

    init(of file: SourceFile) {
        var counts: [Int: Int] = [:]
        var tabs = 0
        for line in file.bytes.split(separator: UInt8(ascii: "\n")) {
            if line.first == UInt8(ascii: "\t") { tabs += 1 }
            let spaces = line.prefix { $0 == UInt8(ascii: " ") }.count
            guard spaces > 1, line.count > spaces, line[line.startIndex + spaces] != UInt8(ascii: "*") else { continue }
            counts[spaces, default: 0] += 1
        }
        let total = counts.values.reduce(0, +)
        guard total > 10 * tabs, total > 0 else {
            unit = nil
            return
        }
        unit = [2, 4, 8].first { counts[$0, default: 0] * 10 > total }
    }

    /// New text in the file's manner. Lines inside parentheses keep their column below the opening one.
    func applied(to text: String) -> String {
        guard let unit, text.contains("\t") else { return text }
        var depth = 0
        var level = 0
        var result: [String] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let white = line.prefix { $0 == "\t" || $0 == " " }
            let rest = line[white.endIndex...]
            let levels = white.filter { $0 == "\t" }.count
            if rest.isEmpty, number < lines.count - 1 {
                result.append("")
            } else if depth > 0 || (number > 0 && lines[number - 1].hasSuffix(",") && white.contains(" ")) {
                let column = levels * 8 + white.count - levels
                result.append(String(repeating: " ", count: max(0, column - level * (8 - unit))) + rest)
            } else {
                level = levels
                result.append(String(repeating: " ", count: levels * unit + white.count - levels) + rest)
            }
            depth = max(0, depth + rest.filter { $0 == "(" }.count - rest.filter { $0 == ")" }.count)
        }
        return result.joined(separator: "\n")
    }
}
