// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import KernelLevels
import SourceText
import Testing

@testable import MigrationPipeline

/// `convert` on trees: what stands around the drivers changes with them.
@Suite struct TreeConversionTests {
    struct Run: Sendable, CustomTestStringConvertible {
        var tree: TreeCase
        var target: KernelLevel
        var testDescription: String { "\(tree.name) to \(target.releaseName)" }
    }

    static let runs = ((try? TreeCase.all()) ?? []).flatMap { tree in tree.targets.map { Run(tree: tree, target: $0) } }

    private func convert(
        _ paths: [String], to target: KernelLevel, in folder: TemporaryFolder, inPlace: Bool
    ) throws -> CommandOutput {
        try ConvertCommand(
            settings: InputSettings(paths: paths, workingDirectory: folder.path), target: target.rawValue,
            isInPlace: inPlace
        ).run()
    }

    @Test func thereAreTrees() throws { #expect(try TreeCase.all().count >= 3) }

    /// The diff without the C files, which other fixtures are about, and all that is said.
    @Test(arguments: runs) func converts(_ run: Run) throws {
        let folder = try TemporaryFolder()
        try run.tree.write(to: folder.path)
        let output = try convert(run.tree.paths, to: run.target, in: folder, inPlace: false)
        let written = try convert(run.tree.paths, to: run.target, in: folder, inPlace: true)
        #expect(written.messages == output.messages)
        #expect(written.exitStatus == output.exitStatus)

        var text: [UInt8] = []
        for (name, bytes) in try run.tree.files().sorted(by: { $0.key < $1.key }) {
            let now = try #require(FileBytes.read(folder.path + "/" + name))
            let diff = UnifiedDiff.between(bytes, now, path: name)
            if !diff.isEmpty {
                #expect(Data(output.standardOutput).range(of: Data(diff)) != nil, "\(name): another diff")
            }
            let isGiven = run.tree.paths.contains { PathText.isBelow("/" + name, PathText.absolute($0, in: "/")) }
            #expect(isGiven || now == bytes, "\(name) was not given and is changed")
            if !name.hasSuffix(".c") { text += diff }
        }
        text += Array((output.messages.joined(separator: "\n") + "\nexit status \(output.exitStatus)\n").utf8)
        let expected = "\(run.tree.folder)/expected/\(run.target.releaseName).txt"
        if let difference = try Blessed.difference(text, at: expected) { Issue.record(Comment(rawValue: difference)) }

        let again = try convert(run.tree.paths, to: run.target, in: folder, inPlace: false)
        #expect(again.standardOutput.isEmpty)
    }

    @Test func aBrokenDriverStopsTheRest() throws {
        let folder = try TemporaryFolder()
        try FixtureCase.named("tally").write(to: folder.path)
        let kconfig = FileBytes.read(folder.path + "/Kconfig")
        let driver = try #require(FileBytes.read(folder.path + "/tally.c"))
        try Data(driver.prefix(driver.count / 2)).write(to: URL(fileURLWithPath: folder.path + "/tally.c"))
        let output = try convert(["."], to: .S, in: folder, inPlace: true)
        #expect(output.exitStatus == 2)
        #expect(FileBytes.read(folder.path + "/Kconfig") == kconfig)
    }

    @Test func filesWithoutAnyDriverAreEdited() throws {
        let folder = try TemporaryFolder()
        try Data("config A\n\tdepends on VFIO_MDEV_DEVICE\n".utf8).write(
            to: URL(fileURLWithPath: folder.path + "/Kconfig"))
        for path in [".", "Kconfig"] {
            let output = try convert([path], to: .S, in: folder, inPlace: false)
            #expect(output.exitStatus == 0)
            #expect(String(decoding: output.standardOutput, as: UTF8.self).contains("+\tdepends on VFIO_MDEV\n"))
        }
        _ = try convert(["."], to: .S, in: folder, inPlace: true)
        let again = try convert(["."], to: .S, in: folder, inPlace: false)
        #expect(again.standardOutput.isEmpty)
        #expect(again.messages == ["no drivers of mediated devices here: nothing to convert"])
        #expect(again.exitStatus == 0)
    }

    /// A question to the configuration in a converted driver changes along with the conversion.
    @Test func questionsInADriverAreConverted() throws {
        let folder = try TemporaryFolder()
        try FixtureCase.named("tally").write(to: folder.path)
        let path = folder.path + "/tally.c"
        let text = String(decoding: try #require(FileBytes.read(path)), as: UTF8.self)
        try Data((text + "#ifdef CONFIG_VFIO_MDEV_DEVICE\n#endif\n").utf8).write(to: URL(fileURLWithPath: path))
        let output = try convert(["."], to: .B2, in: folder, inPlace: true)
        #expect(output.exitStatus == 0, "\(output.messages)")
        let new = String(decoding: try #require(FileBytes.read(path)), as: UTF8.self)
        #expect(new.hasSuffix("#ifdef CONFIG_VFIO_MDEV\n#endif\n"))
        #expect(new.contains("vfio_register_group_dev"))
        #expect(try convert(["."], to: .B2, in: folder, inPlace: false).standardOutput.isEmpty)
    }

    @Test func wordsOfTheSearchMakeNoDriver() throws {
        let folder = try TemporaryFolder()
        let text = "#ifdef CONFIG_VFIO_MDEV_DEVICE\nint a;\n#endif\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/a.c"))
        let output = try convert(["."], to: .S, in: folder, inPlace: true)
        #expect(output.messages == ["around the drivers: 1 file changed"])
        #expect(FileBytes.read(folder.path + "/a.c") == Array(text.replacing("_DEVICE", with: "").utf8))
    }
}
