// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import PatchSeries
import SourceText
import Testing

@testable import MigrationPipeline

/// `mdevport patch` on trees of our own.
@Suite struct PatchCommandTests {
    /// A folder `tree` with a driver and what stands around it, in git or not.
    private func orchard(inGit: Bool, lineEnd: String = "\n") throws -> LintScratch {
        let scratch = try LintScratch()
        let tree = try #require(try TreeCase.all().first { $0.name == "orchard" })
        try tree.write(to: scratch.folder + "/tree")
        try scratch.write(
            "tree/MAINTAINERS",
            "COUNTERS\nM:\tCora Counter <cora@example.org>\nL:\tkvm@example.org\nS:\tMaintained\nF:\tsamples/counters/\n"
        )
        if lineEnd != "\n" {
            for path in try FileManager.default.subpathsOfDirectory(atPath: scratch.folder) where path.hasSuffix(".c") {
                let text = try #require(scratch.text(of: path))
                try scratch.write(path, text.replacingOccurrences(of: "\n", with: lineEnd))
            }
        }
        guard inGit else { return scratch }
        try git(scratch, "init", "-q", "-b", "main")
        try git(scratch, "config", "user.name", "Ada Driver")
        try git(scratch, "config", "user.email", "ada@example.org")
        try git(scratch, "add", "-A")
        try git(scratch, "commit", "-q", "-m", "All of it")
        return scratch
    }

    private func git(_ scratch: LintScratch, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", scratch.folder + "/tree", "-c", "commit.gpgsign=false"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    private func run(
        _ scratch: LintScratch, _ paths: [String] = ["tree"], _ change: (inout PatchSettings) -> Void
    ) async throws -> CommandOutput {
        var settings = PatchSettings(input: InputSettings(paths: paths, workingDirectory: scratch.folder))
        settings.to = ["5.15"]
        settings.sourceDateEpoch = "1619460000"
        settings.temporaryFolder = scratch.folder
        change(&settings)
        return try await PatchCommand(settings).run()
    }

    /// What is wrong, nil when nothing is.
    private func complaint(
        _ scratch: LintScratch, _ change: (inout PatchSettings) -> Void
    ) async throws -> String? {
        do {
            _ = try await run(scratch, ["tree"], change)
            return nil
        } catch let error as InputError { return error.message }
    }

