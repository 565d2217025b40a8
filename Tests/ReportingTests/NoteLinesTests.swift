// SPDX-License-Identifier: Apache-2.0
import Reporting
import Testing

@Suite struct NoteLinesTests {
    @Test func `long lines are broken at blanks and indented deeper`() {
        let words = String(repeating: "twelve chars ", count: 8)
        let lines = NoteLines.wrapped("    - " + words.dropLast())
        #expect(lines.allSatisfy { $0.count <= NoteLines.width })
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("    - twelve"))
        #expect(lines[1].hasPrefix("      ") && !lines[1].hasPrefix("       "))
        #expect(lines.map { $0.drop { $0 == " " } }.joined(separator: " ") == "- " + words.dropLast())
    }

    @Test func `what fits stays, and a word that is too long has a line of its own`() {
        let fits = "  " + String(repeating: "a", count: NoteLines.width - 2)
        #expect(NoteLines.wrapped(fits) == [fits])
        let long = String(repeating: "b", count: 100)
        #expect(NoteLines.wrapped("  x \(long) y") == ["  x", "    " + long, "    y"])
        // Letters count by the columns that they take.
        #expect(
            NoteLines.wrapped(String(repeating: "漢", count: 30) + " " + String(repeating: "字", count: 10)).count == 2)
    }
}
