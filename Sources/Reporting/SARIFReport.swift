// SPDX-License-Identifier: Apache-2.0
import Findings
import SourceText

/// SARIF 2.1.0, the format of static analysis results that code hosts and editors read.
///
/// Suppressed findings are results with a suppression; findings that the baseline knows are only counted. Columns are
/// in UTF-16 code units. Without the text of a file, columns are bytes.
public struct SARIFReport: Sendable {
    public init() {}

    public func text(of report: Report) -> String {
        let value: JSONValue = [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [run(report)],
        ]
        return value.text
    }

    private func run(_ report: Report) -> JSONValue {
        let rules = rules(of: report)
        var indices: [RuleID: Int] = [:]
        for (index, rule) in rules.enumerated() where indices[rule.id] == nil { indices[rule.id] = index }
        let suppressed = report.suppressed.map(\.finding)
        // Numbered together: a result is told from its neighbours whether it is suppressed or not.
        let fingerprints = Fingerprint.of(report.findings + suppressed, sources: report.sources)
        let results = zip(report.findings, fingerprints).map { finding, fingerprint in
            result(finding, fingerprint, ruleIndex: indices[finding.rule], suppressions: [], in: report)
        }
        let allowed = zip(report.suppressed, fingerprints.dropFirst(report.findings.count)).map { entry, fingerprint in
            result(
                entry.finding, fingerprint, ruleIndex: indices[entry.finding.rule],
                suppressions: [suppression(entry.reason)], in: report)
        }
        return [
            "tool": [
                "driver": [
                    "name": "mdevport",
                    "version": .string(report.toolVersion),
                    "informationUri": report.informationURI.map { .string($0) },
                    "rules": .array(rules.map(descriptor)),
                ]
            ],
            "invocations": [
                [
                    "executionSuccessful": .boolean(report.isComplete),
                    "toolExecutionNotifications": .array(
                        report.notes.map { ["level": "note", "message": message($0)] }),
                ]
            ],
            "columnKind": "utf16CodeUnits",
            "results": .array(results + allowed),
            "properties": [
                "knownFromBaseline": .integer(report.knownCount),
                "goneFromBaseline": .integer(report.goneCount),
            ],
        ]
    }

    /// The rules handed in, and the built-in ones that have findings.
    private func rules(of report: Report) -> [RuleDescription] {
        let used = Set(report.findings.map(\.rule))
        let given = Set(report.rules.map(\.id))
        return report.rules + RuleDescription.builtIn.filter { used.contains($0.id) && !given.contains($0.id) }
    }

    private func descriptor(of rule: RuleDescription) -> JSONValue {
        let paragraphs = [rule.message, rule.rationale, rule.advice].filter { !$0.isEmpty }
        let markdown =
            [rule.rationale.isEmpty ? rule.title : rule.rationale]
            + (rule.advice.isEmpty ? [] : ["**Fix:** \(rule.advice)"])
        return [
            "id": .string(rule.id.rawValue),
            "name": .string(rule.name),
            "shortDescription": ["text": .string(rule.title)],
            "fullDescription": ["text": .string(rule.rationale.isEmpty ? rule.title : rule.rationale)],
            "help": [
                "text": .string(paragraphs.isEmpty ? rule.title : paragraphs.joined(separator: "\n\n")),
                "markdown": .string(markdown.joined(separator: "\n\n")),
            ],
            "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
        ]
    }

    private func result(
        _ finding: Finding, _ fingerprint: Fingerprint, ruleIndex: Int?, suppressions: [JSONValue], in report: Report
    ) -> JSONValue {
        let file = report.sources[finding.path]
        let parts = [finding.messageWithEvidence, finding.advice].filter { !$0.isEmpty }
        let fixes = finding.fixes.compactMap { fix($0, in: report) }
        return [
            "ruleId": .string(finding.rule.rawValue),
            "ruleIndex": ruleIndex.map { .integer($0) },
            "level": .string(finding.severity.rawValue),
            "message": message(parts.joined(separator: "\n")),
            "locations": [
                [
                    "physicalLocation": [
                        "artifactLocation": artifact(finding.path),
                        "region": region(from: finding.start, to: finding.end, in: file),
                    ]
                ]
            ],
            "partialFingerprints": ["mdevport/v1": .string(fingerprint.digest)],
            "suppressions": .array(suppressions),
            "fixes": fixes.isEmpty ? nil : .array(fixes),
            "properties": [
                "subject": .string(finding.subject), "evidence": .string(finding.evidence.rawValue),
            ],
        ]
    }

    private func suppression(_ reason: String) -> JSONValue {
        ["kind": "inSource", "status": "accepted", "justification": reason.isEmpty ? nil : .string(reason)]
    }

    /// Nil for a fix without edits, which the format has no words for.
    private func fix(_ fix: Fix, in report: Report) -> JSONValue? {
        let edits = fix.editsInOrder
        let paths = edits.map(\.path).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        guard !paths.isEmpty else { return nil }
        let changes = paths.map { path -> JSONValue in
            let file = report.sources[path]
            let replacements = edits.filter { $0.path == path }.map { _, edit -> JSONValue in
                let inserted = edit.replacement(in: file)
                return [
                    "deletedRegion": region(edit.range, in: file),
                    "insertedContent": inserted.isEmpty ? nil : ["text": .string(inserted)],
                ]
            }
            return ["artifactLocation": artifact(path), "replacements": .array(replacements)]
        }
        return ["description": message(fix.title), "artifactChanges": .array(changes)]
    }

    /// Lines and columns, or bytes when the text of the file is not at hand.
    private func region(_ range: SourceRange, in file: SourceFile?) -> JSONValue {
        guard let file else { return ["byteOffset": .integer(range.start), "byteLength": .integer(range.count)] }
        return region(from: file.position(of: range.start), to: file.position(of: range.end), in: file)
    }

    private func region(from start: LineColumn, to end: LineColumn, in file: SourceFile?) -> JSONValue {
        let end = max(start, end)
        return [
            "startLine": .integer(start.line), "startColumn": .integer(column(start, in: file)),
            "endLine": .integer(end.line), "endColumn": .integer(column(end, in: file)),
        ]
    }

    /// The column in UTF-16 code units.
    private func column(_ place: LineColumn, in file: SourceFile?) -> Int {
        guard let file, place.line >= 1, place.line <= file.lineStarts.count else { return place.column }
        let start = file.lineStarts[place.line - 1]
        return file.text(in: SourceRange(start, start + place.column - 1)).utf16.count + 1
    }

    /// Braces would be placeholders.
    private func message(_ text: String) -> JSONValue {
        var result = ""
        for character in text {
            result.append(character)
            if character == "{" || character == "}" { result.append(character) }
        }
        return ["text": .string(result)]
    }

    /// The path as a reference relative to where the command was started, or a `file` URI when it is absolute.
    private func artifact(_ path: String) -> JSONValue {
        var path = path[...]
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        let encoded = path.utf8.map { Self.percentEncoded($0) }.joined()
        return ["uri": .string(path.hasPrefix("/") ? "file://" + encoded : encoded)]
    }

    private static func percentEncoded(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "/"):
            return String(Unicode.Scalar(byte))
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }
    }
}
