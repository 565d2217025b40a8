// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import MigrationPipeline

/// Whoever ends the program leaves nothing half-written behind.
@Suite struct AtomicWriterTests {
    private func names(_ scratch: LintScratch) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.folder).sorted()
    }

    @Test func `what is written has no name until it is whole`() throws {
        let scratch = try LintScratch()
        let path = scratch.folder + "/report.html"
        let file = try #require(StagedFile(for: path))
        #expect(file.write(Array("whole".utf8)))
        #expect(try names(scratch) == [])
        #expect(file.replace())
        #expect(try names(scratch) == ["report.html"])
        #expect(scratch.text(of: "report.html") == "whole")
    }

    @Test func `a file keeps its mode, and a link stays one`() throws {
        let scratch = try LintScratch()
        try scratch.write("real", "old")
        chmod(scratch.folder + "/real", 0o640)
        symlink("real", scratch.folder + "/link")
        try AtomicWriter().write([scratch.folder + "/link": Array("new".utf8)])
        #expect(scratch.text(of: "real") == "new")
        var info = stat()
        #expect(lstat(scratch.folder + "/real", &info) == 0 && info.st_mode & 0o777 == 0o640)
        #expect(lstat(scratch.folder + "/link", &info) == 0 && info.st_mode & S_IFMT == S_IFLNK)
        #expect(try names(scratch) == ["link", "real"])
    }

    @Test func `one that cannot be written leaves all as they were`() throws {
        let scratch = try LintScratch()
        try scratch.write("a", "old")
        #expect(throws: InputError.self) {
            try AtomicWriter().write([
                scratch.folder + "/a": Array("new".utf8), scratch.folder + "/b": Array("new".utf8),
            ])
        }
        #expect(scratch.text(of: "a") == "old")
        #expect(try names(scratch) == ["a"])
    }

    /// The program itself, ended in the middle of its work.
    @Test(arguments: [0.1, 0.4, 0.8])
    func `a verification that is ended leaves nothing behind`(_ seconds: Double) throws {
        // It is built beside the tests.
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "mdevport")
        let scratch = try LintScratch()
        for driver in ["ferry", "tally", "weir", "gauge"] { try scratch.add(driver) }
        let before = try names(scratch)
        let process = Process()
        process.executableURL = program
        process.arguments = ["verify", "--to", "5.15", "--html", "report.html", "."]
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.folder)
        process.environment = ["TMPDIR": scratch.folder]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: seconds)
        // No other signal is sure to get through: what a test starts inherits the mask of its thread.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(try names(scratch) == before)
    }
}
