// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import KernelLevels
import MigrationRules
import Testing
import Validation

@testable import MigrationPipeline

/// Every conversion of every driver of ours is executed beside the original: what users see is the same, or the case says
/// what is not, and why.
@Suite struct VerifiedFixturesTests {
    static let converted: [VerifiedFixture] = ConversionTests.fixtures.flatMap { fixture in
        [KernelLevel.S, .B2].filter { fixture.expectation(at: $0) == .converted }.map {
            VerifiedFixture(fixture: fixture, target: $0)
        }
    }

    @Test(arguments: converted) func isEquivalent(_ verified: VerifiedFixture) throws {
        var options = VerifyOptions()
        options.budget = 8
        // Scenarios are made for the target that kernels have, schedules tried for the other one: both would take minutes.
        options.generates = verified.target == .B2
        options.races = verified.target == .S
        let results = try verified.verify(options, rules: try RuleSet.bundled())
        #expect(!results.isEmpty)
        let found = results.filter { $0.verdict != .equivalent }.map(\.summary).joined(separator: "; ")
        let expected = verified.fixture.verification(at: verified.target).map { $0.prefix { $0 != ":" } } ?? ""
        #expect(found == expected, "\(results)")
    }

    // MARK: Tolerances

    /// Which verification needs a tolerated difference.
    private static let needs:
        [String: (fixture: String, target: KernelLevel, source: KernelLevel?, from: KernelLevel?)] =
            [
                "K-01": ("sieve", .B2, nil, nil), "K-02": ("sieve", .B2, nil, nil), "K-03": ("beacon", .B2, nil, nil),
                "K-04": ("sieve", .B2, .A1s, nil), "K-05": ("sieve", .B2, nil, nil), "K-06": ("beacon", .B2, nil, nil),
                "K-07": ("sieve", .S, nil, nil), "K-08": ("sieve", .B3, nil, nil), "K-09": ("sieve", .B1, .A1, nil),
                "K-10": ("sieve", .B2, nil, nil), "K-11": ("sieve", .B2, nil, nil), "K-13": ("gauge", .B2, .A0, nil),
                "K-14": ("metronome", .B2, nil, nil), "K-15": ("relic", .B2, nil, nil), "K-16": ("sieve", .B2, nil, .S),
                "K-17": ("sieve", .C0, nil, nil),
            ]

    /// Rules for hardware that no driver of ours has.
    private static let elsewhere: Set<String> = ["K-12"]

    static let tolerating = ((try? RuleSet.bundled().rules) ?? []).filter { !$0.tolerated.isEmpty }.map(\.id.rawValue)
        .filter { !elsewhere.contains($0) }

    @Test(arguments: tolerating) func isNeeded(_ rule: String) throws {
        let need = try #require(Self.needs[rule], "no fixture is known to need it")
        var options = VerifyOptions()
        options.races = false
        // What stands under the end of a wait is in none of the operations that every driver gets.
        options.generates = ["K-14", "K-17"].contains(rule)
        let verified = VerifiedFixture(
            fixture: try FixtureCase.named(need.fixture), target: need.target, source: need.source, from: need.from)
        let rules = try RuleSet.bundled()
        let with = try verified.verify(options, rules: rules)
        let without = try verified.verify(options, rules: rules.without(rule))
        let count = with.flatMap(\.tolerated).first { $0.rule == rule }?.count ?? 0
        #expect(count > 0)
        #expect(
            without.flatMap(\.differences).count > with.flatMap(\.differences).count, "\(with) without it \(without)")
    }
}

extension Verification {
    /// The verdict, and each thing that is different or wrong once.
    fileprivate var summary: String {
        // How far the two came says nothing.
        if verdict == .unsupported { return verdict.rawValue }
        var parts: [String] = []
        for difference in differences where difference.side != .old {
            let name = difference.operation.map { String($0.prefix { $0 != " " }) } ?? "at the end"
            parts.append("\(name) \(difference.kinds.joined(separator: ", "))")
        }
        parts += faults.filter { $0.side == .new }.map(\.kind)
        var seen: Set<String> = []
        let once = parts.filter { seen.insert($0).inserted }.joined(separator: ", ")
        return verdict.rawValue + (once.isEmpty ? "" : ", \(once)")
    }
}
