// SPDX-License-Identifier: Apache-2.0
import Reporting
import Testing

@Suite("GitHub report")
struct GitHubReportTests {
    @Test("is one escaped command a finding")
    func whole() {
        #expect(
            ReportFormat.github.render(SampleReport.report) == #"""
                ::error file=drivers/a b/é%2C50%25%3Ax.c,line=1,col=25,endLine=1,title=mdevport M-16::old name%0Ause new%0Aand say so
                ::notice file=drivers/a b/é%2C50%25%3Ax.c,line=2,endLine=3,title=mdevport M-02::old {call}
                ::error file=latin.c,line=1,col=10,endLine=1,title=mdevport M-16::old name (in an inactive #if branch)
                ::warning file=unread.c,line=1,col=5,endLine=1,title=mdevport unused-suppression::unused (in text that did not parse)%0Aremove it
                ::notice title=mdevport::x.c: 3 errors%0Awhile parsing
                4 findings: 2 errors, 1 warning, 1 note; 1 suppressed; 4 known from the baseline; 1 baseline entry without a finding

                """#)
    }
}
