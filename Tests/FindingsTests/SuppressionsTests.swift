// SPDX-License-Identifier: Apache-2.0
import Findings
import SourceText
import Testing

@Suite("Suppression comments")
struct SuppressionsTests {
    private let known: Set<RuleID> = [RuleID("M-16"), RuleID("M-17")]

    /// A finding of a rule at each place of a word.
    private func findings(_ rule: String, at word: String, in file: SourceFile) -> [Finding] {
        let bytes = Array(word.utf8)
        return file.bytes.indices.filter { file.bytes[$0...].starts(with: bytes) }.map { start in
            Finding(
                rule: RuleID(rule), severity: .error, path: file.path, range: SourceRange(start, start + bytes.count),
                start: file.position(of: start), end: file.position(of: start + bytes.count), message: "old",
                advice: "", subject: word)
        }
    }

    private func outcome(_ text: String, path: String = "a.c", ran: Set<RuleID>? = nil) -> SuppressionOutcome {
        let file = SourceFile(path: path, text: text)
        let all = findings("M-16", at: "old16", in: file) + findings("M-17", at: "old17", in: file)
        return Suppressions(in: file).apply(to: all, knownRules: known, ran: ran)
    }

    /// Lines of the kept findings, and `line:column rule: message` of the complaints.
    private func summary(_ outcome: SuppressionOutcome) -> (kept: [Int], reasons: [String], complaints: [String]) {
        (
            outcome.kept.map(\.start.line), outcome.suppressed.map(\.reason),
            outcome.complaints.map { "\($0.start) \($0.rule): \($0.message)" }
        )
    }

    @Test("on the line of the finding, in both kinds of comments", arguments: ["/* % */", "// %", "/** % */", "//% "])
    func sameLine(comment: String) {
        let mark = comment.replacing("%", with: "mdevport: allow(M-16) it is\t so")
        let result = summary(outcome("old16();\nold16(); \(mark)\nold16();\n"))
        #expect(result.kept == [1, 3])
        #expect(result.reasons == ["it is so"])
        #expect(result.complaints == [])
    }

    @Test("a comment before code on its line covers that line only")
    func commentBeforeCode() {
        let result = summary(outcome("/* mdevport: allow(M-16) why */ old16();\nold16();\n"))
        #expect(result.kept == [2])
    }

    @Test("on a line of its own it covers the next line of code, past blank lines and other comments")
    func ownLine() {
        let text = """
            old16();
            \t/*
            \t * mdevport: allow(M-16, M-17) first line
            \t * and second
            \t */

            /* mdevport: allow(M-16) again */
            // words, old16
            \told16(old17);
            old16();

            """
        let result = summary(outcome(text))
        #expect(result.kept == [1, 8, 10])
        #expect(result.reasons == ["first line and second", "first line and second"])
        #expect(result.complaints == [])
    }

    @Test("inside a macro the backslash at the end of a line is no code")
    func macro() {
        let result = summary(
            outcome("#define X \\\r\n\t/* mdevport: allow(M-16): why */ \\\r\n\told16() \\\r\n\told16()\r\n"))
        #expect(result.kept == [4])
        #expect(result.reasons == ["why"])
    }

