// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import MigrationRules

/// One way to spoil the sample rule, and the whole of what is said about it.
struct BadRule: Sendable, CustomTestStringConvertible {
    var old: String
    var new: String
    var error: String

    init(_ old: String, _ new: String, _ error: String) {
        self.old = old
        self.new = new
        self.error = error
    }

    var testDescription: String { error }
}

@Suite struct BadRuleTests {
    private static let levelCodes = "A0, A1, A1s, A2, B0, S, B1, B2, B3, C0, C1, D0"
    private static let ruleKeys =
        "id, name, title, severity, class, levels, matches, message, advice, rationale, source, tolerates, example, "
        + "fault"
    private static let matchKinds = "record, call, constant, member, kconfig, parameters, type-attribute"
    private static let matchKeys =
        matchKinds
        + ", target, message, if-calls, unless-calls, unless-members, arguments, naming, not-naming, into"

    static let badKeys = [
        BadRule("severity:", "severty:", "4:1: unknown key 'severty'; did you mean 'severity'? allowed: \(ruleKeys)"),
        BadRule("source: api", "colour: api", "17:1: unknown key 'colour'; allowed: \(ruleKeys)"),
        BadRule("advice: Use another\n", "", "1:1: missing key 'advice' in the rule"),
        BadRule("  target: [S, B1, C0]\n", "", "7:3: missing key 'target' in 'levels'"),
        BadRule("  target: S\n", "", "19:3: missing key 'target' in 'example'"),
        BadRule(
            "  target: S\n", "  traget: S\n",
            "20:3: unknown key 'traget'; did you mean 'target'? "
                + "allowed: source, target, before, after"),
        BadRule("name: sample", "id: T-01", "1:1: key given twice: 'id'"),
    ]

    static let badValues = [
        BadRule("title: A rule for tests", "title: [A]", "3:8: 'title' has to be text, not a list"),
        BadRule("title: A rule for tests", "title: { a: b }", "3:8: 'title' has to be text, not a mapping"),
        BadRule("title: A rule for tests", "title:", "3:7: 'title' has to be text, not nothing"),
        BadRule("title: A rule for tests", "title: \"A\\nB\"", "3:8: 'title' has to be one line of text"),
        BadRule(
            "levels:\n  source: [A0..B0]\n  target: [S, B1, C0]", "levels: [A0]",
            "6:9: 'levels' has to be a mapping with the keys source, target, not a list"),
        BadRule(
            "severity: warning", "severity: warn",
            "4:11: unknown severity 'warn'; allowed: note, warning, error"),
        BadRule(
            "severity: warning", "severity: eror",
            "4:11: unknown severity 'eror'; did you mean 'error'? "
                + "allowed: note, warning, error"),
        BadRule(
            "class: auto", "class: Auto", "5:8: unknown class 'Auto'; did you mean 'auto'? allowed: auto, cond, human"),
        BadRule(
            "id: T-01", "id: T1", "1:5: 'T1' is no rule id: capital letters, a hyphen and two digits, such as M-16"),
        BadRule(
            "id: T-01", "id: T-10",
            "1:5: id 'T-10' does not go with the file name 'T-01.yaml': the file has to be 'T-10.yaml'"),
        BadRule(
            "name: sample", "name: A_Sample",
            "2:7: 'A_Sample' is no rule name: small letters, digits and hyphens, such as mdev-parent-ops"),
        BadRule(
            "{name}()", "{nmae}()",
            "12:10: unknown placeholder '{nmae}' in 'message'; did you mean 'name'? allowed: name, target"),
        BadRule(
            "advice: Use another", "advice: Use {other}",
            "13:9: unknown placeholder '{other}' in 'advice'; allowed: name, target"),
    ]

    static let badLevels = [
        BadRule(
            "[A0..B0]", "[A0, B9]",
            "7:16: unknown level 'B9'; did you mean 'B0'? allowed: \(levelCodes)"),
        BadRule("[A0..B0]", "[A0, 5.15]", "7:16: unknown level '5.15'; allowed: \(levelCodes)"),
        BadRule(
            "[A0..B0]", "B0..A0",
            "7:11: 'B0..A0' is no range: it goes from an earlier to a later released level, such as A0..B3"),
        BadRule(
            "[A0..B0]", "A0..S",
            "7:11: 'A0..S' is no range: it goes from an earlier to a later released level, such as A0..B3"),
        BadRule("[A0..B0]", "[A0..B0, A2]", "7:20: level A2 is listed twice in 'levels.source'"),
        BadRule("[A0..B0]", "[]", "7:11: 'levels.source' has to have at least one entry"),
        BadRule(
            "source: [A0..B0]", "source: [B1, B2]",
            "8:11: target level S is earlier than every source level (B1 is the first)"),
        BadRule("  source: B0", "  source: B1", "19:11: level B1 is not one of the rule's source levels"),
        BadRule("  target: S\n", "  target: C1\n", "20:11: level C1 is not one of the rule's target levels"),
        BadRule(
            "    unless-calls: [new_register]\n", "    target: [C0]\n", "20:11: no match of the rule counts at level S"),
    ]

