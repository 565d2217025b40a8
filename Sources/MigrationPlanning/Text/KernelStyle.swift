// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The kernel's layout of code: tabs of eight, lines of 80 columns where that is possible, arguments aligned behind the
/// opening bracket.
enum KernelStyle {
    static let tabWidth = 8
    static let preferredWidth = 80

    /// Columns that a text takes when it starts at `column`.
    static func column(after text: some StringProtocol, from column: Int = 0) -> Int {
        var result = column
        for character in text.unicodeScalars {
            if character == "\t" { result = (result / tabWidth + 1) * tabWidth } else { result += 1 }
        }
        return result
    }

    /// White space that reaches a column: tabs, then spaces.
    static func padding(to column: Int) -> String {
        String(repeating: "\t", count: column / tabWidth) + String(repeating: " ", count: column % tabWidth)
    }

    /// A list such as parameters or arguments: as many on a line as fit, the next lines aligned behind the bracket.
    /// - Parameters:
    ///   - column: where the first item starts.
    ///   - reserve: columns that have to stay free behind the last item, for `)` and what follows.
    static func wrap(_ items: [String], at column: Int, reserve: Int) -> String {
        var text = ""
        var current = column
        for (index, item) in items.enumerated() {
            let isLast = index == items.count - 1
            let needed = item.count + (isLast ? reserve : 1)
            if index > 0 {
                if current + 2 + needed > preferredWidth {
                    text += ",\n" + padding(to: column)
                    current = column
                } else {
                    text += ", "
                    current += 2
                }
            }
            text += item
            current += item.count
        }
        return text
    }

    /// `DECLARATOR = VALUE;` as a declaration line, broken behind `=` when it is too long.
    static func declaration(_ declarator: String, _ value: String, indent: String = "\t") -> String {
        let line = "\(indent)\(declarator) = \(value);"
        if column(after: line) <= preferredWidth { return line + "\n" }
        return "\(indent)\(declarator) =\n\(indent)\t\(value);\n"
    }
}