    private func entries(_ scratch: LintScratch) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.folder).sorted()
    }

    /// The series ends where `convert` ends.
    @Test func appliedItIsTheConversion() async throws {
        let scratch = try orchard(inGit: true)
        let output = try await run(scratch) { $0.folder = "out" }
        let files = String(decoding: output.standardOutput, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(files.first == "out/0000-cover-letter.patch")
        #expect(files.count >= 3)
        #expect(try entries(scratch) == ["out", "tree"])
        for file in files {
            let text = try #require(scratch.text(of: file))
            #expect(text.contains("\nTo: Cora Counter <cora@example.org>\n"))
            #expect(text.contains("\nCc: kvm@example.org\n"))
        }
        for file in files.dropFirst() { try git(scratch, "am", "-q", "../" + file) }

        let other = try orchard(inGit: false)
        let converted = try ConvertCommand(
            settings: InputSettings(paths: ["tree"], workingDirectory: other.folder), target: "5.15", isInPlace: true
        ).run()
        #expect(output.exitStatus == converted.exitStatus)
        for path in try FileManager.default.subpathsOfDirectory(atPath: other.folder) where !path.hasSuffix("/.git") {
            #expect(scratch.text(of: path) == other.text(of: path), "\(path)")
        }
    }

    /// git am takes carriage returns for an accident of mail.
    @Test func carriageReturns() async throws {
        let scratch = try orchard(inGit: true, lineEnd: "\r\n")
        let output = try await run(scratch) { $0.folder = "out" }
        #expect(output.messages.contains("out: lines end in CR LF; apply with git am --keep-cr"))
        for line in String(decoding: output.standardOutput, as: UTF8.self).split(separator: "\n").dropFirst() {
            try git(scratch, "am", "-q", "--keep-cr", "../\(line)")
        }
        let text = try #require(scratch.text(of: "tree/samples/counters/tally.c"))
        #expect(text.contains("vfio_register_group_dev"))
        #expect(text.utf8.filter { $0 == 13 }.count == text.utf8.filter { $0 == 10 }.count)
    }

    @Test func aDryRunWritesNothing() async throws {
        let scratch = try orchard(inGit: true)
        let output = try await run(scratch) {
            $0.lists = true
            $0.to.append("Ada <ada@example.org>")
        }
        let lines = String(decoding: output.standardOutput, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines.first?.hasPrefix("0/") == true)
        #expect(lines.contains { $0.hasPrefix("    samples/counters/tally.c +") })
        #expect(lines.contains("To: Ada <ada@example.org>"))
        #expect(lines.contains("Cc: kvm@example.org"))
        #expect(lines.last?.hasPrefix("base-commit: ") == true)
        #expect(try entries(scratch) == ["tree"])
    }

    /// The drivers are executed, and the cover says what came of it.
    @Test func verified() async throws {
        let scratch = try orchard(inGit: false)
        var options = VerifyOptions()
        options.budget = 5
        options.races = false
        let output = try await run(scratch, ["tree/samples/counters"]) {
            $0.folder = "out"
            $0.verification = options
        }
        let cover = try #require(scratch.text(of: "out/0000-cover-letter.txt"))
        #expect(cover.contains("\n  driver"))
        #expect(cover.contains("equivalent"), "\(cover)")
        #expect(output.messages.contains { $0.hasSuffix(": equivalent") }, "\(output.messages)")
    }

    @Test func outsideOfGit() async throws {
        let scratch = try orchard(inGit: false)
        let output = try await run(scratch) {
            $0.folder = "out"
            $0.version = 2
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder + "/out").sorted()
        let patches = names.filter { $0.hasSuffix(".patch") }
        #expect(names.contains("v2-0000-cover-letter.txt"))
        #expect(scratch.text(of: "out/series") == patches.map { $0 + "\n" }.joined())
        let first = try #require(scratch.text(of: "out/" + patches[0]))
        #expect(("\n" + first).contains("\nSubject: [PATCH v2 1/\(patches.count)] "), "\(first.prefix(900))")
        for name in patches {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["git", "apply", "out/" + name]
            process.currentDirectoryURL = URL(fileURLWithPath: scratch.folder)
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(name)")
        }
        #expect(output.messages.last?.hasSuffix("plain diffs, and series lists them") == true)
        let again = try ConvertCommand(
            settings: InputSettings(paths: ["tree"], workingDirectory: scratch.folder), target: "5.15", isInPlace: false
        ).run()
        #expect(String(decoding: again.standardOutput, as: UTF8.self) == "")
    }

    @Test func aBranch() async throws {
        let scratch = try orchard(inGit: true)
        let before = FileBytes.read(scratch.folder + "/tree/.git/index")
        let output = try await run(scratch) { $0.branch = "converted" }
        #expect(output.messages.last?.hasPrefix("branch converted: ") == true)
        #expect(output.standardOutput.isEmpty)
        #expect(FileBytes.read(scratch.folder + "/tree/.git/index") == before)
        #expect(try entries(scratch) == ["tree"])
        try git(scratch, "checkout", "-q", "converted")
        let again = try await run(scratch) { $0.lists = true }
        #expect(again.messages.last == "no patch was made: nothing changes")
    }

    @Test func whatIsWrongIsOneLine() async throws {
        let scratch = try orchard(inGit: true)
        try scratch.write("there/mine.txt", "mine\n")
        #expect(try await complaint(scratch) { _ in } == "-o DIR, --branch NAME or --dry-run: one of them is needed")
        #expect(
            try await complaint(scratch) { $0.folder = "there" }
                == "there: exists already; name a folder that is to be made")
        #expect(try await complaint(scratch) { $0.folder = "no/where" } == "no: no such folder")
        #expect(
            try await complaint(scratch) {
                $0.folder = "out"
                $0.branch = "b"
            } == "-o and --branch: only one of both; a branch is made instead of files")
        #expect(try await complaint(scratch) { $0.branch = "main" } == "--branch main: this branch exists already")
        #expect(
            try await complaint(scratch) {
                $0.lists = true
                $0.to = ["5.15", "5.16"]
            } == "--to: two levels given, 5.15 and 5.16")
        #expect(
            try await complaint(scratch) {
                $0.lists = true
                $0.cc = ["nobody"]
            } == "--cc nobody: neither ADDRESS nor NAME <ADDRESS>")
        #expect(
            try await complaint(scratch) {
                $0.lists = true
                $0.sourceDateEpoch = "yesterday"
            } == "SOURCE_DATE_EPOCH=yesterday: not a number of seconds since 1970")
        try scratch.write("tree/samples/Kconfig", (scratch.text(of: "tree/samples/Kconfig") ?? "") + "\n# mine\n")
        let changed = "samples/Kconfig: changed since the last commit; commit or stash that first"
        #expect(try await complaint(scratch) { $0.lists = true } == changed)
        #expect(try await complaint(scratch) { $0.folder = "out" } == changed)
        #expect(try entries(scratch) == ["there", "tree"])
    }
}
