// SPDX-License-Identifier: Apache-2.0
import Reporting
import Testing

@Suite("Text table")
struct TextTableTests {
    @Test("aligns columns by what is seen and leaves no blanks at the ends of lines")
    func aligned() {
        let table = TextTable(
            columns: ["DRIVER", TextTable.Column("CALLS", alignment: .right), "LEVEL"],
            rows: [["mtty", "12", "A1"], ["漢字é", "7"], ["a\nb\tc\u{1b}[0m", "1234567", "", "left out"]])
        #expect(
            table.text == """
                DRIVER       CALLS  LEVEL
                ---------  -------  -----
                mtty            12  A1
                漢字é            7
                a b c\u{fffd}[0m  1234567

                """)
    }

    @Test("without rows is its titles")
    func empty() {
        #expect(TextTable(columns: ["A", "BC"]).text == "A  BC\n-  --\n")
    }
}
