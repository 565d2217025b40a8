// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import KernelLevels
import MigrationPlanning
import SourceText
import Testing

@testable import MigrationPipeline

/// A driver of the new API, lifted to a later level and parsed again there.
struct UpgradeRun {
    var driver: LoadedDriver
    var target: KernelLevel
    var outcome: PlanOutcome
    var files: [String: [UInt8]] = [:]
    var problems: [String] = []

    init(_ driver: LoadedDriver, to target: KernelLevel) throws {
        self.driver = driver
        self.target = target
        outcome = UpgradePlanner().plan(driver.usage, from: driver.level, to: target)
        guard case .plan(let plan) = outcome else { return }
        for (path, edits) in plan.edits {
            let bytes = try #require(driver.contents[path])
            files[path] = try Tidying().apply(edits, to: SourceFile(path: path, bytes: bytes))
        }
        let usage = try DriverLoader.analyse(driver.files, setups: driver.setups, level: target, contents: files)
        let known = driver.usage.index.units.flatMap(\.diagnostics).map(\.message)
        for diagnostic in usage.index.units.flatMap(\.diagnostics) where diagnostic.level >= .warning {
            if !known.contains(diagnostic.message) { problems.append("new diagnostic: \(diagnostic)") }
        }
        switch UpgradePlanner().plan(usage, from: target, to: target) {
        case .nothingToDo: break
        case .plan(let again): problems.append("a second plan changes: \(again.steps.map(\.title))")
        case .refused(let refusal): problems.append("a second plan refuses: \(refusal)")
        }
    }
}

/// Drivers of the new API at one level, lifted to later ones, against blessed results.
@Suite struct UpgradeTests {
    struct Run: Sendable, CustomTestStringConvertible {
        var fixture: FixtureCase
        var target: KernelLevel
        var testDescription: String { "\(fixture.name) to \(target.releaseName)" }
    }

    static let folder = FixtureCase.projectFolder + "/Fixtures/upgrades"
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    static let fixtures = names.compactMap { try? FixtureCase(folder: "\(folder)/\($0)") }
    static let runs = fixtures.flatMap { fixture in
        fixture.convertTargets.map { Run(fixture: fixture, target: $0) }
    }

    @Test func allFoldersAreFixtures() {
        #expect(Self.names.count >= 8)
        #expect(Self.fixtures.count == Self.names.count)
    }

    /// The driver, parsed at the level that it is written for.
    private func load(_ fixture: FixtureCase, in folder: TemporaryFolder) throws -> LoadedDriver {
        try fixture.write(to: folder.path)
        let loader = DriverLoader(InputSettings(paths: [folder.path], workingDirectory: folder.path))
        var driver = try #require(try loader.load().drivers.first)
        if driver.level != fixture.level {
            driver.usage = try DriverLoader.analyse(driver.files, setups: driver.setups, level: fixture.level)
            driver.level = fixture.level
        }
        #expect(driver.errors.isEmpty, "the input does not parse at its level: \(driver.errors)")
        return driver
    }

    @Test(arguments: runs) func lifts(_ run: Run) throws {
        let folder = try TemporaryFolder()
        let result = try UpgradeRun(try load(run.fixture, in: folder), to: run.target)
        guard case .plan(let plan) = result.outcome else {
            Issue.record("not lifted: \(result.outcome)")
            return
        }
        #expect(result.problems.isEmpty, "\(result.problems.joined(separator: "\n"))")
        #expect(plan.steps.allSatisfy { !$0.isEmpty })
        // The first release of a level names the folder.
        let release = run.target.releaseName.prefix { $0 != "–" }
        let expected = "\(run.fixture.folder)/expected/\(release)"
        for (path, bytes) in result.files {
            if let difference = try Blessed.difference(bytes, at: "\(expected)/\(PathText.name(of: path))") {
                Issue.record(Comment(rawValue: difference))
            }
        }
        let reviews = plan.reviews.map { "\($0.rule) \($0.message)\n" }.joined()
        if let difference = try Blessed.difference(Array(reviews.utf8), at: "\(expected)/review.txt") {
            Issue.record(Comment(rawValue: difference))
        }
    }

    @Test(arguments: fixtures) func staysAtItsLevel(_ fixture: FixtureCase) throws {
        let folder = try TemporaryFolder()
        let result = try UpgradeRun(try load(fixture, in: folder), to: fixture.level)
        guard case .nothingToDo = result.outcome else {
            Issue.record("something to do: \(result.outcome)")
            return
        }
    }
}
