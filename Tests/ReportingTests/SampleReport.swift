// SPDX-License-Identifier: Apache-2.0
import Findings
import Reporting
import SourceText

/// A report with something of everything: blanks, `é` and `%` in a path, tabs, wide and invalid text, several lines,
/// fixes, a suppression, notes, evidence that was not parsed, and a file whose text is not at hand.
enum SampleReport {
    static var report: Report {
        let odd = SourceFile(
            path: "drivers/a b/é,50%:x.c",
            bytes: Array("/* é */\tops.x = \"漢\", old;\r\n\tcall(a,\r\n\t     b);\r\n".utf8))
        let latin = SourceFile(path: "latin.c", bytes: Array("x \u{1b}[0m ".utf8) + [0xe9] + Array(" old".utf8))
        let rule = RuleDescription(
            id: RuleID("M-16"), name: "OldOps", title: "use of the old ops", message: "old ops",
            rationale: "The ops { } are gone.\n\nSince v5.19.", advice: "use the new ops", severity: .error)
        let other = RuleDescription(
            id: RuleID("M-02"), name: "OldCall", title: "call of an old function", message: "old call", rationale: "",
            advice: "", severity: .note)
        let fix = Fix(
            title: "take the new one",
            edits: [
                odd.path: [TextEdit(range("old", in: odd), "new{\n}"), .insert("/* x */", at: 0)],
                "unread.c": [.delete(SourceRange(4, 9))],
            ])
        let findings = [
            finding("M-16", .error, range("old", in: latin), in: latin, evidence: .inactive),
            finding("M-16", .error, range("old", in: odd), in: odd, advice: "use new\nand say so", fixes: [fix]),
            finding("M-02", .note, range("call(a,\r\n\t     b)", in: odd), in: odd, message: "old {call}"),
            Finding(
                rule: .unusedSuppression, severity: .warning, path: "unread.c", range: SourceRange(4, 9),
                start: LineColumn(line: 1, column: 5), end: LineColumn(line: 1, column: 10), message: "unused",
                advice: "remove it", subject: "M-16", evidence: .unparsed),
        ]
        let allowed = finding("M-16", .error, range("ops.x", in: odd), in: odd, advice: "use new")
        return Report(
            toolVersion: "1.2.3", rules: [rule, other], findings: findings,
            suppressed: [SuppressedFinding(finding: allowed, reason: "a \"good\" reason")], knownCount: 4, goneCount: 1,
            notes: ["x.c: 3 errors\nwhile parsing"], sources: [odd.path: odd, latin.path: latin])
    }

    /// The same without the findings that add nothing to the formats for programs.
    static var short: Report {
        let all = report
        return Report(
            toolVersion: all.toolVersion, rules: [all.rules[0]], findings: all.findings.filter { !$0.advice.isEmpty },
            suppressed: all.suppressed, knownCount: all.knownCount, goneCount: all.goneCount, notes: all.notes,
            isComplete: false, sources: all.sources)
    }

    static var empty: Report { Report(toolVersion: "1.2.3", rules: [], findings: [], sources: [:]) }

    private static func range(_ text: String, in file: SourceFile) -> SourceRange {
        let bytes = Array(text.utf8)
        let start = file.bytes.indices.first { file.bytes[$0...].starts(with: bytes) } ?? 0
        return SourceRange(start, start + bytes.count)
    }

    private static func finding(
        _ rule: String, _ severity: Severity, _ range: SourceRange, in file: SourceFile, message: String = "old name",
        advice: String = "", evidence: Evidence = .parsed, fixes: [Fix] = []
    ) -> Finding {
        Finding(
            rule: RuleID(rule), severity: severity, path: file.path, range: range,
            start: file.position(of: range.start), end: file.position(of: range.end), message: message, advice: advice,
            subject: "old", evidence: evidence, fixes: fixes)
    }
}
