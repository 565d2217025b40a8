// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText
import Testing

@Suite struct CLexerTests {
    private func words(_ text: String) -> [String] {
        let list = TokenList(SourceFile(path: "a.c", text: text))
        return list.tokens.map(list.text)
    }

    @Test func splitsWordsAndPunctuators() {
        #expect(words("a->b+=c<<=1;") == ["a", "->", "b", "+=", "c", "<<=", "1", ";"])
    }

    @Test func numbersKeepTheirSignsOnlyInExponents() {
        #expect(words("0x1e+1 1e+5 .5f 0xffULL") == ["0x1e", "+", "1", "1e+5", ".5f", "0xffULL"])
    }

    @Test func commentsAreApart() {
        let list = TokenList(SourceFile(path: "a.c", text: "a /* b \"c */ d // e\nf"))
        #expect(list.tokens.map(list.text) == ["a", "d", "f"])
        #expect(list.comments.count == 2)
    }

    @Test func stringsHoldWhatLooksLikeCode() {
        #expect(words(#"p("a /* \" b", '"', "c")"#) == ["p", "(", #""a /* \" b""#, ",", "'\"'", ",", "\"c\"", ")"])
    }

    @Test func anApostropheInErrorTextDoesNotSwallowTheFile() {
        #expect(words("#error don't\nint x;").suffix(3) == ["int", "x", ";"])
    }

    @Test func directivesAreMarkedUpToTheirEnd() {
        let list = TokenList(SourceFile(path: "a.c", text: "#define A \\\n  b\nc"))
        #expect(list.tokens.map(\.isInDirective) == [true, true, true, true, false])
    }

    @Test func crlfContinuesLinesToo() {
        let list = TokenList(SourceFile(path: "a.c", text: "#define A \\\r\n  b\r\nc\r\n"))
        #expect(list.tokens.map(\.isInDirective) == [true, true, true, true, false])
    }

    @Test func headerNamesAreOneToken() { #expect(words("#include <linux/mdev.h>").last == "<linux/mdev.h>") }

    @Test func findsTheClosingBracket() {
        let list = TokenList(SourceFile(path: "a.c", text: "f(a[1], (b));"))
        #expect(list.closing(of: 1).map { list.text(at: $0 + 1) } == ";")
        #expect(TokenList(SourceFile(path: "a.c", text: "f(a")).closing(of: 1) == nil)
    }

    @Test func typeTextsTellTheirStruct() {
        #expect(CType.recordName("const struct mdev_parent_ops *") == "mdev_parent_ops")
        #expect(CType.recordName("int (*)(struct mdev_device *)") == nil)
        #expect(CType.recordName("unsigned int") == nil)
        #expect(CType.isPointer("const struct foo *", toStruct: "foo"))
        #expect(!CType.isPointer("struct foo **", toStruct: "foo"))
        #expect(!CType.isPointer("struct foobar *", toStruct: "foo"))
    }
}
