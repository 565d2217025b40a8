// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelHeaders
import Testing

@Suite struct ClangParserTests {
    private func parse(_ text: String, _ flags: [String] = []) throws -> ParseResult {
        try ClangParser().parse(
            ParseRequest(
                path: "/virtual/a.c", arguments: ["-std=gnu11", "-nostdinc", "-Wall"] + flags, ownFolders: ["/virtual"],
                contents: ["/virtual/a.c": Array(text.utf8)]))
    }

    private func nodes(_ result: ParseResult, _ kind: NodeKind) -> [SyntaxNode] {
        result.tree.declarations.flatMap { $0.descendants(kind) }
    }

    @Test func missingIncludesAreTakenAsEmptyAndListed() throws {
        let result = try parse("#include <no/such.h>\n#include \"other.h\"\nint x;\n")
        #expect(result.missingIncludes == ["no/such.h", "other.h"])
        #expect(result.errors.isEmpty)
        #expect(result.tree.declarations.map(\.name) == ["x"])
    }

    @Test func operatorsAreToldApart() throws {
        let result = try parse("void f(int a, int b) { a = b; a += b; a == b; a || b; (a) = (b); !a; b--; }")
        #expect(nodes(result, .assignment).map(\.operatorText) == ["=", "+=", "="])
        #expect(nodes(result, .binary).map(\.operatorText) == ["==", "||"])
        #expect(nodes(result, .unary).map(\.operatorText) == ["!", "--"])
    }

    @Test func declarationsAndReferencesAgree() throws {
        let result = try parse("int g(int p);\nint g(int p) { return p; }\nint h(void) { return g(1); }\n")
        let functions = result.tree.declarations.filter { $0.name == "g" }
        #expect(functions.count == 2)
        #expect(functions[0].declaration == functions[1].declaration)
        let call = try #require(nodes(result, .call).first)
        #expect(call.calledName == "g")
        #expect(call.declaration == functions[0].declaration)
        #expect(functions.map(\.isDefinition) == [false, true])
    }

    @Test func designatedInitialisersKnowTheirStruct() throws {
        let result = try parse("struct s { int a; int b; };\nstatic struct s v = { .b = 2, .a = 1 };\n")
        let members = nodes(result, .designatedInitialiser)
        #expect(members.compactMap { $0.designatedMember?.name } == ["b", "a"])
        #expect(members.compactMap { $0.designatedMember?.owner } == ["s", "s"])
        #expect(members.compactMap { $0.initialiser?.text } == ["2", "1"])
    }

    @Test func macroBodiesAreNotMistakenForText() throws {
        let result = try parse(
            "#define TWICE(x) ((x) + (x))\nint f(int a) { return TWICE(a); }\nint g(int a) { return a; }\n")
        #expect(result.macroUses.map(\.name) == ["TWICE"])
        let fromMacro = nodes(result, .binary).map { $0.isFromMacro }
        #expect(fromMacro == [true])
        // The argument is text of the file, however often the body uses it.
        let mentions = nodes(result, .reference).filter { $0.name == "a" && !$0.isFromMacro }
        #expect(Set(mentions.map(\.position.line)) == [2, 3])
    }

    @Test func inactiveBranchesAreKnown() throws {
        let text = "#if 0\nint hidden;\n#else\nint shown;\n#endif\n"
        let result = try parse(text)
        #expect(result.tree.declarations.map(\.name) == ["shown"])
        let ranges = result.inactive["/virtual/a.c"] ?? []
        #expect(ranges.contains { $0.contains(8) })
    }

    @Test func integersThroughMacrosHaveValues() throws {
        let result = try parse("#define N 4\nint a[N];\nint f(void) { return N; }\n")
        let statement = try #require(nodes(result, .returnStatement).first)
        #expect(statement.children.first?.integerValue == 4)
    }

    @Test func crlfOffsetsAreRight() throws {
        let result = try parse("int a;\r\nint b;\r\n")
        #expect(result.tree.declarations.map(\.text) == ["int a", "int b"])
    }

    @Test func errorsDoNotStopTheParse() throws {
        let result = try parse("nonsense x y;\nint after;\n")
        #expect(!result.errors.isEmpty)
        #expect(result.tree.declarations.contains { $0.name == "after" })
    }
}
