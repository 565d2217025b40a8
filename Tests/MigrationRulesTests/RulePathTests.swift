// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import Testing

@testable import MigrationRules

@Suite struct RulePathTests {
    /// Rules that differ in nothing but their levels.
    private func rules(_ levels: [(id: String, source: String, target: String)]) throws -> RuleSet {
        try RuleSet.empty.adding(
            texts: levels.map { id, source, target in
                let start = SampleRule.text.firstRange(of: "example:")!.lowerBound
                let text = SampleRule.text[..<start].replacing("T-01", with: id)
                    .replacing("name: sample", with: "name: \(id.lowercased())")
                    .replacing("source: [A0..B0]", with: "source: \(source)")
                    .replacing("target: [S, B1, C0]", with: "target: \(target)")
                return (path: id + ".yaml", text: String(text))
            })
    }

    /// The path as `RULE RELEASE`.
    private func path(_ rules: RuleSet, _ source: KernelLevel, _ target: KernelLevel) -> [String] {
        let steps = rules.steps(from: source, to: target)
        #expect(steps.map(\.rule) == rules.path(from: source, to: target))
        return steps.map { "\($0.rule.id) \($0.level.firstReleaseName)" }
    }

    @Test func whatExistsAtTheSourceAndHasToBeGoneAtTheTarget() throws {
        let rules = try rules([
            ("T-01", "[A0..A2]", "[B0..C1]"),
            ("T-02", "[A0..B1]", "[B2]"),  // wanted on the way only
            ("T-03", "[A0]", "[A1..C1]"),  // left behind
            ("T-04", "[A1..B3]", "[C0, C1]"), ("T-05", "[C0]", "[C1]"),
        ])
        #expect(path(rules, .A1, .C0) == ["T-01 5.13", "T-04 5.19"])
        #expect(path(rules, .A1, .B2) == ["T-01 5.13", "T-02 5.15"])
        #expect(path(rules, .A0, .A1) == ["T-03 5.1"])
        #expect(path(rules, .B0, .B1) == [])
    }

    @Test func aFormThatARuleOfThePathMayMake() throws {
        let rules = try rules([
            ("T-01", "[A0..B0]", "[B1..C1]"), ("T-02", "[B1, B2]", "[B3..C1]"), ("T-03", "[B3]", "[C0, C1]"),
            ("T-04", "[B2]", "[C0, C1]"),
        ])
        // T-01 is followed at 5.14, and what it makes there may be what T-02 is about; and so on.
        #expect(path(rules, .A1, .C0) == ["T-01 5.14", "T-02 5.16", "T-03 5.19", "T-04 5.19"])
        #expect(path(rules, .A1, .B3) == ["T-01 5.14", "T-02 5.16"])
        // Nothing makes anything new where nothing is followed.
        let alone = try self.rules([("T-02", "[B1, B2]", "[B3..C1]"), ("T-03", "[B3]", "[C0, C1]")])
        #expect(path(alone, .A1, .C0) == [])
        #expect(path(alone, .B1, .C0) == ["T-02 5.16", "T-03 5.19"])
    }

    @Test func aFormThatTheSourceHasLeftBehind() throws {
        let rules = try rules([
            ("T-01", "[A0..B3]", "[S, B1..C1]"), ("T-02", "[S]", "[B1..B3]"), ("T-03", "[B0..B2, S]", "[B3..C1]"),
        ])
        // A driver as the series left it has no old table, whatever drivers of 5.15 have.
        #expect(path(rules, .S, .C0) == ["T-03 5.16"])
        #expect(path(rules, .S, .B1) == ["T-02 5.14"])
        #expect(path(rules, .B2, .C0) == ["T-01 5.16", "T-03 5.16"])
    }

    @Test func theWayOfTheReleases() {
        #expect(KernelLevel.way(from: .A1, to: .B2) == [.A1, .A2, .B0, .B1, .B2])
        #expect(KernelLevel.way(from: .A1s, to: .B0) == [.A1s, .A2, .B0])
        #expect(KernelLevel.way(from: .A2, to: .S) == [.A2, .B0, .S])
        #expect(KernelLevel.way(from: .S, to: .B2) == [.S, .B1, .B2])
        #expect(KernelLevel.way(from: .B1, to: .B1) == [])
        #expect(KernelLevel.way(from: .B1, to: .S) == [])
    }

    @Test func noWayBack() throws {
        let rules = try RuleSet.bundled()
        for (source, target) in [(KernelLevel.C0, KernelLevel.B1), (.B2, .B2), (.B1, .S), (.C1, .D0)] {
            #expect(rules.path(from: source, to: target).isEmpty, "\(source) to \(target)")
        }
    }

    @Test func fromTheSeriesToItsMerge() throws {
        #expect(path(try RuleSet.bundled(), .S, .B1) == ["K-05 5.14", "K-16 5.14", "S-01 5.14", "S-02 5.14"])
    }

    @Test func theLastStep() throws {
        #expect(path(try RuleSet.bundled(), .C0, .C1) == (1...6).map { "D-0\($0) 6.0" })
    }

    @Test func from5_10To5_19() throws {
        let steps = try RuleSet.bundled().steps(from: .A1, to: .C0)
        let levels = Dictionary(uniqueKeysWithValues: steps.map { ($0.rule.id.rawValue, $0.level) })
        let expected: [String: KernelLevel] = [
            "B-01": .B0, "M-01": .B1, "M-16": .B1, "O-01": .B2, "O-06": .B2, "E-01": .B3, "E-02": .B3, "M-14": .C0,
            "M-26": .C0, "C-02": .C0, "C-06": .C0, "C-08": .C0,
        ]
        for (id, level) in expected { #expect(levels[id] == level, "\(id)") }
        // 5.1 is behind, 6.0 ahead, series-v2 beside the way; M-23 and B-13 ask for what 5.19 does not have.
        for id in ["X-05", "D-01", "S-01", "M-11", "M-23", "B-13"] { #expect(levels[id] == nil, "\(id)") }
        #expect(steps.map(\.level.order) == steps.map(\.level.order).sorted())
    }

    /// Whatever lint looks for at a level is on the way there from the level before at the latest.
    @Test(arguments: [KernelLevel.B0, .S, .B1, .B2, .B3, .C0, .C1])
    func everyFindingLiesOnSomePath(target: KernelLevel) throws {
        let rules = try RuleSet.bundled()
        let sources = KernelLevel.allCases.filter { $0.order < target.order }
        let reached = Set(sources.flatMap { rules.path(from: $0, to: target).map(\.id) })
        for (rule, _) in rules.active(at: target) { #expect(reached.contains(rule.id), "\(rule.id)") }
    }

    @Test func aLineForEveryStep() throws {
        let rules = try rules([("T-01", "[A0..B1]", "[B3, C0]"), ("T-02", "[A1]", "[S, B1..C0]")])
        #expect(
            RuleText.table(of: rules.steps(from: .A1, to: .C0)) == """
                RULE  CLASS  FROM  TITLE
                T-02  auto   5.14  A rule for tests
                T-01  auto   5.16  A rule for tests

                """)
    }
}
