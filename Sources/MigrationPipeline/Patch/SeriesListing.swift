// SPDX-License-Identifier: Apache-2.0
import PatchSeries
import SourceText

/// `--dry-run`: what would be written, and who would get it.
struct SeriesListing: Sendable {
    let writer: SeriesWriter
    /// The commit that the series is based on; nil outside of git.
    let base: String?

    var text: String {
        let series = writer.series
        let count = series.patches.count
        var lines = ["0/\(count) \(series.title)"]
        var state = series.before
        for (index, patch) in series.patches.enumerated() {
            lines.append("\(index + 1)/\(count) \(patch.subject)")
            for (path, new) in patch.files.sorted(by: { $0.key < $1.key }) {
                let (added, removed) = Self.size(of: UnifiedDiff.between(state[path] ?? [], new ?? [], path: path))
                let end = new == nil ? ", removed" : state[path] == nil ? ", new" : ""
                lines.append("    \(path) +\(added) -\(removed)\(end)")
                state[path] = new
            }
        }
        lines += writer.recipients.to.map { "To: \($0.text)" } + writer.recipients.cc.map { "Cc: \($0.text)" }
        if let base { lines.append("base-commit: \(base)") }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func size(of diff: [UInt8]) -> (added: Int, removed: Int) {
        var result = (added: 0, removed: 0)
        for line in diff.split(separator: UInt8(ascii: "\n")).dropFirst(2) {
            if line.first == UInt8(ascii: "+") { result.added += 1 }
            if line.first == UInt8(ascii: "-") { result.removed += 1 }
        }
        return result
    }
}
