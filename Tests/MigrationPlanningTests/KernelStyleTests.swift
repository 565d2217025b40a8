// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing

@testable import MigrationPlanning

@Suite struct KernelStyleTests {
    @Test func tabsReachTheNextStop() {
        #expect(KernelStyle.column(after: "\ta") == 9)
        #expect(KernelStyle.column(after: "abc\t") == 8)
        #expect(KernelStyle.padding(to: 18) == "\t\t  ")
    }

    @Test func listsWrapBelowTheirBracket() {
        let items = ["struct first_thing *first", "struct second_thing *second", "int third"]
        #expect(
            KernelStyle.wrap(items, at: 20, reserve: 1)
                == "struct first_thing *first, struct second_thing *second,\n\t\t    int third")
        #expect(KernelStyle.wrap(["a", "b"], at: 8, reserve: 1) == "a, b")
    }

    @Test func declarationsBreakBehindTheEqualsSign() {
        #expect(KernelStyle.declaration("int x", "1") == "\tint x = 1;\n")
        let long = KernelStyle.declaration(
            "struct a_rather_long_name *variable", "container_of(vdev, struct a_rather_long_name, vdev)")
        #expect(
            long
                == "\tstruct a_rather_long_name *variable =\n\t\tcontainer_of(vdev, struct a_rather_long_name, vdev);\n"
        )
    }
}

@Suite struct TidyingTests {
    private func tidy(_ text: String, _ edits: [TextEdit]) throws -> String {
        String(decoding: try Tidying().apply(EditSet(edits), to: SourceFile(path: "a.c", text: text)), as: UTF8.self)
    }

    @Test func aDeletedStatementLeavesNoDoubledBlank() throws {
        let text = "{\n\ta();\n\n\tb();\n\n\tc();\n}\n"
        #expect(try tidy(text, [.delete(SourceRange(9, 15))]) == "{\n\ta();\n\n\tc();\n}\n")
    }

    @Test func noBlankStaysBehindAnOpeningBrace() throws {
        #expect(try tidy("{\n\tint a;\n\n\tb();\n}\n", [.delete(SourceRange(2, 10))]) == "{\n\tb();\n}\n")
    }

    @Test func doubledBlanksOfTheOriginalStay() throws {
        let text = "a();\n\n\nb();\nc();\n"
        #expect(try tidy(text, [TextEdit(SourceRange(12, 17), "d();\n")]) == "a();\n\n\nb();\nd();\n")
    }

    @Test func aLineThatGrewIsBroken() throws {
        let call = "\tret = some_function(short, second_argument, third_argument, fourth_arg);\n"
        let offset = try #require(call.utf8.firstIndex(of: UInt8(ascii: "(")))
        let start = call.utf8.distance(from: call.utf8.startIndex, to: offset) + 1
        #expect(
            try tidy(call, [TextEdit(SourceRange(start, start + 5), "a_longer_name")]) == """
                \tret = some_function(a_longer_name, second_argument, third_argument,
                \t\t\t    fourth_arg);

                """)
    }

    @Test func longLinesOfTheOriginalStay() throws {
        let long = "\t/* " + String(repeating: "x", count: 90) + " */\n\ta();\n"
        #expect(try tidy(long, [.insert("\tb();\n", at: long.utf8.count)]) == long + "\tb();\n")
    }

    @Test func crlfAndTheMissingLastNewlineStay() throws {
        #expect(try tidy("a\r\nb\r\nc", [TextEdit(SourceRange(3, 4), "x\ny")]) == "a\r\nx\r\ny\r\nc")
    }
}
