// SPDX-License-Identifier: Apache-2.0
import Findings
import FixtureKit
import Foundation
import KernelLevels
import SourceText
import Testing

@testable import MigrationPipeline

@Suite struct LintCommandTests {
    /// The whole way from the disk, with an order that does not depend on timing.
    @Test(arguments: try FixtureCase.all())
    func fixturesFromDisk(_ fixture: FixtureCase) async throws {
        let scratch = try LintScratch()
        try scratch.add(fixture.name)
        let result = try await scratch.lint(fixture.name) { $0.target = fixture.lintTarget.rawValue }
        let expected = fixture.expectedFindings.map { "\(fixture.name)/\($0.file):\($0.line) \($0.rule)" }.sorted()
        #expect(headlines(result.text).sorted() == expected)
        #expect(result.status == (expected.isEmpty ? 0 : 1))
        let again = try await scratch.lint(fixture.name) { $0.target = fixture.lintTarget.rawValue }
        #expect(again.text == result.text)
    }

    @Test func filesAloneSeeTheirModule() async throws {
        let scratch = try LintScratch()
        try scratch.write("Makefile", "obj-m += pair.o\npair-y := one.o two.o\n")
        try scratch.write("one.c", "int add(struct device *dev) { return mdev_register_device(dev, 0); }\n")
        try scratch.write("two.c", "int init(void) { return mdev_register_driver(0); }\n")
        try scratch.write("lone.c", "int add(struct device *dev) { return mdev_register_device(dev, 0); }\n")
        #expect(headlines(try await scratch.lint("one.c").text).isEmpty)
        #expect(headlines(try await scratch.lint(".").text) == ["lone.c:1 M-17"])
    }

    @Test func theApiItselfIsLeftOutInOneNote() async throws {
        let scratch = try LintScratch()
        try scratch.write(
            "include/mdev.h", "struct mdev_parent_ops {\n\tint a;\n};\nvoid *mdev_get_drvdata(void *m);\n")
        try scratch.write(
            "core/core.c", "int mdev_register_device(void *d, struct mdev_parent_ops *o)\n{\n\treturn 0;\n}\n")
        try scratch.write("core/shim.c", "void *f(void *m)\n{\n\treturn mdev_get_drvdata(m);\n}\n")
        let result = try await scratch.lint(".")
        #expect(result.status == 0)
        #expect(result.text == "note: left out, being the API itself: core, include/mdev.h\nno findings\n")
        #expect(try await scratch.lint("core/shim.c").status == 0)
    }

    @Test func suppressions() async throws {
        let scratch = try LintScratch()
        let text = """
            void *f(void *m)
            {
            \t/* mdevport: allow(M-26) waits for the next release */
            \treturn mdev_get_drvdata(m);
            }
            int a; // mdevport: allow(M-16) nothing here

            """
        try scratch.write("a.c", text)
        try scratch.write("quiet.h", "int b; /* mdevport: allow(M-99) */\n")
        let result = try await scratch.lint(".")
        #expect(
            headlines(result.text) == [
                "a.c:6 unused-suppression", "quiet.h:1 bad-suppression", "quiet.h:1 bad-suppression",
            ])
        #expect(result.text.contains("1 suppressed"))
        #expect(result.status == 1)
    }

    @Test func baselineTakesKnownFindingsOut() async throws {
        let scratch = try LintScratch()
        try scratch.add("tally")
        let written = try await scratch.lint("tally") {
            $0.baseline = "known.txt"
            $0.writesBaseline = true
        }
        #expect(written.status == 0)
        #expect(written.text.isEmpty)
        let quiet = try await scratch.lint("tally") { $0.baseline = "known.txt" }
        #expect(quiet.status == 0)
        #expect(quiet.text.hasPrefix("no findings; "))
        try scratch.write("tally/more.c", "void *f(void *m)\n{\n\treturn mdev_get_drvdata(m);\n}\n")
        let more = try await scratch.lint("tally") { $0.baseline = "known.txt" }
        #expect(headlines(more.text) == ["tally/more.c:3 M-26"])
        #expect(more.status == 1)
        // The paths count from the baseline's folder, wherever the command is started.
        let inside = LintSettings(
            input: InputSettings(paths: ["tally.c"], workingDirectory: scratch.folder + "/tally"),
            baseline: "../known.txt")
        let output = try await LintCommand(inside).run()
        #expect(output.exitStatus == 0)
        #expect(!String(decoding: output.standardOutput, as: UTF8.self).contains("without a finding"))
    }

    @Test func sinceKeepsChangedLines() async throws {
        let scratch = try LintScratch()
        try scratch.add("tally")
        try scratch.git("init", "-q")
        try scratch.git("add", "-A")
        try scratch.git("commit", "-q", "-m", "first")
        #expect(try await scratch.lint("tally") { $0.since = "HEAD" }.status == 0)
        let text = try #require(scratch.text(of: "tally/tally.c"))
        try scratch.write("tally/tally.c", text + "void *f(void *m)\n{\n\treturn mdev_get_drvdata(m);\n}\n")
        try scratch.write("new.c", "void *f(void *m)\n{\n\treturn mdev_get_drvdata(m);\n}\n")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        let found = try await scratch.lint(".") { $0.since = "HEAD" }
        #expect(headlines(found.text) == ["new.c:3 M-26", "tally/tally.c:\(lines + 3) M-26"])
        #expect(headlines(try await scratch.lint("tally/tally.c") { $0.since = "HEAD" }.text).count == 1)
    }

    @Test(arguments: [
        (LintFormat.json, "\"findings\": ["), (.sarif, "\"version\": \"2.1.0\""),
        (.github, "::warning file=tally/tally.c,"),
    ])
    func formats(_ format: LintFormat, _ part: String) async throws {
        let scratch = try LintScratch()
        try scratch.add("tally")
        let result = try await scratch.lint("tally") { $0.format = format }
        #expect(result.text.contains(part))
        if format != .github { _ = try JSONSerialization.jsonObject(with: Data(result.text.utf8)) }
    }

    /// Every finding of a driver that converts carries the conversion; one that is refused has nothing to offer.
    @Test func convertibleFindingsCarryTheConversion() async throws {
        let scratch = try LintScratch()
        try scratch.add("tally")
        try scratch.add("lattice")
        let converts = try await scratch.lint("tally/tally.c") { $0.format = .sarif }
        let refused = try await scratch.lint("lattice/lattice.c") { $0.format = .sarif }
        let text = try Self.results(converts.text)
        #expect(!text.isEmpty)
        #expect(text.allSatisfy { $0["fixes"] != nil })
        #expect(try Self.results(refused.text).allSatisfy { $0["fixes"] == nil })
        // The first change is the member that the state gains.
        #expect(converts.text.contains("\"text\": \"\\tstruct vfio_device vdev;\\n\""))
    }

    private static func results(_ sarif: String) throws -> [[String: Any]] {
        let document = try JSONSerialization.jsonObject(with: Data(sarif.utf8)) as? [String: Any]
        let run = (document?["runs"] as? [[String: Any]])?.first
        return try #require(run?["results"] as? [[String: Any]])
    }
}
