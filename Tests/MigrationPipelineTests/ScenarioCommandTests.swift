// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import Testing

@testable import MigrationPipeline

/// Drivers of ours, loaded into the model and used: what the built-in scenario prints can be replayed.
@Suite struct ScenarioCommandTests {
    private static let project = FixtureCase.projectFolder

    private func output(_ source: ScenarioCommand.Source, _ files: [String]) throws -> (text: String, status: Int32) {
        let output = try ScenarioCommand(
            settings: InputSettings(paths: files.map { Self.project + "/" + $0 }), source: source,
            parameters: "dyndbg=+p"
        ).run()
        return (String(decoding: output.standardOutput, as: UTF8.self), output.exitStatus)
    }

    /// Of the levels 5.12, 5.15 and 6.1.
    static let drivers = ["pond-a2", "pond-b2", "pond-d0"].map { "Fixtures/machine/model/\($0).c" }

    @Test(arguments: drivers)
    func `the built-in scenario loads, uses and unloads a driver, and its trace is replayed`(_ driver: String) throws {
        let (trace, status) = try output(.builtIn, [driver])
        #expect(status == 0, "\(trace)")
        #expect(trace.contains(#/(?m)^insmod name=\S+ params="dyndbg=\+p" -> 0$/#), "\(trace)")
        #expect(trace.contains(#/(?m)^create type=\S+ data="[0-9a-f-]{36}" -> 36$/#), "\(trace)")
        #expect(trace.contains(#/(?m)^rmmod name=\S+ -> 0$/#), "\(trace)")
        #expect(!trace.contains("killed") && !trace.contains("unsupported"), "\(trace)")

        let scratch = try LintScratch()
        try scratch.write("trace.txt", trace)
        let (report, result) = try output(.replay(scratch.folder + "/trace.txt"), [driver])
        #expect(result == 0, "\(report)")
        #expect(report.contains(" equal, 0 different\n"), "\(report)")
    }

    @Test func `a replay shows what is different, and its status says so`() throws {
        let scratch = try LintScratch()
        try scratch.write(
            "trace.txt",
            """
            insmod name=nothing params="" -> 0
            exists uuid=11111111-aaaa-4aaa-8aaa-000000000001 -> -ENOENT

            """)
        let (report, status) = try output(.replay(scratch.folder + "/trace.txt"), [Self.drivers[0]])
        #expect(status == 1)
        #expect(report.contains("2 operations compared, 1 equal, 1 different"))
        #expect(
            report.contains("  - insmod name=nothing params=\"\" -> 0\n  + insmod name=nothing params=\"\" -> -ENOENT"))
    }

    @Test func `a scenario that makes no sense names its line`() throws {
        let scratch = try LintScratch()
        try scratch.write("scenario.txt", "# heading\nfrobnicate uuid=1 -> 0\n")
        let failure = #expect(throws: InputError.self) {
            try output(.scenario(scratch.folder + "/scenario.txt"), [Self.drivers[0]])
        }
        #expect(failure.map { "\($0)" }?.contains("scenario.txt:2: ") == true)
    }
}
