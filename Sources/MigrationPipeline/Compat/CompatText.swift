// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Reporting

/// The matrix as a table, with a legend of the states that are in it.
struct CompatText {
    let rows: [CompatRow]
    let settings: InputSettings

    /// - Parameter width: where the table has to fit in; it is cut between columns.
    func text(width: Int?) -> String {
        let levels = rows.first?.cells.map(\.level) ?? []
        var text = ""
        var first = 0
        while first < levels.count {
            var last = first + 1
            while last < levels.count, fits(table(first..<last + 1), width) { last += 1 }
            text += (first == 0 ? "" : "\n") + table(first..<last)
            first = last
        }
        return text + "\n" + legend
    }

    private func table(_ columns: Range<Int>) -> String {
        let levels = rows.first?.cells.map(\.level) ?? []
        let titles = ["DRIVER"] + columns.map { levels[$0].shortName }
        return TextTable(
            columns: titles.map { TextTable.Column($0) },
            rows: rows.map { row in [label(row)] + columns.map { Self.word(row.cells[$0]) } }
        ).text
    }

    /// The line below the titles is as long as the table is wide.
    private func fits(_ table: String, _ width: Int?) -> Bool {
        guard let width else { return true }
        return table.split(separator: "\n").dropFirst().first.map { $0.count <= width } ?? true
    }

    /// The name, and where two drivers have the same one, the file as well.
    private func label(_ row: CompatRow) -> String {
        guard rows.count(where: { $0.name == row.name }) > 1, let file = row.files.first else { return row.name }
        return "\(row.name) (\(settings.shown(file)))"
    }

    static func word(_ cell: CompatCell) -> String {
        let lines = (cell.conversion?.added ?? 0) + (cell.conversion?.removed ?? 0)
        return switch cell.state {
        case .builds: "ok"
        case .buildsBut: "ok*"
        case .converts: "±\(lines)"
        case .convertsWithReview: "±\(lines)?\(cell.conversion?.reviews.count ?? 0)"
        case .refused: "refused"
        case .failed: "failed"
        case .no: "no"
        }
    }

    private var legend: String {
        let present = Set(rows.flatMap(\.cells).map(\.state))
        var text = ""
        for state in CompatState.allCases where present.contains(state) {
            let (word, meaning) = Self.meaning(of: state)
            text += word + String(repeating: " ", count: 9 - word.count) + meaning + "\n"
        }
        return text + """

            Judged by the mdev and vfio headers of each level; what else changes between kernels is not looked at.
            The reasons: mdevport compat --why DRIVER[:LEVEL] PATH…

            """
    }

    private static func meaning(of state: CompatState) -> (String, String) {
        switch state {
        case .builds: ("ok", "builds as it is")
        case .buildsBut: ("ok*", "builds as it is, but something goes wrong at run time")
        case .converts: ("±N", "converts; N lines are added or removed")
        case .convertsWithReview: ("±N?R", "converts; R places are left to review")
        case .refused: ("refused", "does not build, and is not converted")
        case .failed: ("failed", "the driver, or what it is converted to, does not parse")
        case .no: ("no", "does not build, and no conversion leads there")
        }
    }
}
