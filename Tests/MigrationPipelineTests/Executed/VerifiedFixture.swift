// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import KernelLevels
import MigrationRules
import Testing
import Validation

@testable import MigrationPipeline

/// A fixture and what it is converted to, ready to be verified.
struct VerifiedFixture: Sendable, CustomTestStringConvertible {
    var fixture: FixtureCase
    var target: KernelLevel
    /// Where the driver is executed before; nil: at the level that is found for it.
    var source: KernelLevel?
    /// The blessed result of a conversion is what is converted.
    var from: KernelLevel?

    var testDescription: String { "\(fixture.name) to \(target.releaseName)" }

    /// Each driver of the fixture that is converted.
    func subjects() throws -> [(subject: VerifySubject, settings: InputSettings)] {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        try fixture.write(to: folder.path)
        if let from {
            let results = "\(fixture.folder)/expected/\(from.firstReleaseName)"
            for name in try FileManager.default.contentsOfDirectory(atPath: results) {
                let path = "\(folder.path)/\(name)"
                try? FileManager.default.removeItem(atPath: path)
                try FileManager.default.copyItem(atPath: "\(results)/\(name)", toPath: path)
            }
        }
        let settings = InputSettings(paths: [folder.path], workingDirectory: folder.path)
        var subjects: [(subject: VerifySubject, settings: InputSettings)] = []
        for driver in try DriverLoader(settings).load().drivers {
            let driver = try source.map { try driver.with(contents: [:], level: $0) } ?? driver
            let conversion = DriverConverter(target: target).convert(driver)
            guard case .converted = conversion.outcome else { continue }
            subjects.append((subject: try VerifySubject(conversion, settings), settings: settings))
        }
        return subjects
    }

    func verify(_ options: VerifyOptions, rules: RuleSet) throws -> [Verification] {
        try subjects().map { subject, settings in
            let shown = ShownPaths(settings, subject.files)
            return try DriverVerifier(
                subject: subject, rules: rules, options: options, shown: { shown.text($0) }, progress: { _ in }
            ).verify()
        }
    }
}
