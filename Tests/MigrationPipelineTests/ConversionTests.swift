// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import KernelLevels
import SourceText
import Testing

@testable import MigrationPipeline

/// Every fixture through `convert` to every target: what its case says, blessed output, and the checks that come for free.
@Suite struct ConversionTests {
    static let fixtures: [FixtureCase] = (try? FixtureCase.all()) ?? []

    @Test func thereAreFixtures() throws {
        let all = try FixtureCase.all()
        #expect(all.count >= 55)
        #expect(all.count { $0.strategy == "wrap" && !$0.convertTargets.isEmpty } >= 15)
        #expect(all.count { $0.strategy == "embed" && !$0.convertTargets.isEmpty } >= 25)
        #expect(Set(all.flatMap(\.rows)).isSuperset(of: 1...12))
        #expect(all.flatMap(\.convertTargets).allSatisfy { ConvertCommand.targets.contains($0) })
    }

    private func load(_ fixture: FixtureCase, from folder: TemporaryFolder) throws -> [LoadedDriver] {
        try fixture.write(to: folder.path)
        let loaded = try DriverLoader(InputSettings(paths: [folder.path], workingDirectory: folder.path)).load()
        #expect(!loaded.drivers.isEmpty)
        for driver in loaded.drivers {
            #expect(driver.errors.isEmpty, "the input does not parse at its level: \(driver.errors)")
        }
        return loaded.drivers
    }

    /// Converted, refused or left as it is, as the case says; never a result that does not stand up to the compiler.
    @Test(arguments: fixtures) func everyTarget(_ fixture: FixtureCase) throws {
        let folder = try TemporaryFolder()
        let drivers = try load(fixture, from: folder)
        for target in ConvertCommand.targets {
            let conversions = drivers.map { DriverConverter(target: target).convert($0) }
            switch fixture.expectation(at: target) {
            case .converted: try converted(conversions, fixture, target)
            case .refused:
                let refusals = conversions.filter { if case .refused = $0.outcome { true } else { false } }
                #expect(!refusals.isEmpty, "\(target.releaseName): \(conversions.map(\.outcome))")
                #expect(refusals.allSatisfy { $0.files.isEmpty })
            case .nothingToDo:
                for conversion in conversions {
                    guard case .nothingToDo = conversion.outcome, conversion.files.isEmpty else {
                        Issue.record("\(target.releaseName): \(conversion.outcome)")
                        continue
                    }
                }
            }
        }
    }

    private func converted(_ conversions: [DriverConversion], _ fixture: FixtureCase, _ target: KernelLevel) throws {
        var reviews: [String] = []
        for conversion in conversions {
            guard case .converted(let plan) = conversion.outcome else {
                Issue.record("not converted to \(target.releaseName): \(conversion.outcome)")
                return
            }
            reviews += plan.reviews.map(\.rule.rawValue)
            #expect(plan.steps.allSatisfy { !$0.isEmpty })
            // Who keeps the table, and who has a vfio_device already, need neither.
            let strategy = target.bindsDrivers && fixture.strategy != "upgrade" ? fixture.strategy : nil
            #expect(plan.strategy?.rawValue == strategy, "\(target.releaseName)")
            // What stood against embedding is told, where there was a table to embed.
            let isTold = plan.strategy == .wrap && conversion.driver.usage.hasOldTables
            #expect((plan.obstacle != nil) == isTold, "\(target.releaseName)")
        }
        #expect(reviews == fixture.reviews(at: target), "\(target.releaseName)")
        let files = try changed(conversions)
        if fixture.convertTargets.contains(target) { try blessed(files, fixture, target) }
        try secondConversionIsEmpty(files, fixture, target)
    }

    /// What all drivers of a fixture change, in one.
    private func changed(_ conversions: [DriverConversion]) throws -> [String: [UInt8]] {
        let changed = ChangedFiles(conversions)
        #expect(changed.conflicts.isEmpty)
        return changed.changes.mapValues(\.new)
    }

    private func blessed(_ files: [String: [UInt8]], _ fixture: FixtureCase, _ target: KernelLevel) throws {
        // 5.16–5.18 → 5.16
        let folder = "\(fixture.folder)/expected/\(target.releaseName.prefix { $0 != "–" })"
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            if let difference = try Blessed.difference(bytes, at: "\(folder)/\(PathText.name(of: path))") {
                Issue.record(Comment(rawValue: difference))
            }
        }
        // A file that is blessed and no longer changed is not forgotten.
        let names = Set(files.keys.map(PathText.name(of:)))
        let known = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(known.allSatisfy { names.contains($0) })
    }

    /// The result, read back from disk as a user would, has nothing left to convert and parses without an error.
    private func secondConversionIsEmpty(
        _ files: [String: [UInt8]], _ fixture: FixtureCase, _ target: KernelLevel
    ) throws {
        let folder = try TemporaryFolder()
        try fixture.write(to: folder.path)
        var moved: [String: [UInt8]] = [:]
        for (path, bytes) in files { moved["\(folder.path)/\(PathText.name(of: path))"] = bytes }
        try AtomicWriter().write(moved)
        func convert(isInPlace: Bool) throws -> CommandOutput {
            try ConvertCommand(
                settings: InputSettings(paths: [folder.path], workingDirectory: folder.path), target: target.rawValue,
                isInPlace: isInPlace
            ).run()
        }
        // The files around the driver change with it; the driver's own do not change any more.
        _ = try convert(isInPlace: true)
        for (path, bytes) in moved { #expect(FileBytes.read(path) == bytes) }
        let output = try convert(isInPlace: false)
        #expect(output.exitStatus == 0, "\(target.releaseName): \(output.messages)")
        #expect(output.standardOutput.isEmpty, "\(target.releaseName)")
    }

    /// What embeds can be wrapped as well.
    @Test(arguments: fixtures.filter { $0.strategy == "embed" }) func wrapsToo(_ fixture: FixtureCase) throws {
        let folder = try TemporaryFolder()
        let drivers = try load(fixture, from: folder)
        for target in ConvertCommand.targets
        where target.bindsDrivers && fixture.expectation(at: target) == .converted {
            let conversions = drivers.map { DriverConverter(target: target, strategy: .wrap).convert($0) }
            for conversion in conversions {
                guard case .converted(let plan) = conversion.outcome else {
                    Issue.record("not wrapped at \(target.releaseName): \(conversion.outcome)")
                    continue
                }
                #expect(plan.strategy == .wrap)
            }
            let files = try changed(conversions)
            let text = files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
            #expect(text.contains("devres_find("), "\(target.releaseName)")
            try secondConversionIsEmpty(files, fixture, target)
        }
    }

    /// What is said about the first target that is refused, or about a driver with nothing to do.
    static let telling: [FixtureCase] = fixtures.filter { told($0) != nil }

    private static func told(_ fixture: FixtureCase) -> KernelLevel? {
        ([fixture.lintTarget] + ConvertCommand.targets).first { fixture.expectation(at: $0) == .refused }
            ?? (fixture.expectation(at: fixture.lintTarget) == .nothingToDo ? fixture.lintTarget : nil)
    }

    @Test(arguments: telling) func says(_ fixture: FixtureCase) throws {
        let folder = try TemporaryFolder()
        try fixture.write(to: folder.path)
        let target = try #require(Self.told(fixture))
        let output = try ConvertCommand(
            settings: InputSettings(paths: [folder.path], workingDirectory: folder.path),
            target: target.rawValue, isInPlace: true
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