    static let badMatches = [
        BadRule(
            "call: [old_get, old_set]", "cal: [old_get]",
            "10:5: unknown key 'cal'; did you mean 'call'? allowed: \(matchKeys)"),
        BadRule("call: [old_get, old_set]\n   ", "", "10:6: a match has to have one of the keys \(matchKinds)"),
        BadRule(
            "    unless-calls: [new_register]\n", "    record: old\n",
            "10:5: a match has exactly one of the keys \(matchKinds), not record and call"),
        BadRule(
            "call: [old_get, old_set]", "record: old",
            "11:19: 'unless-calls' goes with call, not with record"),
        BadRule(
            "unless-calls: [new_register]", "unless-members: [new_register]",
            "11:21: 'unless-members' goes with record or member, not with call"),
        BadRule(
            "call: [old_get, old_set]\n    unless-calls: [new_register]",
            "kconfig: [OLD]\n    if-calls: [new_register]",
            "11:15: 'if-calls' goes with record or call or constant or member or parameters, not with kconfig"),
        BadRule(
            "call: [old_get, old_set]\n    unless-calls", "constant: [OLD]\n    naming",
            "11:13: 'naming' goes with call, not with constant"),
        BadRule(
            "unless-calls: [new_register]", "into: [struct  device]",
            "11:12: 'struct  device' is no type as clang writes it, such as 'struct device *'"),
        BadRule("[old_get, old_set]", "[old-get]", "10:12: 'match.call' has to be a name as in C, not 'old-get'"),
        BadRule("[old_get, old_set]", "[old_get, old_get]", "10:21: 'old_get' is listed twice in 'match.call'"),
        BadRule(
            "unless-calls: [new_register]", "arguments: [struct device*]",
            "11:17: 'struct device*' is no type as clang writes it, such as 'struct device *'"),
        BadRule(
            "unless-calls: [new_register]", "target: [B2]",
            "11:13: level B2 is not one of the rule's target levels"),
        BadRule(
            "call: [old_get, old_set]\n    unless-calls: [new_register]", "member: { names: [create] }",
            "10:13: missing key 'of' in 'match.member'"),
        BadRule(
            "call: [old_get, old_set]\n    unless-calls: [new_register]", "kconfig: [CONFIG_OLD]",
            "10:14: 'CONFIG_OLD': symbols are written without CONFIG_"),
        BadRule(
            "unless-calls: [new_register]", "message: \"{what}\"",
            "11:14: unknown placeholder '{what}' in 'match.message'; allowed: name, target"),
    ]

    static let badTolerances = [
        BadRule(
            "name: sample", "name: sample\ntolerates:\n  - operations: [create]",
            "4:5: a tolerated difference needs 'old', 'new', 'text' or 'any-order'"),
        BadRule(
            "name: sample", "name: sample\ntolerates:\n  - text: a\n    lines: a.*",
            "4:5: 'text' needs 'lines', where it stands, and 'becomes', what it is on the newer kernel"),
        BadRule(
            "name: sample", "name: sample\ntolerates:\n  - any-order: a.*\n    old: a",
            "4:5: 'old' has no meaning beside 'any-order'"),
        BadRule(
            "name: sample", "name: sample\ntolerates:\n  - old: a\n    outcome: fails",
            "5:14: unknown tolerates.outcome 'fails'; allowed: any, failed"),
    ]

    @Test(arguments: badKeys + badValues + badLevels + badMatches + badTolerances)
    func aSpoiltRuleIsNamed(_ bad: BadRule) {
        expectError("rules/T-01.yaml:" + bad.error) { () throws(RuleError) in
            _ = try SampleRule.read(SampleRule.changed(bad.old, to: bad.new))
        }
    }

    @Test func aFileWithoutAMappingIsNamed() {
        expectError("rules/T-01.yaml:1:1: the file holds no rule") { () throws(RuleError) in
            _ = try SampleRule.read("# nothing\n")
        }
        expectError("rules/T-01.yaml:1:1: a rule file has to be a mapping: 'id: …', 'name: …' and so on") {
            () throws(RuleError) in _ = try SampleRule.read("- id: T-01\n")
        }
    }

    @Test func twoDocumentsInAFileAreNamed() {
        expectError("rules/T-01.yaml:25:1: not valid YAML: but found another document") { () throws(RuleError) in
            _ = try SampleRule.read(SampleRule.text + "---\nid: T-02\n")
        }
    }

    @Test func wordsWithoutANeighbourAreNotGuessedAt() {
        #expect(NearMiss.of("colour", among: ["name", "title"]) == nil)
        #expect(NearMiss.of("M-61", among: ["M-16", "M-60"]) == "M-16")
        #expect(NearMiss.distance("", "abc") == 3)
        #expect(NearMiss.distance("kitten", "sitting") == 3)
    }
}
