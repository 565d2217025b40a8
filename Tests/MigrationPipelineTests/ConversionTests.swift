// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import KernelLevels
import SourceText
import Testing

@testable import MigrationPipeline

/// Every fixture through `convert`: blessed output for those that convert, the blessed reason for those that do not,
/// and the checks that come for free.
@Suite struct ConversionTests {
    struct Run: Sendable, CustomTestStringConvertible {
        var fixture: FixtureCase
        var target: KernelLevel
        var testDescription: String { "\(fixture.name) to \(target.releaseName)" }
    }

    static let fixtures: [FixtureCase] = (try? FixtureCase.all()) ?? []
    static let runs = fixtures.flatMap { fixture in
        fixture.convertTargets.map { Run(fixture: fixture, target: $0) }
    }

    @Test func thereAreFixtures() throws {
        let all = try FixtureCase.all()
        #expect(all.count >= 30)
        #expect(all.count { !$0.convertTargets.isEmpty } >= 14)
        #expect(Set(all.flatMap(\.rows)).isSuperset(of: 1...11))
    }

    @Test(arguments: runs) func converts(_ run: Run) throws {
        let folder = try TemporaryFolder()
        try run.fixture.write(to: folder.path)
        let loader = DriverLoader(InputSettings(paths: [folder.path], workingDirectory: folder.path))
        let loaded = try loader.load()
        let driver = try #require(loaded.drivers.first)
        #expect(loaded.drivers.count == 1)
        #expect(driver.errors.isEmpty, "the input does not parse at its level: \(driver.errors)")

        let conversion = DriverConverter(target: run.target).convert(driver)
        guard case .converted(let plan) = conversion.outcome else {
            Issue.record("not converted: \(conversion.outcome)")
            return
        }
        #expect(plan.reviews.map(\.rule.rawValue) == run.fixture.reviews)
        #expect(plan.steps.allSatisfy { !$0.isEmpty })
        for (path, bytes) in conversion.files {
            let name = PathText.name(of: path)
            let expected = "\(run.fixture.folder)/expected/\(run.target.releaseName)/\(name)"
            if let difference = try Blessed.difference(bytes, at: expected) {
                Issue.record(Comment(rawValue: difference))
            }
        }
        try secondConversionIsEmpty(conversion, in: folder)
    }

    /// The result, read back from disk as a user would, has nothing left to convert and parses without an error.
    private func secondConversionIsEmpty(_ conversion: DriverConversion, in folder: TemporaryFolder) throws {
        try AtomicWriter().write(conversion.files)
        func convert(isInPlace: Bool) throws -> CommandOutput {
            try ConvertCommand(
                settings: InputSettings(paths: [folder.path], workingDirectory: folder.path),
                target: conversion.target.rawValue, isInPlace: isInPlace
            ).run()
        }
        // The files around it change with it.
        _ = try convert(isInPlace: true)
        for (path, bytes) in conversion.files { #expect(FileBytes.read(path) == bytes) }
        let output = try convert(isInPlace: false)
        #expect(output.exitStatus == 0, "\(output.messages)")
        #expect(output.standardOutput.isEmpty)
    }

    @Test(arguments: fixtures.filter { $0.convertTargets.isEmpty }) func says(_ fixture: FixtureCase) throws {
        let folder = try TemporaryFolder()
        try fixture.write(to: folder.path)
        let output = try ConvertCommand(
            settings: InputSettings(paths: [folder.path], workingDirectory: folder.path),
            target: fixture.lintTarget.rawValue, isInPlace: true
        ).run()
        let text = output.messages.joined(separator: "\n") + "\nexit status \(output.exitStatus)\n"
        let expected = "\(fixture.folder)/expected/says.txt"
        if let difference = try Blessed.difference(Array(text.utf8), at: expected) {
            Issue.record(Comment(rawValue: difference))
        }
        for file in fixture.files where file.name.hasSuffix(".c") || file.name.hasSuffix(".h") {
            #expect(FileBytes.read("\(folder.path)/\(file.name)") == file.bytes, "\(file.name) was changed")
        }
    }

    @Test(arguments: fixtures) func isScanned(_ fixture: FixtureCase) throws {
        let folder = try TemporaryFolder()
        try fixture.write(to: folder.path)
        let output = try ScanCommand(
            settings: InputSettings(paths: [folder.path], workingDirectory: folder.path), format: .text
        ).run()
        #expect(output.exitStatus == 0)
        let expected = "\(fixture.folder)/expected/scan.txt"
        if let difference = try Blessed.difference(output.standardOutput, at: expected) {
            Issue.record(Comment(rawValue: difference))
        }
    }

    /// No edits give the bytes back, whatever they are.
    @Test(arguments: fixtures) func nothingToDoReproducesBytes(_ fixture: FixtureCase) throws {
        for file in fixture.files {
            let source = SourceFile(path: file.name, bytes: file.bytes)
            #expect(try EditSet().apply(to: source) == file.bytes)
            #expect(UnifiedDiff.between(file.bytes, file.bytes, path: file.name).isEmpty)
        }
    }
}
