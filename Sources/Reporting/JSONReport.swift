// SPDX-License-Identifier: Apache-2.0
import Findings
import SourceText

/// The report for programs. Members may be added under the same `schemaVersion`; it rises when one is renamed, removed
/// or changes its meaning.
///
///     schemaVersion  1
///     tool           name, version
///     complete       false when something could not be looked at
///     counts         findings, errors, warnings, notes, suppressed, known and gone (of the baseline)
///     findings       rule, severity, path, start, end, range, message, advice, subject, evidence, fingerprint, fixes
///     suppressed     the same and reason
///     notes          what the tool says about its own work
///
/// `start` and `end` are `line` and `column`, from 1, columns in bytes; `range` is `start` and `end` in bytes from 0.
/// `end` lies behind the last byte. `evidence` is `parsed`, `inactive`, `unparsed` or `text`. `fingerprint` survives
/// edits on other lines; with the path it tells the findings of a report apart. A fix has a `title` and `edits`:
/// `path`, `range` and `replacement`, whose line ends are those of the file.
public struct JSONReport: Sendable {
    public init() {}

    public func text(of report: Report) -> String { value(of: report).text }

    private func value(of report: Report) -> JSONValue {
        let fingerprints = Fingerprint.of(
            report.findings + report.suppressed.map(\.finding), sources: report.sources)
        return [
            "schemaVersion": 1,
            "tool": ["name": "mdevport", "version": .string(report.toolVersion)],
            "complete": .boolean(report.isComplete),
            "counts": [
                "findings": .integer(report.findings.count), "errors": .integer(report.count(of: .error)),
                "warnings": .integer(report.count(of: .warning)), "notes": .integer(report.count(of: .note)),
                "suppressed": .integer(report.suppressed.count), "known": .integer(report.knownCount),
                "gone": .integer(report.goneCount),
            ],
            "findings": .array(
                zip(report.findings, fingerprints).map { value(of: $0, fingerprint: $1, reason: nil, in: report) }),
            "suppressed": .array(
                zip(report.suppressed, fingerprints.dropFirst(report.findings.count)).map {
                    value(of: $0.finding, fingerprint: $1, reason: $0.reason, in: report)
                }),
            "notes": .array(report.notes.map { .string($0) }),
        ]
    }

    private func value(
        of finding: Finding, fingerprint: Fingerprint, reason: String?, in report: Report
    ) -> JSONValue {
        [
            "rule": .string(finding.rule.rawValue), "severity": .string(finding.severity.rawValue),
            "path": .string(finding.path), "start": position(finding.start), "end": position(finding.end),
            "range": range(finding.range), "message": .string(finding.message), "advice": .string(finding.advice),
            "subject": .string(finding.subject), "evidence": .string(finding.evidence.rawValue),
            "fingerprint": .string(fingerprint.digest),
            "reason": reason.map { .string($0) },
            "fixes": .array(finding.fixes.map { fix($0, in: report) }),
        ]
    }

    private func position(_ place: LineColumn) -> JSONValue {
        ["line": .integer(place.line), "column": .integer(place.column)]
    }

    private func range(_ range: SourceRange) -> JSONValue {
        ["start": .integer(range.start), "end": .integer(range.end)]
    }

    private func fix(_ fix: Fix, in report: Report) -> JSONValue {
        let edits = fix.editsInOrder.map { path, edit -> JSONValue in
            [
                "path": .string(path), "range": range(edit.range),
                "replacement": .string(edit.replacement(in: report.sources[path])),
            ]
        }
        return ["title": .string(fix.title), "edits": .array(edits)]
    }
}

extension Fix {
    /// The edits by path and place; insertions at one place keep their order.
    var editsInOrder: [(path: String, edit: TextEdit)] {
        edits.keys.sorted().flatMap { path in
            (edits[path] ?? []).enumerated().sorted { a, b in
                (a.element.range.start, a.element.range.end, a.offset)
                    < (b.element.range.start, b.element.range.end, b.offset)
            }.map { (path, $0.element) }
        }
    }
}

extension TextEdit {
    /// The replacement with the line ends that the file has.
    func replacement(in file: SourceFile?) -> String {
        guard let file, file.lineEnding == .crlf else { return replacement }
        return replacement.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: file.lineEnding.text)
    }
}
