// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import SourceText
import Testing

@testable import MigrationPipeline

/// Bad input to `convert` and `scan`: one clear line, status 2, nothing written.
@Suite struct ConvertInputTests {
    private func convert(_ paths: [String], in folder: TemporaryFolder, to target: String? = nil) throws
        -> CommandOutput
    {
        try ConvertCommand(
            settings: InputSettings(paths: paths, workingDirectory: folder.path), target: target, isInPlace: true
        ).run()
    }

    private func message(_ paths: [String], in folder: TemporaryFolder, to target: String? = nil) -> String {
        do {
            let output = try convert(paths, in: folder, to: target)
            #expect(output.exitStatus == 2)
            return output.messages.joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }

    private func tally(in folder: TemporaryFolder) throws -> [UInt8] {
        try FixtureCase.named("tally").write(to: folder.path)
        return try #require(FileBytes.read(folder.path + "/tally.c"))
    }

    private func write(_ bytes: some Sequence<UInt8>, _ name: String, in folder: TemporaryFolder) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }

    @Test func noSuchPath() throws {
        let folder = try TemporaryFolder()
        #expect(message(["nope.c"], in: folder) == "\(folder.path)/nope.c: no such file or folder")
    }

    @Test func aFolderWithoutC() throws {
        let folder = try TemporaryFolder()
        try write("hello".utf8, "README", in: folder)
        #expect(message(["."], in: folder) == "\(folder.path): no C files here")
    }

    @Test func aBinary() throws {
        let folder = try TemporaryFolder()
        try write([0x7F, 0x45, 0, 1, 2], "a.c", in: folder)
        #expect(message(["a.c"], in: folder).contains("a.c: not a text"))
    }

    @Test func unknownAndUnsupportedLevels() throws {
        let folder = try TemporaryFolder()
        _ = try tally(in: folder)
        #expect(message(["tally.c"], in: folder, to: "9.9").hasPrefix("--to 9.9: unknown level"))
        #expect(message(["tally.c"], in: folder, to: "6.1").hasPrefix("--to 6.1: not supported yet"))
    }

    @Test func aTruncatedFile() throws {
        let folder = try TemporaryFolder()
        let bytes = try tally(in: folder)
        try write(bytes.prefix(bytes.count / 2), "half.c", in: folder)
        let text = message(["half.c"], in: folder)
        #expect(text.contains("half.c:"))
        #expect(text.contains("the file breaks off, or its braces do not match"))
        #expect(FileBytes.read(folder.path + "/half.c")?.count == bytes.count / 2)
        let scanned = try ScanCommand(
            settings: InputSettings(paths: ["half.c"], workingDirectory: folder.path), format: .text
        ).run()
        #expect(scanned.exitStatus == 2)
    }

    @Test func unbalancedBraces() throws {
        let folder = try TemporaryFolder()
        let text = String(decoding: try tally(in: folder), as: UTF8.self)
        try write(text.replacing("\n}\n", with: "\n\n", maxReplacements: 1).utf8, "open.c", in: folder)
        #expect(message(["open.c"], in: folder).contains("its braces do not match"))
    }

    @Test func aWriteProtectedTarget() throws {
        let folder = try TemporaryFolder()
        let bytes = try tally(in: folder)
        let path = folder.path + "/tally.c"
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        #expect(message(["tally.c"], in: folder) == "\(path): cannot be written: it is write-protected")
        #expect(FileBytes.read(path) == bytes)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasPrefix(".mdevport") })
    }

    @Test func oneBrokenDriverStopsWritingAll() throws {
        let folder = try TemporaryFolder()
        let bytes = try tally(in: folder)
        try write(bytes.prefix(bytes.count / 2), "half.c", in: folder)
        let output = try convert(["."], in: folder)
        #expect(output.exitStatus == 2)
        #expect(FileBytes.read(folder.path + "/tally.c") == bytes)
    }

    @Test func aHeaderThatWasNotNamedIsNotWritten() throws {
        let folder = try TemporaryFolder()
        var text = String(decoding: try tally(in: folder), as: UTF8.self)
        let start = try #require(text.firstRange(of: "struct tally {"))
        let end = try #require(text[start.lowerBound...].firstRange(of: "};\n"))
        try write(
            ("#include <linux/mutex.h>\n#include <linux/types.h>\nstruct mdev_device;\n"
                + text[start.lowerBound..<end.upperBound]).utf8, "tally.h", in: folder)
        text.replaceSubrange(start.lowerBound..<end.upperBound, with: "#include \"tally.h\"\n")
        try write(text.utf8, "tally.c", in: folder)
        let header = FileBytes.read(folder.path + "/tally.h")
        let alone = try convert(["tally.c"], in: folder)
        #expect(alone.exitStatus == 1, "\(alone.messages)")
        #expect(alone.messages.contains { $0.contains("tally.h has to change, too") })
        #expect(FileBytes.read(folder.path + "/tally.h") == header)
        let both = try convert(["tally.c", "tally.h"], in: folder)
        #expect(both.exitStatus == 0, "\(both.messages)")
        #expect(FileBytes.read(folder.path + "/tally.h") != header)
    }

    @Test func modesAndLinksStay() throws {
        let folder = try TemporaryFolder()
        _ = try tally(in: folder)
        let path = folder.path + "/tally.c"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.c", withDestinationPath: "tally.c")
        #expect(try convert(["link.c"], in: folder).exitStatus == 0)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        #expect(String(decoding: FileBytes.read(path) ?? [], as: UTF8.self).contains("vfio_register_group_dev"))
        #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link.c")) == "tally.c")
    }
}

/// README shows a conversion: it has to be the one that the program makes.
@Suite struct ReadmeTests {
    @Test func theExampleIsTrue() throws {
        let project = FixtureCase.projectFolder
        let output = try ConvertCommand(
            settings: InputSettings(paths: ["Fixtures/example"], workingDirectory: project), target: "5.15",
            isInPlace: false
        ).run()
        let diff = String(decoding: output.standardOutput, as: UTF8.self)
        let readme = String(decoding: try #require(FileBytes.read(project + "/README.md")), as: UTF8.self)
        let start = try #require(readme.firstRange(of: "```diff\n"))
        let end = try #require(readme[start.upperBound...].firstRange(of: "```"))
        for part in readme[start.upperBound..<end.lowerBound].split(separator: "@@\n") {
            #expect(diff.contains(part), "README.md shows what convert does not print:\n\(part)")
        }
    }
}
