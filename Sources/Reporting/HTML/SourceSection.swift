// SPDX-License-Identifier: Apache-2.0
import Validation

/// The driver's files with what was executed of them, and where faults are.
struct SourceSection {
    let html: HTML

    init(_ index: SourceIndex) {
        guard !index.sources.isEmpty else {
            html = ""
            return
        }
        let files = index.sources.indices.map { Self.file(index, $0) }
        html = "<h3>Source</h3>\n\(HTML(files, separator: "\n"))"
    }

    private static func file(_ index: SourceIndex, _ number: Int) -> HTML {
        let source = index.sources[number]
        let marks = index.marks[number]
        var parts: [String] = []
        if !source.lines.isEmpty {
            let covered = source.lines.values.count { $0 == .covered }
            parts.append("\(covered) of \(source.lines.count.of("line")) with code executed")
        }
        if !marks.isEmpty { parts.append("\(marks.count.of("line")) with faults") }
        let facts: HTML = parts.isEmpty ? "" : " <span class=\"note\">\(parts.joined(separator: ", "))</span>"
        var lines = source.text.split(omittingEmptySubsequences: false) { $0.isNewline }
        if lines.last?.isEmpty == true { lines.removeLast() }
        let rows = lines.enumerated().map { offset, line in
            Self.line(
                String(line), offset + 1, id: index.anchor(number, line: offset + 1), source, marks[offset + 1] ?? [])
        }
        return """
            <details class="source">
            <summary><b>\(source.path)</b> <span class="side \(source.side.rawValue)">\(source.side.rawValue)</span>\
            \(facts)</summary>
            <div class="code">
            \(HTML(rows, separator: "\n"))
            </div>
            </details>
            """
    }

    private static func line(
        _ text: String, _ number: Int, id: String?, _ source: VerifiedSource, _ marks: [String]
    ) -> HTML {
        var kinds = ["l"]
        var word = ""
        switch source.lines[number] {
        case .covered: kinds.append("c")
        case .uncovered:
            kinds.append("u")
            word = "never"
        case nil: break
        }
        if !marks.isEmpty { kinds.append("f") }
        let notes = marks.map { "<p class=\"mark\">\($0)</p>" as HTML }
        let name: HTML = id.map { " id=\"\($0)\"" } ?? ""
        return """
            <div class="\(kinds.joined(separator: " "))"\(name)><i>\(number)</i><b>\(word)</b><pre>\(text)</pre>\
            \(HTML(notes))</div>
            """
    }
}
