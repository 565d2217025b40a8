// SPDX-License-Identifier: Apache-2.0

/// A table for people: columns aligned, nothing wrapped, no blanks at the ends of lines.
public struct TextTable: Sendable, Hashable {
    public enum Alignment: Sendable, Hashable {
        case left, right
    }

    public struct Column: Sendable, Hashable, ExpressibleByStringLiteral {
        public var title: String
        public var alignment: Alignment

        public init(_ title: String, alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }

        public init(stringLiteral title: String) { self.init(title) }
    }

    public var columns: [Column]
    /// Cells in the order of the columns; a row with fewer is filled up with empty ones, more are left out.
    public var rows: [[String]]

    public init(columns: [Column], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The titles, a rule below them, and the rows; every line ends with a line end.
    public var text: String {
        let cells = rows.map { row in
            columns.indices.map { $0 < row.count ? Display.singleLine(row[$0]) : "" }
        }
        let titles = columns.map(\.title)
        let widths = columns.indices.map { index in
            ([titles] + cells).map { Display.width(of: $0[index]) }.max() ?? 0
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([titles, rule] + cells).map { line($0, widths: widths) + "\n" }.joined()
    }

    private func line(_ cells: [String], widths: [Int]) -> String {
        var result = ""
        for (index, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: widths[index] - Display.width(of: cell))
            if index > 0 { result += "  " }
            result += columns[index].alignment == .left ? cell + padding : padding + cell
        }
        while result.last == " " { result.removeLast() }
        return result
    }
}
