// SPDX-License-Identifier: Apache-2.0
import Findings
import SourceText

/// The report for people, in the form that compilers use and editors understand:
///
///     path:line:column: severity: message [RULE]
///     <the source line>
///          ^~~~~
///       fix: advice
///
/// and at the end one line with the counts.
public struct TextReport: Sendable {
    /// Whether to use the colours of a terminal.
    public var colours: Bool

    public init(colours: Bool = false) { self.colours = colours }

    public func text(of report: Report) -> String {
        var lines: [String] = []
        for finding in report.findings {
            lines.append(headline(of: finding))
            if let file = report.sources[finding.path] { lines += excerpt(of: finding, from: file) }
            lines += advice(of: finding)
        }
        for note in report.notes { lines.append("\(painted("note:", .cyan)) \(Display.singleLine(note))") }
        lines.append(report.summary)
        return lines.joined(separator: "\n") + "\n"
    }

    private func headline(of finding: Finding) -> String {
        let place = painted("\(Display.singleLine(finding.path)):\(finding.start):", .bold)
        let severity = painted("\(finding.severity.rawValue):", colour(of: finding.severity))
        let message = Display.singleLine(finding.messageWithEvidence)
        return "\(place) \(severity) \(message) [\(finding.rule)]"
    }

    /// The line and what marks the place in it. Tabs are kept in both, so that they align however wide a tab is.
    private func excerpt(of finding: Finding, from file: SourceFile) -> [String] {
        let number = finding.start.line
        guard number >= 1, number <= file.lineStarts.count else { return [] }
        let start = file.lineStarts[number - 1]
        var end = file.endOfLine(at: start)
        while end > start, file.bytes[end - 1] == UInt8(ascii: "\n") || file.bytes[end - 1] == UInt8(ascii: "\r") {
            end -= 1
        }
        let markStart = min(start + max(0, finding.start.column - 1), end)
        let markEnd =
            finding.end.line == number ? min(start + max(0, finding.end.column - 1), end) : end
        func shown(_ low: Int, _ high: Int) -> String {
            Display.printable(file.text(in: SourceRange(low, max(low, high))))
        }
        let before = shown(start, markStart).map { $0 == "\t" ? "\t" : blanks(Display.width(of: $0)) }.joined()
        let marked = shown(markStart, markEnd)
        let mark = "^" + tildes(marked.dropFirst(), caretWidth: marked.first.map { Display.width(of: $0) } ?? 1)
        return [shown(start, end), before + painted(mark, .green)]
    }

    private func tildes(_ text: Substring, caretWidth: Int) -> String {
        String(repeating: "~", count: max(0, caretWidth - 1))
            + text.map { $0 == "\t" ? "\t" : String(repeating: "~", count: Display.width(of: $0)) }.joined()
    }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    private func advice(of finding: Finding) -> [String] {
        let lines = finding.advice.split(whereSeparator: \.isNewline).map { Display.singleLine(String($0)) }
        guard let first = lines.first else { return [] }
        return ["  \(painted("fix:", .cyan)) \(first)"] + lines.dropFirst().map { "       \($0)" }
    }

    private enum Colour: String {
        case bold = "1"
        case red = "1;31"
        case magenta = "1;35"
        case cyan = "1;36"
        case green = "1;32"
    }

    private func colour(of severity: Severity) -> Colour {
        switch severity {
        case .error: .red
        case .warning: .magenta
        case .note: .cyan
        }
    }

    private func painted(_ text: String, _ colour: Colour) -> String {
        colours ? "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m" : text
    }
}
