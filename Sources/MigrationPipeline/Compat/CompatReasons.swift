// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels

/// What `--why` prints: the cells of drivers one by one, each with its reasons.
struct CompatReasons {
    let rows: [CompatRow]
    let settings: InputSettings

    var text: String { rows.map(text).joined(separator: "\n") }

    private func text(_ row: CompatRow) -> String {
        let files = row.files.map(settings.shown).joined(separator: " ")
        var text = "\(row.name): \(files), compared with its own level \(row.written.releaseName)\n"
        for cell in row.cells {
            text += "\(cell.level.releaseName): \(Self.words(cell))\n"
            for line in lines(cell) { text += "  \(line)\n" }
        }
        return text
    }

    private static func words(_ cell: CompatCell) -> String {
        switch cell.state {
        case .builds: "builds as it is"
        case .buildsBut: "builds as it is, but something goes wrong at run time"
        case .converts, .convertsWithReview: cell.conversion.map(words) ?? ""
        case .refused: "refused"
        case .failed: "failed"
        case .no: "no"
        }
    }

    private static func words(_ conversion: CompatConversion) -> String {
        let cost = "\(conversion.added) lines added, \(conversion.removed) removed"
        return switch conversion.state {
        case .converts: "converts: \(cost)"
        case .convertsWithReview: "converts: \(cost), \(conversion.reviews.count) to review"
        default: "is not converted"
        }
    }

    private func lines(_ cell: CompatCell) -> [String] {
        var lines: [String] = []
        // Review items are told in full below.
        let reasons = cell.state == .convertsWithReview ? Array(cell.reasons.suffix(1)) : cell.reasons
        for reason in reasons { lines += self.lines(reason) }
        guard let conversion = cell.conversion else { return lines }
        if cell.state == .builds || cell.state == .buildsBut {
            lines.append("convert: " + (conversion.reason.map(told) ?? Self.words(conversion)))
        }
        for item in conversion.reviews { lines += self.lines(item) }
        return lines
    }

    private func lines(_ reason: CompatReason) -> [String] {
        [told(reason)] + (reason.advice.map { ["  " + $0] } ?? [])
    }

    private func lines(_ item: ReviewItem) -> [String] {
        [
            "\(settings.shown(item.path)):\(item.position): review: \(item.message) [\(item.rule)]",
            "  why: \(item.reason)",
        ]
            + item.choices.map { "  either: \($0)" }
    }

    private func told(_ reason: CompatReason) -> String {
        let place = reason.place.map { "\(settings.shown($0.path)):\($0.position): " } ?? ""
        return place + settings.shortened(reason.text) + (reason.rule.map { " [\($0)]" } ?? "")
    }
}

extension InputSettings {
    /// A sentence with the paths in it as the user will want to see them.
    func shortened(_ text: String) -> String {
        workingDirectory == "/" ? text : text.replacing(workingDirectory + "/", with: "")
    }
}
