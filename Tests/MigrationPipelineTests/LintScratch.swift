// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import SourceText

@testable import MigrationPipeline

/// A folder for one test, gone with it.
final class LintScratch {
    let folder: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "mdevport-lint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.resolvingSymlinksInPath().path
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ name: String, _ text: String) throws {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(
            atPath: PathText.folder(of: path), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    func text(of name: String) -> String? {
        FileBytes.read(folder + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a fixture's files into a folder of its name.
    func add(_ fixture: String) throws { try FixtureCase.named(fixture).write(to: folder + "/" + fixture) }

    func settings(_ paths: String..., change: (inout LintSettings) -> Void = { _ in }) -> LintSettings {
        var settings = LintSettings(input: InputSettings(paths: paths, workingDirectory: folder))
        change(&settings)
        return settings
    }

    func lint(
        _ paths: String..., change: (inout LintSettings) -> Void = { _ in }
    ) async throws -> (status: Int32, text: String, messages: [String]) {
        var settings = LintSettings(input: InputSettings(paths: paths, workingDirectory: folder))
        change(&settings)
        let output = try await LintCommand(settings).run()
        return (output.exitStatus, String(decoding: output.standardOutput, as: UTF8.self), output.messages)
    }

    /// What is wrong with the input, nil when nothing is.
    func complaint(_ paths: String..., change: (inout LintSettings) -> Void = { _ in }) async throws -> String? {
        var settings = LintSettings(input: InputSettings(paths: paths, workingDirectory: folder))
        change(&settings)
        do {
            _ = try await LintCommand(settings).run()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Runs git in the folder.
    func git(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        process.arguments = ["git", "-C", folder] + identity + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}

/// `path:line` and rule of every finding in a report for people.
func headlines(_ report: String) -> [String] {
    report.split(separator: "\n").compactMap { line in
        guard line.hasSuffix("]"), let open = line.lastIndex(of: "[") else { return nil }
        let place = line.split(separator: ":").prefix(2).joined(separator: ":")
        return place + " " + line[line.index(after: open)...].dropLast()
    }
}
