// SPDX-License-Identifier: Apache-2.0

/// Rows under each other for a mail, two columns in.
struct Columns {
    let text: String

    /// - Parameter rows: all of the same length; the first one has the headings.
    init(_ rows: [[String]]) {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        text = rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            var line = "  " + cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
