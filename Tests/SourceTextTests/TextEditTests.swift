// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing

@Suite struct TextEditTests {
    private func apply(_ edits: [TextEdit], to text: String) throws -> String {
        String(decoding: try EditSet(edits).apply(to: SourceFile(path: "a.c", text: text)), as: UTF8.self)
    }

    @Test func editsMayComeInAnyOrder() throws {
        #expect(
            try apply([.insert("!", at: 3), TextEdit(SourceRange(0, 1), "A"), .delete(SourceRange(1, 2))], to: "abc")
                == "Ac!")
    }

    @Test func insertionsAtOnePlaceKeepTheirOrder() throws {
        #expect(try apply([.insert("1", at: 1), .insert("2", at: 1)], to: "ab") == "a12b")
    }

    @Test func anInsertionStandsBeforeWhatReplacesTheBytesBehindIt() throws {
        #expect(try apply([TextEdit(SourceRange(1, 2), "X"), .insert("-", at: 1)], to: "ab") == "a-X")
    }

    @Test func equalEditsCountOnce() throws {
        #expect(try apply([.insert("x", at: 1), .insert("x", at: 1)], to: "ab") == "axb")
    }

    @Test func aDeletionTakesDeletionsInsideItAlong() throws {
        #expect(try apply([.delete(SourceRange(0, 4)), .delete(SourceRange(1, 2))], to: "abcdef") == "ef")
    }

    @Test func twoReplacementsOfOnePlaceConflict() {
        #expect(throws: EditConflict.self) {
            try apply([TextEdit(SourceRange(0, 2), "x"), TextEdit(SourceRange(1, 3), "y")], to: "abc")
        }
    }

    @Test func textInsideADeletionIsNotLostSilently() {
        #expect(throws: EditConflict.self) {
            try apply([.delete(SourceRange(0, 4)), .insert("x", at: 2)], to: "abcdef")
        }
    }

    @Test func replacementsTakeTheLineEndOfTheFile() throws {
        #expect(try apply([.insert("x\n", at: 3)], to: "a\r\nb\r\n") == "a\r\nx\r\nb\r\n")
    }

    @Test func bytesThatAreNoTextStay() throws {
        let bytes: [UInt8] = [0x61, 0xE9, 0xFF, 0x0A, 0x62]
        let file = SourceFile(path: "a.c", bytes: bytes)
        #expect(try EditSet([.insert("x", at: 4)]).apply(to: file) == [0x61, 0xE9, 0xFF, 0x0A, 0x78, 0x62])
    }

    @Test func positionsCountFromOne() {
        let file = SourceFile(path: "a.c", text: "ab\ncd")
        #expect(file.position(of: 0) == LineColumn(line: 1, column: 1))
        #expect(file.position(of: 3) == LineColumn(line: 2, column: 1))
        #expect(file.position(of: 5) == LineColumn(line: 2, column: 3))
        #expect(file.startOfLine(at: 4) == 3)
        #expect(file.endOfLine(at: 0) == 3)
    }
}
