// SPDX-License-Identifier: Apache-2.0
import SourceText

/// What a series changes, as far as it tells who has to know: all patches at once, so that all of them go to the same
/// people.
struct SeriesChanges: Sendable {
    /// The interface that every patch is about. Whoever cares for it gets the series, whatever drivers are in it.
    static let interface = ["include/linux/mdev.h", "include/linux/vfio.h"]

    /// Sorted, each once.
    let paths: [String]
    /// Lines of the diffs, each with its mark.
    let lines: [String]

    init(_ series: Series) {
        var state = series.before
        var paths = Set(Self.interface)
        var lines: [String] = []
        for patch in series.patches {
            for (path, new) in patch.files.sorted(by: { $0.key < $1.key }) {
                let diff = UnifiedDiff.between(state[path] ?? [], new ?? [], path: path)
                state[path] = new
                paths.insert(path)
                // Line ends are bytes: a carriage return in front of one would hide it.
                for line in diff.split(separator: UInt8(ascii: "\n")).dropFirst(2) {
                    let text = String(decoding: line, as: UTF8.self)
                    if !text.hasPrefix("@@") { lines.append(text) }
                }
            }
        }
        self.paths = paths.sorted()
        self.lines = lines
    }

    /// A patch with all of it: no message, for what it says is nobody's file.
    var patch: String {
        let files = paths.map { "diff --git a/\($0) b/\($0)\n" }.joined()
        // Behind a line like this one the script looks at changed lines only.
        return files + "+++ b/\(paths.first ?? "")\n" + lines.map { $0 + "\n" }.joined()
    }
}
