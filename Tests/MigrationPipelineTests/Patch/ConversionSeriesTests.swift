// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import KernelLevels
import MigrationPlanning
import PatchSeries
import SourceText
import Testing

@testable import MigrationPipeline

/// Every fixture that is converted, taken apart into patches.
@Suite struct ConversionSeriesTests {
    struct Run: Sendable, CustomTestStringConvertible {
        var fixture: FixtureCase
        var target: KernelLevel
        var testDescription: String { "\(fixture.name) to \(target.releaseName)" }
    }

    /// One target for each fixture, in turn: each target comes up often enough.
    static let runs = ((try? FixtureCase.all()) ?? []).enumerated().compactMap { index, fixture -> Run? in
        guard !fixture.convertTargets.isEmpty else { return nil }
        return Run(fixture: fixture, target: fixture.convertTargets[index % fixture.convertTargets.count])
    }

    @Test(arguments: runs) func comesToTheSameEnd(_ run: Run) async throws {
        let folder = try TemporaryFolder()
        try run.fixture.write(to: folder.path)
        let settings = InputSettings(paths: [folder.path], workingDirectory: folder.path)
        let made = try await ConversionSeries(settings: settings, target: run.target.rawValue).make()
        says(made.series, run, folder)
        #expect(made.root == folder.path)
        #expect(!made.series.patches.isEmpty)
        for (path, bytes) in made.series.before { #expect(FileBytes.read("\(folder.path)/\(path)") == bytes) }

        var states: [[String: [UInt8]]] = [made.series.before]
        for patch in made.series.patches {
            var files = states[states.count - 1]
            for (path, bytes) in patch.files { files[path] = bytes }
            #expect(patch.files.allSatisfy { $0.value != states[states.count - 1][$0.key] }, "\(patch.subject)")
            #expect(!patch.files.isEmpty, "\(patch.subject) is empty")
            states.append(files)
        }
        for path in made.series.before.keys {
            let undone = LineHistory(states: states.compactMap { $0[path] }).undone
            #expect(undone.isEmpty, "\(path): taken out and put back")
        }
        let output = try ConvertCommand(settings: settings, target: run.target.rawValue, isInPlace: true).run()
        for file in run.fixture.files {
            let converted = FileBytes.read("\(folder.path)/\(file.name)")
            #expect(converted == states[states.count - 1][file.name] ?? file.bytes, "\(file.name)")
        }
        #expect(made.messages.allSatisfy(output.messages.contains))
        #expect(made.exitStatus == output.exitStatus)
    }

    /// Read anew from the bytes, not from what the splitting believed: no driver has a new error behind any patch.
    @Test(arguments: runs) func parsesCleanBehindEveryPatch(_ run: Run) throws {
        let folder = try TemporaryFolder()
        try run.fixture.write(to: folder.path)
        let loaded = try DriverLoader(InputSettings(paths: [folder.path], workingDirectory: folder.path)).load()
        let converter = DriverConverter(target: run.target)
        for driver in loaded.drivers {
            let conversion = converter.convert(driver)
            let patches = DriverSplitter(converter: converter).split(conversion)
            #expect(patches.isEmpty == conversion.files.isEmpty)
            #expect(patches.last?.files ?? [:] == conversion.files)
            #expect(patches.map(\.part) == patches.map(\.part).sorted())
            for patch in patches {
                let usage = try DriverLoader.analyse(
                    driver.files, setups: driver.setups, level: patch.target, contents: patch.files)
                var behind = driver
                behind.usage = usage
                #expect(behind.errors.isEmpty, "\(patch.part): \(behind.errors)")
                let staysOld = patch.part.isPreparation || !run.target.bindsDrivers
                // A framework registers tables of others, which stay where they name a driver.
                guard driver.usage.hasOldTables else { continue }
                #expect(usage.usesOldAPI == (staysOld && driver.usage.usesOldAPI), "\(patch.part)")
            }
        }
    }

    /// What is said is about this driver, in sentences, and fits a mail.
    private func says(_ made: Series, _ run: Run, _ folder: TemporaryFolder) {
        for patch in made.patches {
            #expect(patch.subject.count <= 61, "\(patch.subject)")
            #expect(patch.subject.contains(": "))
            #expect(!patch.body.isEmpty)
            for text in patch.body + patch.notes {
                #expect(text.hasSuffix("."), "\(text)")
                #expect(!text.contains("  ") && !text.contains(" ,") && !text.contains("()()"), "\(text)")
                #expect(!text.contains("@") && !text.hasPrefix(" ") && !text.contains(" in ."), "\(text)")
                #expect(text.firstMatch(of: /\b[A-Z]-[0-9]{2}\b/) == nil, "\(text)")
                #expect(!text.contains(folder.path), "\(text)")
            }
        }
        let names = made.patches.flatMap(\.body).joined().contains("_")
        #expect(names, "no name of the driver's code is said")
        #expect(made.cover.count > 1 || made.patches.isEmpty)
        #expect(made.cover.joined().contains(run.target.releaseName.replacing("–", with: "-")))
        let texts = made.cover + [made.title] + made.patches.flatMap { [$0.subject] + $0.body + $0.notes }
        for text in texts { #expect(text.utf8.allSatisfy { $0 < 128 }, "\(text)") }
    }

    /// The core is one for all: before one driver needs a later one, all have got to the level in front of it.
    @Test func driversKeepInStep() async throws {
        let folder = try TemporaryFolder()
        let names: Set<String> = ["tally", "switchboard", "sluice", "parrot"]
        for fixture in try FixtureCase.all() where names.contains(fixture.name) {
            try fixture.write(to: "\(folder.path)/\(fixture.name)")
        }
        let settings = InputSettings(paths: [folder.path], workingDirectory: folder.path)
        let series = try await ConversionSeries(settings: settings, target: "5.19").make().series
        let needs = series.patches.compactMap { patch -> String? in
            let text = patch.body.last.flatMap {
                try? #/This needs (.*), and so does all that follows\./#.firstMatch(in: $0)
            }
            return text.map { String($0.output.1) }
        }
        #expect(needs.count > names.count)
        // None comes up again behind another one.
        let runs = needs.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        #expect(runs.count == Set(runs).count && runs.count > 1, "\(needs)")
        let order = try #require(series.cover.first { $0.contains("is not part of the series") })
        #expect(order.contains("from patch "), "\(order)")
    }
}
