// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import MigrationRules

@Suite struct RuleTextTests {
    @Test func theTableHasALineForEveryRule() throws {
        let rules = try RuleSet.empty.adding(texts: [
            ("T-01.yaml", SampleRule.text),
            (
                "LONG-02.yaml",
                SampleRule.changed("id: T-01", to: "id: LONG-02").replacing("name: sample", with: "name: other")
                    .replacing("class: auto", with: "class: human").replacing(
                        "severity: warning", with: "severity: note")
            ),
        ])
        #expect(
            RuleText.table(of: rules.rules) == """
                RULE     SEVERITY  CLASS  TITLE
                LONG-02  note      human  A rule for tests
                T-01     warning   auto   A rule for tests

                """)
    }

    @Test func anExplanationHasEverything() throws {
        let text = SampleRule.changed("old_get();\n", to: "old_get();\n\n    \told_set();\n")
        #expect(
            RuleText.explanation(of: try SampleRule.read(text)) == """
                T-01 (sample): A rule for tests

                  severity: warning
                  class:    auto: always safe to rewrite
                  from:     4.10–5.13
                  to:       5.14, 5.19, series-v2
                  lint:     reports this
                  facts:    api-history 1.1

                Message:
                    NAME() is gone at the target release

                Advice:
                    Use another

                Why:
                    Because.
                    Of this.

                Before (5.13):
                    old_get();

                    \told_set();

                After (series-v2):
                    new_get();

                """)
    }

    @Test func aStepSaysThatLintDoesNotReportIt() throws {
        let rule = try #require(try RuleSet.bundled().rule(called: "M-01"))
        #expect(RuleText.explanation(of: rule).contains("  lint:     reports nothing, a step of conversions\n"))
    }

    @Test(arguments: [
        ([KernelLevel.A0, .A1, .A1s, .A2], "4.10–5.12"),
        ([.B1], "5.14"),
        ([.B3], "5.16–5.18"),
        ([.S, .B1, .B2, .B3, .C0, .C1], "5.14–6.0, series-v2"),
        ([.A1s], "5.10 long-term"),
        ([.A0, .A2, .S], "4.10–5.0, 5.11–5.12, series-v2"),
    ]) func levelsAreShownAsReleases(levels: [KernelLevel], text: String) {
        #expect(RuleText.levels(levels) == text)
    }

    @Test func anUnknownRuleIsGuessedAt() throws {
        let rules = try RuleSet.bundled()
        #expect(
            RuleText.noRule(called: "mdev-parent-op", in: rules)
                == "there is no rule 'mdev-parent-op'; did you mean 'mdev-parent-ops'?")
        #expect(RuleText.noRule(called: "nonsense", in: rules) == "there is no rule 'nonsense'")
    }
}
