// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import PatchSeries

@Suite struct WrappingTests {
    @Test func paragraphsAreFilled() {
        let words = Array(repeating: "word", count: 20).joined(separator: " ")
        let text = Wrapping.text([words, "short"])
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.map(\.count) == [74, 24, 0, 5])
    }

    @Test func blocksStayAsTheyAre() {
        let block = "  driver   lines\n  ------   -----\n\n  one          5"
        #expect(Wrapping.text(["A table:", block]) == "A table:\n\n" + block)
    }

    @Test func itemsHang() {
        let item = "* " + Array(repeating: "word", count: 20).joined(separator: " ")
        let text = Wrapping.text(["first:\n\(item)\n- second"])
        #expect(text.split(separator: "\n").map { $0.prefix(6) } == ["first:", "* word", "  word", "- seco"])
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= Wrapping.columns })
    }

    @Test func longWordsAreNotTorn() {
        let link = "https://example.org/" + String(repeating: "x", count: 80)
        #expect(Wrapping.text(["see \(link) there"]) == "see\n\(link)\nthere")
    }
}
