// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import Testing

@testable import MigrationRules

@Suite struct TriggerTests {
    @Test func triggerWordsComeFromMatchesOnly() throws {
        let text = SampleRule.matching(
            """
              - record: old_record
              - call: [old_get]
                unless-calls: [new_register]
                arguments: ["struct some *"]
              - member: { of: old_ops, names: [create] }
              - kconfig: [OLD]
              - parameters: { callback: create, types: [int] }
              - constant: [OLD_EVENT]
              - call: [common_compare]
                naming: [old_name]

            """)
        let rules = try RuleSet.empty.adding(texts: [("T-01.yaml", text)])
        #expect(
            rules.triggerWords == [
                "old_record", "old_get", "old_ops", "OLD", "CONFIG_OLD", "mdev_parent_ops", "OLD_EVENT", "old_name",
            ])
    }

    @Test func typeAttributesAreTriggeredByTheirMacros() throws {
        let text = SampleRule.matching("  - type-attribute: { types: [int] }\n")
        let rules = try RuleSet.empty.adding(texts: [("T-01.yaml", text)])
        #expect(
            rules.triggerWords == [
                "MDEV_TYPE_ATTR", "MDEV_TYPE_ATTR_RO", "MDEV_TYPE_ATTR_RW", "MDEV_TYPE_ATTR_WO", "mdev_type_attribute",
            ])
    }

    @Test func aRuleIsActiveAtTheLevelsOfItsMatches() throws {
        let text = SampleRule.matching("  - record: one\n  - record: two\n    target: [C0]\n")
        let rules = try RuleSet.empty.adding(texts: [("T-01.yaml", text)])
        #expect(rules.active(at: .B0).isEmpty)
        #expect(rules.active(at: .S).map(\.match.kind) == [.record(name: "one")])
        #expect(rules.active(at: .C0).map(\.match.kind) == [.record(name: "one"), .record(name: "two")])
    }

    @Test func aStepIsNeverActive() throws {
        let rules = try RuleSet.bundled()
        for target in KernelLevel.allCases {
            #expect(!rules.active(at: target).contains { $0.rule.id == RuleID("M-01") })
        }
    }

    @Test func bundledWordsNameTheOldInterface() throws {
        let words = try RuleSet.bundled().triggerWords
        #expect(
            words.isSuperset(of: ["mdev_parent_ops", "mdev_get_drvdata", "mdev_register_device", "VFIO_MDEV_DEVICE"]))
        // Words of every other driver would make every file a candidate.
        #expect(words.isDisjoint(with: ["create", "remove", "probe", "open", "owner", "name"]))
    }
}
