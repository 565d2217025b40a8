// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import Testing
import Validation

@testable import MigrationPipeline

/// Scenarios that verify makes for a driver of ours.
@Suite struct GeneratedScenarioTests {
    private static let driver = FixtureCase.projectFolder + "/Fixtures/machine/model/vault.c"

    private func verify(
        to target: String? = nil, budget: Int = 300, seed: UInt64 = 1, save: String? = nil
    ) throws -> (verification: Verification, text: String) {
        var command = VerifyCommand(settings: InputSettings(paths: [Self.driver]), target: target)
        command.options.sweeps = false
        command.options.budget = budget
        command.options.seed = seed
        command.options.saveFolder = save
        let result = try #require(try command.verify().first)
        return (result.verification, VerificationText(result).text)
    }

    @Test func `sequences find the way to code that asks for several values`() throws {
        let (none, _) = try verify(budget: 0)
        #expect(none.oldCoverage?.neverEntered == ["vault_swing"])
        let (steered, text) = try verify()
        let coverage = try #require(steered.oldCoverage)
        #expect(coverage.neverEntered == [])
        #expect(coverage.percent >= 90)
        #expect(text.contains("  coverage: \(coverage.covered) of \(coverage.blocks) blocks"), "\(text)")
        #expect(!text.contains("never entered"), "\(text)")
        // What only a failing allocation reaches is told by its line.
        let create = try #require(coverage.functions.first { $0.name == "vault_create" })
        #expect(create.covered < create.blocks && !create.uncovered.isEmpty)
    }

    @Test func `a fault does not hide what comes after it`() throws {
        let (verification, _) = try verify()
        let fault = try #require(verification.faults.first)
        #expect(verification.faults.allSatisfy { $0.kind == "out-of-bounds" })
        #expect(fault.headline.contains("vault.c:") && fault.stack.first?.hasPrefix("vault_access ") == true)
        // Not one deadlock on the mutex that a dead user left locked.
        #expect(!verification.faults.contains { $0.kind.contains("lock") })
    }

    @Test func `what is found can be performed again`() throws {
        let scratch = try LintScratch()
        let (verification, _) = try verify(save: scratch.folder + "/found")
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder + "/found")
        #expect(names.count == verification.scenarios.count && !names.isEmpty)
        for name in names {
            let output = try ScenarioCommand(
                settings: InputSettings(paths: [Self.driver]), source: .scenario(scratch.folder + "/found/" + name)
            ).run()
            let text = String(decoding: output.standardOutput, as: UTF8.self)
            #expect(output.exitStatus == 1 && text.contains("out-of-bounds"), "\(name): \(text)")
        }
    }

    @Test func `the converted driver does the same in all of them`() throws {
        let (verification, text) = try verify(to: "5.15")
        #expect(verification.verdict == .equivalent, "\(text)")
        #expect(verification.counts.scenarios > 20)
        // Later kernels tell of the first opening alone, vfio holds the module, and the mdev core binds.
        #expect(
            verification.notCompared.map { $0.prefix { $0 != ":" } } == [
                "“unloaded while open”", "“unbound and bound again”", "“one device opened twice” and 2 more",
            ])
        #expect((verification.newCoverage?.percent ?? 0) >= 85)
    }

    @Test func `the same seed finds the same`() throws {
        let (first, _) = try verify(budget: 100, seed: 7)
        let (second, _) = try verify(budget: 100, seed: 7)
        #expect(first == second)
    }

    private func verify(_ driver: String, to target: String) throws -> (verification: Verification, text: String) {
        let path = FixtureCase.projectFolder + "/Fixtures/machine/model/\(driver).c"
        var command = VerifyCommand(settings: InputSettings(paths: [path]), target: target)
        command.options.sweeps = false
        command.options.races = false
        command.options.budget = 20
        let result = try #require(try command.verify().first)
        return (result.verification, VerificationText(result).text)
    }

    /// Nothing says what may be read and written there; time has to pass; addresses of the user's memory are asked for.
    @Test func `a device without regions is used all the same`() throws {
        let (verification, text) = try verify("kelp", to: "5.15")
        #expect(verification.verdict == .equivalent, "\(text)")
        #expect(verification.oldCoverage?.neverEntered == [] && verification.newCoverage?.neverEntered == [], "\(text)")
    }

    /// What a removal waits for is not the device then, and kernels differ in that.
    @Test(arguments: ["5.15", "5.19"]) func `a device that nobody can open is said to be one`(_ target: String) throws {
        let (verification, text) = try verify("geode", to: target)
        #expect(verification.verdict == .equivalent, "\(text)")
        #expect(verification.notCompared.first == "what users do with an open device: nobody could open one")
        #expect(verification.newCoverage?.neverEntered == ["geode_read"])
    }
}
