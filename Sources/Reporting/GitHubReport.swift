// SPDX-License-Identifier: Apache-2.0
import Findings

/// Workflow commands of GitHub Actions, which become annotations of a pull request: one line a finding.
public struct GitHubReport: Sendable {
    public init() {}

    public func text(of report: Report) -> String {
        var lines = report.findings.map(command)
        lines += report.notes.map { "::notice title=mdevport::\(Self.escapedData($0))" }
        lines.append(report.summary)
        return lines.joined(separator: "\n") + "\n"
    }

    private func command(for finding: Finding) -> String {
        var properties = [("file", finding.path), ("line", String(finding.start.line))]
        // The service takes columns only of annotations that lie in one line.
        if finding.end.line <= finding.start.line { properties.append(("col", String(finding.start.column))) }
        properties.append(("endLine", String(max(finding.start.line, finding.end.line))))
        properties.append(("title", "mdevport \(finding.rule)"))
        let list = properties.map { "\($0.0)=\(Self.escapedProperty($0.1))" }.joined(separator: ",")
        let message = [finding.messageWithEvidence, finding.advice].filter { !$0.isEmpty }.joined(separator: "\n")
        return "::\(command(finding.severity)) \(list)::\(Self.escapedData(message))"
    }

    private func command(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }

    /// What stands behind `::`.
    static func escapedData(_ text: String) -> String { escaped(text, also: []) }

    /// The value of a property.
    static func escapedProperty(_ text: String) -> String { escaped(text, also: [":", ","]) }

    private static func escaped(_ text: String, also special: Set<Unicode.Scalar>) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where special.contains(scalar): result += "%3A"
            case "," where special.contains(scalar): result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
