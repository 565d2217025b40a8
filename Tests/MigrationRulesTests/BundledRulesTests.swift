// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MigrationRules
import Testing

@Suite struct BundledRulesTests {
    let rules: RuleSet

    init() throws { rules = try RuleSet.bundled() }

    @Test func allOfThemLoad() {
        let expected =
            [
                "B": [1...14], "C": [1...10], "D": [1...6], "E": [1...3], "K": [1...16], "L": [1...16], "M": [1...32],
                "O": [1...8],
                "S": [1...2],
                "V": [1...2], "X": [5...11],
            ].flatMap { letter, ranges in
                ranges.joined().map { RuleID("\(letter)-\($0 < 10 ? "0" : "")\($0)") }
            }
        #expect(rules.rules.map(\.id) == expected.sorted())
    }

    @Test func everyRuleHasAnExample() {
        // What verify tolerates is no code.
        for rule in rules.rules where rule.tolerated.isEmpty {
            #expect(rule.example != nil, "\(rule.id)")
            #expect(rule.example?.before != rule.example?.after, "\(rule.id)")
        }
    }

    @Test func textsReadAsSentences() {
        for rule in rules.rules {
            #expect(rule.title.last != ".", "\(rule.id)")
            #expect(rule.message.text.last != ".", "\(rule.id)")
            #expect(rule.advice.text.last != "." && rule.advice.text.first?.isUppercase == true, "\(rule.id)")
            #expect(rule.rationale.last == ".", "\(rule.id)")
            #expect(rule.source.hasPrefix("api-history "), "\(rule.id)")
            #expect(rule.source.contains(rule.id.rawValue), "\(rule.id)")
        }
    }

    /// A member, or a call that is known by its name alone, belongs to one rule at any one level.
    @Test(arguments: KernelLevel.allCases) func nothingIsReportedTwice(target: KernelLevel) {
        var owners: [String: RuleID] = [:]
        for (rule, match) in rules.active(at: target) {
            let subjects: [String]
            switch match.kind {
            case .record(let name): subjects = ["struct \(name)"]
            case .call(let names, let arguments):
                let isByName = arguments.isEmpty && match.naming.isEmpty && match.into.isEmpty
                subjects = isByName ? names.map { "\($0)()" } : []
            case .constant(let names): subjects = names
            case .member(let record, let names): subjects = names.map { "\(record).\($0)" }
            case .kconfig(let symbols): subjects = symbols
            case .parameters, .typeAttribute: subjects = []
            }
            for subject in subjects {
                #expect(owners[subject] == nil, "\(subject) at \(target): \(rule.id)")
                owners[subject] = rule.id
            }
        }
    }

    @Test(arguments: [KernelLevel.S, .C0, .C1]) func everyMemberOfTheTableHasARule(target: KernelLevel) {
        let members = rules.active(at: target).flatMap { _, match -> [String] in
            if case .member("mdev_parent_ops", let names) = match.kind { names } else { [] }
        }
        // The series never had the member that 5.14 added.
        let added = target == .S ? [] : ["device_driver"]
        #expect(
            members.sorted() == [
                "close_device", "create", "dev_attr_groups",
            ] + added + [
                "ioctl", "mdev_attr_groups", "mmap", "open", "open_device", "owner", "read", "release", "remove",
                "request", "supported_type_groups", "write",
            ])
    }

    @Test(arguments: [KernelLevel.S, .B1, .B2, .B3, .C0, .C1])
    func registrationIsReportedByOneRule(target: KernelLevel) {
        let owners = rules.active(at: target).filter { _, match in
            if case .call(let names, []) = match.kind { names.contains("mdev_register_device") } else { false }
        }
        let isTableLevel = [.B1, .B2, .B3].contains(target)
        #expect(owners.map(\.rule.id) == [RuleID(isTableLevel ? "M-18" : "M-17")])
        #expect(owners.first?.match.unlessCalls == ["mdev_register_driver"])
    }

    /// From 5.14 to 5.18 a converted driver keeps a table of four members.
    @Test(arguments: [KernelLevel.B1, .B2, .B3]) func aTableThatNamesItsDriverIsLegal(target: KernelLevel) {
        let kept: Set = ["owner", "device_driver", "dev_attr_groups", "supported_type_groups"]
        for (rule, match) in rules.active(at: target) {
            switch match.kind {
            case .record("mdev_parent_ops"):
                #expect(match.unlessMembers == ["device_driver"], "\(rule.id)")
            case .member("mdev_parent_ops", let names) where !kept.isDisjoint(with: names):
                #expect(match.unlessMembers == ["device_driver"], "\(rule.id)")
            default: break
            }
        }
    }

    @Test func rulesAreFoundByIdAndName() {
        #expect(rules.rule(called: "m-16")?.id == RuleID("M-16"))
        #expect(rules.rule(called: "mdev-parent-ops")?.id == RuleID("M-16"))
        #expect(rules.rule(called: "M-99") == nil)
        #expect(rules[RuleID("M-26")]?.name == "mdev-drvdata")
    }
}
