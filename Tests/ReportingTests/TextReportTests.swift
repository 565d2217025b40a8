// SPDX-License-Identifier: Apache-2.0
import Reporting
import Testing

@Suite("Text report")
struct TextReportTests {
    @Test("shows place, line, mark and advice of every finding, and the counts")
    func whole() {
        #expect(
            ReportFormat.text.render(SampleReport.report) == """
                drivers/a b/é,50%:x.c:1:25: error: old name [M-16]
                /* é */\tops.x = "漢", old;
                       \t              ^~~
                  fix: use new
                       and say so
                drivers/a b/é,50%:x.c:2:2: note: old {call} [M-02]
                \tcall(a,
                \t^~~~~~~
                latin.c:1:10: error: old name (in an inactive #if branch) [M-16]
                x �[0m � old
                         ^~~
                unread.c:1:5: warning: unused (in text that did not parse) [unused-suppression]
                  fix: remove it
                note: x.c: 3 errors while parsing
                4 findings: 2 errors, 1 warning, 1 note; 1 suppressed; 4 known from the baseline; 1 baseline entry without a finding

                """)
    }

    @Test("has colours when asked, and the same words")
    func colours() {
        let coloured = ReportFormat.text.render(SampleReport.report, colours: true)
        #expect(
            coloured.hasPrefix(
                "\u{1b}[1mdrivers/a b/é,50%:x.c:1:25:\u{1b}[0m \u{1b}[1;31merror:\u{1b}[0m old name [M-16]\n"))
        #expect(coloured.replacing(/\u{1b}\[[0-9;]*m/, with: "") == ReportFormat.text.render(SampleReport.report))
    }

    @Test("of nothing is one line")
    func empty() {
        #expect(ReportFormat.text.render(SampleReport.empty) == "no findings\n")
    }

    @Test("of nothing says so when something could not be looked at")
    func incomplete() {
        var report = SampleReport.empty
        report.isComplete = false
        #expect(report.summary == "no findings; not everything could be looked at")
    }
}