    @Test("strings, character literals and comments that talk about it are no suppressions")
    func notAComment() {
        let text = #"""
            char *s = "/* mdevport: allow(M-16) no */"; old16();
            char c = '"'; /* see mdevport: allow(M-16) */ old16();
            char *t = "\"// mdevport: allow(M-16) no"; old16();
            #error don't // mdevport: allow(M-16) the apostrophe
            old16(); // mdevport: allow(M-16) counts

            """#
        let result = summary(outcome(text))
        #expect(result.kept == [1, 2, 3])
        #expect(result.reasons == ["counts"])
    }

    @Test("every rule that is allowed and not found is reported, at its name")
    func unused() {
        let result = outcome("old16(); /* mdevport: allow(M-16, M-17) why */\n/* mdevport: allow(M-16) end */\n")
        #expect(
            summary(result).complaints == [
                "1:35 unused-suppression: the suppression of M-17 covers no finding",
                "2:20 unused-suppression: the suppression of M-16 covers no finding",
            ])
        #expect(result.complaints.allSatisfy { $0.severity == .warning && $0.evidence == .parsed })
    }

    @Test("a rule that was not looked for is not unused")
    func partialRun() {
        let text = "x(); /* mdevport: allow(M-16, M-17) why */\n"
        #expect(summary(outcome(text, ran: [RuleID("M-17")])).complaints.count == 1)
        #expect(summary(outcome(text, ran: [])).complaints == [])
    }

    @Test("the fix takes out what is unused, and whole lines when nothing is left on them")
    func fix() throws {
        let text = """
            old16(); /* mdevport: allow(M-17, M-16) why */
            x(); /* mdevport: allow(M-17) why */
            \t/* mdevport: allow(M-16, M-17)
            \t * why */
            y();
            /* mdevport: allow(M-16) why */ z();

            """
        let file = SourceFile(path: "a.c", text: text)
        let result = Suppressions(in: file).apply(to: findings("M-16", at: "old16", in: file), knownRules: known)
        #expect(result.complaints.count == 5)
        let edits = EditSet(result.complaints.flatMap(\.fixes).flatMap { $0.edits["a.c"] ?? [] })
        let mended = try edits.apply(to: file)
        #expect(
            String(decoding: mended, as: UTF8.self) == """
                old16(); /* mdevport: allow(M-16) why */
                x();
                y();
                 z();

                """)
    }

    @Test("without a reason it works and is reported; an unknown rule is reported once")
    func bad() {
        let result = summary(outcome("old16(); // mdevport: allow(M-16, M-99)\n"))
        #expect(result.kept == [])
        #expect(
            result.complaints == [
                "1:10 bad-suppression: a suppression of M-16, M-99 gives no reason",
                "1:35 bad-suppression: a suppression names the rule M-99, which does not exist",
            ])
    }

    @Test(
        "what is not understood is reported where it begins to be so",
        arguments: [
            ("/* mdevport: alow(M-16) x */", "1:14"), ("// mdevport: allow M-16 x", "1:20"),
            ("// mdevport: allow() x", "1:20"), ("/* mdevport: allow(M-16 x */", "1:25"), ("// mdevport:", "1:13"),
        ])
    func malformed(comment: String, place: String) {
        let complaints = summary(outcome(comment + "\nold16();\n")).complaints
        #expect(
            complaints == [
                "\(place) bad-suppression: a comment that begins with \"mdevport:\" is not understood from here on"
            ])
    }

    @Test("Kconfig files and makefiles have their own comments")
    func hashComments() {
        let text = "select old16 # mdevport: allow(M-16) why\n# mdevport: allow(M-16) next\n\nselect old16\nold16\n"
        #expect(summary(outcome(text, path: "drivers/Kconfig")).kept == [5])
        #expect(summary(outcome(text, path: "Documentation/x.rst")).kept == [1, 4, 5])
        let quoted = "prompt \"a # mdevport: allow(M-16) no\" old16\n"
        #expect(summary(outcome(quoted, path: "drivers/Kconfig")).kept == [1])
    }

    @Test("comment ranges of a parser take the place of the scan, and other files' findings are kept")
    func rangesHandedIn() {
        let file = SourceFile(path: "a.c", text: "old16(); /* mdevport: allow(M-16) why */\n")
        var all = findings("M-16", at: "old16", in: file)
        #expect(Suppressions(in: file, comments: []).apply(to: all, knownRules: known).kept == all)
        let scanned = Suppressions(in: file)
        #expect(scanned.comments.map(\.range) == [SourceRange(9, 40)])
        #expect(scanned.comments.map(\.lines) == [1...1])
        all[0].path = "b.c"
        #expect(scanned.apply(to: all, knownRules: known).kept == all)
    }
}
