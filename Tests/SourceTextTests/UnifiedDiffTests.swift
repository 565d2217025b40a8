// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing

@Suite struct UnifiedDiffTests {
    private func diff(_ old: String, _ new: String) -> String {
        String(decoding: UnifiedDiff.between(Array(old.utf8), Array(new.utf8), path: "d/a.c"), as: UTF8.self)
    }

    @Test func equalTextsHaveNone() { #expect(diff("a\n", "a\n") == "") }

    @Test func aChangeStandsBetweenThreeLinesOfContext() {
        #expect(
            diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") == """
                --- a/d/a.c
                +++ b/d/a.c
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8

                """)
    }

    @Test func changesFarApartAreHunksOfTheirOwn() {
        let old = (1...20).map { "\($0)\n" }.joined()
        let new = old.replacing("2\n3\n", with: "2\n3\nx\n", maxReplacements: 1).replacing("18\n", with: "")
        let text = diff(old, new)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("@@") } == 2)
        #expect(text.contains("@@ -15,6 +16,5 @@"))
    }

    @Test func aMissingNewlineAtTheEndIsSaid() {
        #expect(
            diff("a\nb", "a\nc") == """
                --- a/d/a.c
                +++ b/d/a.c
                @@ -1,2 +1,2 @@
                 a
                -b
                \\ No newline at end of file
                +c
                \\ No newline at end of file

                """)
    }

    @Test func anEmptyFileIsNamedByLineZero() {
        #expect(diff("", "a\n").contains("@@ -0,0 +1 @@"))
    }
}

@Suite struct LineEditTests {
    @Test(arguments: [
        ("a\nb\nc\n", "a\nx\nc\n"), ("a\nb\n", "a\nb\nc\n"), ("a\nb\nc\n", "c\n"), ("", "a\n"), ("a\n", ""),
        ("a\nb\nc\nd\n", "x\na\nc\ny\n"), ("a\r\nb\r\n", "a\r\nc\r\nb\r\n"), ("a\nb", "a\nc"),
    ])
    func applyingThemGivesTheNewText(_ old: String, _ new: String) throws {
        let edits = try #require(UnifiedDiff.lineEdits(from: Array(old.utf8), to: Array(new.utf8)))
        var result = old
        for edit in edits.reversed() {
            let bytes = Array(result.utf8)
            result = String(
                decoding: bytes[..<edit.range.start] + Array(edit.replacement.utf8) + bytes[edit.range.end...],
                as: UTF8.self)
        }
        #expect(result == new)
    }

    @Test func aChangedLineThatIsNoTextHasNone() {
        #expect(UnifiedDiff.lineEdits(from: [0x61, 0x0A], to: [0xE9, 0x0A]) == nil)
        // Latin-1 elsewhere does not matter.
        #expect(UnifiedDiff.lineEdits(from: [0xE9, 0x0A, 0x61, 0x0A], to: [0xE9, 0x0A, 0x62, 0x0A])?.count == 1)
    }

    /// `patch` takes what stands behind a space for a date.
    @Test func aNameWithSpacesEndsAtATab() {
        let text = String(decoding: UnifiedDiff.between([97, 10], [98, 10], path: "my driver/a.c"), as: UTF8.self)
        #expect(text.hasPrefix("--- a/my driver/a.c\t\n+++ b/my driver/a.c\t\n@@"))
    }
}
