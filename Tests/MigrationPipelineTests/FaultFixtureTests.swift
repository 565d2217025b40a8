// SPDX-License-Identifier: Apache-2.0
import FaultAnalysis
import FixtureKit
import Foundation
import MigrationRules
import Testing

@testable import MigrationPipeline

/// Drivers with a fault each are found out, at the right line and by the right rule; their mended twins are not.
@Suite struct FaultFixtureTests {
    @Test(arguments: try FaultCase.all())
    func isFoundWhereReadingShowsIt(_ fixture: FaultCase) async throws {
        let found = try await faults(of: fixture.faulty)
        let expected = fixture.faulty.flatMap(\.expected).sorted().map {
            "\($0.file):\($0.line) \($0.rule) \($0.subject)"
        }
        #expect(found == (fixture.isDynamic ? [] : expected.sorted()))
    }

    @Test(arguments: try FaultCase.all())
    func theMendedTwinIsSilent(_ fixture: FaultCase) async throws {
        #expect(fixture.mended.flatMap(\.expected).isEmpty)
        #expect(try await faults(of: fixture.mended) == [])
    }

    /// Each rule about a fault has a check and a driver that shows it.
    @Test func everyRuleIsShown() throws {
        let rules = try RuleSet.bundled().rules.filter { $0.fault != nil }.map(\.id)
        #expect(Set(rules) == FaultChecks.rules)
        let shown = Set(try FaultCase.all().filter { !$0.isDynamic }.map(\.rule))
        #expect(rules.map(\.rawValue).filter { !shown.contains($0) } == [])
    }

    /// `file:line rule subject` of the rules about faults.
    private func faults(of files: [FixtureFile]) async throws -> [String] {
        let scratch = try LintScratch()
        for file in files { try scratch.write(file.name, file.text) }
        let result = try await scratch.lint(".") { $0.format = .json }
        let report = try JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [String: Any]
        let findings = try #require(report?["findings"] as? [[String: Any]])
        return findings.compactMap { finding in
            guard let rule = finding["rule"] as? String, rule.hasPrefix("L-") else { return nil }
            let place = finding["path"] as? String ?? ""
            let line = (finding["start"] as? [String: Any])?["line"] as? Int ?? 0
            return "\(place):\(line) \(rule) \(finding["subject"] as? String ?? "")"
        }.sorted()
    }
}
