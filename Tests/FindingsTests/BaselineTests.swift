// SPDX-License-Identifier: Apache-2.0
import Findings
import SourceText
import Testing

@Suite("Baseline")
struct BaselineTests {
    private func finding(_ file: SourceFile, line: Int, column: Int = 1, rule: String = "M-16") -> Finding {
        let start = file.lineStarts[line - 1] + column - 1
        return Finding(
            rule: RuleID(rule), severity: .error, path: file.path, range: SourceRange(start, start + 1),
            start: file.position(of: start), end: file.position(of: start + 1), message: "old", advice: "",
            subject: "ops")
    }

    @Test("is one sorted line a finding, and reads back")
    func roundTrip() throws {
        let first = SourceFile(path: "b/x\ty.c", text: "\tops  = 1;\r\nops\\n;\nops = 1;\n")
        let second = SourceFile(path: "#a é.c", text: "ops\n")
        let findings = [
            finding(first, line: 3), finding(first, line: 1), finding(first, line: 2, rule: "M-02"),
            finding(second, line: 1),
        ]
        let baseline = Baseline(findings: findings, sources: [first.path: first, second.path: second])
        #expect(
            baseline.text == """
                # mdevport baseline 1
                # Known findings, not reported. Fields: path, rule, subject, number among equals, source line.
                \\#a é.c\tM-16\tops\t1\tops
                b/x\\ty.c\tM-02\tops\t1\tops\\\\n;
                b/x\\ty.c\tM-16\tops\t1\tops = 1;
                b/x\\ty.c\tM-16\tops\t2\tops = 1;

                """)
        #expect(try Baseline(parsing: baseline.text, path: "base") == baseline)
        let other = baseline.text.replacing("\n", with: "\r\n")
        #expect(try Baseline(parsing: other, path: "base") == baseline)
    }

    @Test("findings stay known when lines move and blanks change; equal ones are counted")
    func split() {
        let old = SourceFile(path: "a.c", text: "ops = 1;\nops = 1;\nops = 2;\n")
        let baseline = Baseline(findings: (1...3).map { finding(old, line: $0) }, sources: ["a.c": old])
        let new = SourceFile(path: "a.c", text: "new\n\tops   = 1;\nops = 1;\nops = 1;\nops = 3;\n")
        let findings = (2...5).map { finding(new, line: $0) }
        let result = baseline.split(findings, sources: ["a.c": new])
        #expect(result.known.map(\.start.line) == [2, 3])
        #expect(result.new.map(\.start.line) == [4, 5])
        #expect(result.gone == 1)
        #expect(baseline.split([], sources: [:]).gone == 3)
        #expect(baseline.split([], sources: [:], analysed: ["b.c"]).gone == 0)
    }

    @Test("equal findings are numbered by their place, not by the order in which they come")
    func ordinals() {
        let file = SourceFile(path: "a.c", text: "ops ops ops\n")
        let findings = [9, 1, 5].map { finding(file, line: 1, column: $0) }
        #expect(Fingerprint.of(findings, sources: ["a.c": file]).map(\.ordinal) == [3, 1, 2])
    }

    @Test("the digest is the same on every run and leaves the path out")
    func digest() {
        var fingerprint = Fingerprint(path: "a.c", rule: RuleID("M-16"), subject: "ops", text: "ops", ordinal: 1)
        #expect(fingerprint.digest == "f26eba23dccb760d")
        fingerprint.path = "b.c"
        #expect(fingerprint.digest == "f26eba23dccb760d")
        fingerprint.ordinal = 2
        #expect(fingerprint.digest != "f26eba23dccb760d")
    }

    @Test(
        "what is wrong with a file is said with its line",
        arguments: [
            ("", "base:1: not a baseline: the first line is not \"# mdevport baseline 1\""),
            (
                "# mdevport baseline 2\n",
                "base:1: written in another version of the format; this tool reads version 1, so write the baseline again"
            ),
            ("# mdevport baseline 1\n\na.c\n", "base:3: 1 field instead of 5 (separated by tabs)"),
            ("# mdevport baseline 1\na\tM\ts\t0\tx\n", "base:2: the fourth field, \"0\", is not a number above 0"),
            ("# mdevport baseline 1\na\tM\ts\t1\t\\q\n", "base:2: field 5 has an unknown \\ escape"),
            ("# mdevport baseline 1\n\tM\ts\t1\tx\n", "base:2: an empty path or rule"),
            (
                "# mdevport baseline 1\na\tM\ts\t1\tx\n# c\na\tM\ts\t1\tx\n",
                "base:4: the same entry as line 2"
            ),
            (
                "# mdevport baseline 1\n<<<<<<< HEAD\n",
                "base:2: a merge conflict is left in the file; take both sides or write the baseline again"
            ),
        ])
    func errors(text: String, expected: String) {
        let error = #expect(throws: BaselineError.self) { try Baseline(parsing: text, path: "base") }
        #expect(error?.description == expected)
    }
}
