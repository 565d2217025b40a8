// SPDX-License-Identifier: Apache-2.0
import Foundation
import SourceText
import Testing

@testable import MigrationPipeline

/// Bad input is one clear line.
@Suite struct LintInputTests {
    @Test func paths() async throws {
        let scratch = try LintScratch()
        try scratch.write("empty/notes.txt", "nothing")
        try scratch.write("bin.c", "int a;\0\u{1}\u{2}")
        try scratch.write("cut.c", "int f(void)\n{\n\tint a = g(")
        try scratch.write("braces.c", "int f(void)\n{\n\tif (1) {\n}\n")
        #expect(try await scratch.complaint("nosuch") == "nosuch: no such file or folder")
        #expect(try await scratch.complaint("empty") == "empty: no C files here")
        #expect(try await scratch.complaint("bin.c") == "bin.c: a binary file, not source text")
        #expect(try await scratch.complaint("cut.c") == "cut.c:3:11: '(' is never closed")
        #expect(try await scratch.complaint("braces.c") == "braces.c:2:1: '{' is never closed")
    }

    @Test func brokenFilesInAFolderAreNotes() async throws {
        let scratch = try LintScratch()
        try scratch.write("cut.c", "void f(void *m)\n{\n\tmdev_set_drvdata(m, g(")
        let result = try await scratch.lint(".")
        #expect(headlines(result.text) == ["cut.c:3 M-26"])
        #expect(result.text.contains("note: cut.c:3:23: did not parse: '(' is never closed\n"))
        #expect(result.status == 1)
    }

    @Test func levels() async throws {
        let scratch = try LintScratch()
        try scratch.write("a.c", "int a;\n")
        #expect(
            try await scratch.complaint("a.c") { $0.target = "5.99" }?.hasPrefix("--to 5.99: unknown level; ") == true)
        #expect(try await scratch.complaint("a.c") { $0.target = "6.1" }?.hasPrefix("--to 6.1: no rule looks ") == true)
        #expect(try await scratch.complaint("a.c") { $0.target = "5.15" } == nil)
    }

    @Test func baselines() async throws {
        let scratch = try LintScratch()
        try scratch.write("a.c", "int a;\n")
        try scratch.write("odd.txt", "no baseline\n")
        let missing = try await scratch.complaint("a.c") { $0.baseline = "none.txt" }
        #expect(missing == "none.txt: cannot be read; --write-baseline writes a new one")
        let odd = try await scratch.complaint("a.c") { $0.baseline = "odd.txt" }
        #expect(odd?.hasPrefix("odd.txt:1: not a baseline") == true)
        let unwritable = try await scratch.complaint("a.c") {
            $0.baseline = "no/folder/known.txt"
            $0.writesBaseline = true
        }
        #expect(unwritable?.hasPrefix("no/folder/known.txt: cannot be written: ") == true)
        let unnamed = try await scratch.complaint("a.c") { $0.writesBaseline = true }
        #expect(unnamed == "--write-baseline needs --baseline FILE to write to")
    }

    @Test func revisions() async throws {
        let scratch = try LintScratch()
        try scratch.write("a.c", "int a;\n")
        #expect(try await scratch.complaint("a.c") { $0.since = "HEAD" }?.hasPrefix("--since HEAD: ") == true)
        try scratch.git("init", "-q")
        #expect(try await scratch.complaint("a.c") { $0.since = "nosuch" }?.contains("no commit \"nosuch\"") == true)
    }

    @Test func flagsThatLoadCodeAreDroppedWithAWord() async throws {
        let scratch = try LintScratch()
        try scratch.write("a.c", "int a;\n")
        let result = try await scratch.lint("a.c") { $0.input.extraFlags = ["-fplugin=./evil.so", "-DA=1"] }
        #expect(result.status == 0)
        #expect(result.text.contains("-fplugin"))
    }
}
