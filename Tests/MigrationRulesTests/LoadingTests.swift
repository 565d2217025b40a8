// SPDX-License-Identifier: Apache-2.0
import Findings
import Foundation
import KernelLevels
import Testing

@testable import MigrationRules

@Suite struct LoadingTests {
    @Test func everyKeyOfARuleIsRead() throws {
        let rule = try SampleRule.read(SampleRule.text)
        #expect(rule.id == RuleID("T-01"))
        #expect(rule.name == "sample")
        #expect(rule.title == "A rule for tests")
        #expect(rule.severity == .warning)
        #expect(rule.automation == .auto)
        #expect(rule.sourceLevels == [.A0, .A1, .A1s, .A2, .B0])
        #expect(rule.targetLevels == [.S, .B1, .C0])
        #expect(rule.message.filled(name: "old_get", target: .C0) == "old_get() is gone at 5.19")
        #expect(rule.advice.text == "Use another")
        #expect(rule.rationale == "Because.\nOf this.")
        #expect(rule.source == "api-history 1.1")
        #expect(rule.file == "rules/T-01.yaml")
        #expect(rule.line == 1)
        let match = try #require(rule.matches.first)
        #expect(match.kind == .call(names: ["old_get", "old_set"], arguments: []))
        #expect(match.targetLevels == [.S, .B1, .C0])
        #expect(match.unlessCalls == ["new_register"])
        #expect(match.line == 10)
        let example = try #require(rule.example)
        #expect(example.sourceLevel == .B0)
        #expect(example.targetLevel == .S)
        #expect(example.before == "old_get();\n")
        #expect(example.after == "new_get();\n")
        #expect(example.language == .c)
    }

    @Test func everyKindOfMatchIsRead() throws {
        let rule = try SampleRule.read(
            SampleRule.matching(
                """
                  - record: ops
                    target: [B1..C0]
                    unless-members: [driver]
                    message: "the table {name}"
                  - member: { of: ops, names: [create, remove] }
                  - kconfig: [OLD_SYMBOL]
                  - parameters: { callback: create, types: ["struct kobject *", int] }
                  - parameters: { of: drv, callback: probe, types: ["char **"] }
                  - type-attribute: { types: ["struct device *"] }
                  - call: old_call
                    arguments: ["struct module *"]
                  - constant: [OLD_EVENT]
                    if-calls: [new_register]
                  - call: old_call
                    naming: [OLD_EVENT]
                    not-naming: [NEW_EVENT]
                    into: [int]

                """
            ).replacing("target: [S, B1, C0]", with: "target: [S, B1..C0]"))
        #expect(
            rule.matches.map(\.kind) == [
                .record(name: "ops"),
                .member(record: "ops", names: ["create", "remove"]),
                .kconfig(symbols: ["OLD_SYMBOL"]),
                .parameters(record: "mdev_parent_ops", callback: "create", types: ["struct kobject *", "int"]),
                .parameters(record: "drv", callback: "probe", types: ["char **"]),
                .typeAttribute(types: ["struct device *"]),
                .call(names: ["old_call"], arguments: ["struct module *"]),
                .constant(names: ["OLD_EVENT"]),
                .call(names: ["old_call"], arguments: []),
            ])
        #expect(rule.matches[0].targetLevels == [.B1, .B2, .B3, .C0])
        #expect(rule.matches[0].unlessMembers == ["driver"])
        #expect(rule.matches[0].message?.filled(name: "ops", target: .B1) == "the table ops")
        #expect(rule.matches[1].targetLevels == [.S, .B1, .B2, .B3, .C0])
        #expect(rule.matches[1].message == nil)
        #expect(rule.matches[7].ifCalls == ["new_register"])
        #expect(rule.matches[8].naming == ["OLD_EVENT"])
        #expect(rule.matches[8].notNaming == ["NEW_EVENT"])
        #expect(rule.matches[8].into == ["int"])
    }

    @Test func aRangeLeavesOutTheSeriesThatWasNeverReleased() throws {
        let rule = try SampleRule.read(
            SampleRule.changed("[S, B1, C0]", to: "B0..B2").replacing("target: S", with: "target: B0"))
        #expect(rule.targetLevels == [.B0, .B1, .B2])
    }

    @Test func levelsComeOutInOrderOfTime() throws {
        let rule = try SampleRule.read(SampleRule.changed("[S, B1, C0]", to: "[C0, B1, S]"))
        #expect(rule.targetLevels == [.S, .B1, .C0])
    }

    @Test func aRuleNeedsNoExampleAndNoMatches() throws {
        let text = SampleRule.text[..<SampleRule.text.firstRange(of: "example:")!.lowerBound]
            .replacing("matches:\n  - call: [old_get, old_set]\n    unless-calls: [new_register]", with: "matches: []")
        let rule = try SampleRule.read(String(text))
        #expect(rule.example == nil)
        #expect(rule.matches.isEmpty)
    }

    @Test func anExampleOfKconfigMatchesIsKconfig() throws {
        let rule = try SampleRule.read(SampleRule.matching("  - kconfig: [OLD]\n"))
        #expect(rule.example?.language == .kconfig)
    }

    @Test func aTemplateFillsEveryPlaceOnce() {
        let template = MessageTemplate(text: "{name} and {name} at {target}")
        #expect(template.filled(name: "{target}", target: .S) == "{target} and {target} at series-v2")
    }

    @Test func rulesOfAFolderAreAdded() throws {
        let folder = try TemporaryFolder(["T-01.yaml": SampleRule.text, "README.md": "not a rule", ".hidden.yaml": "x"])
        let rules = try RuleSet.bundled().adding(folder: folder.path)
        #expect(rules[RuleID("T-01")]?.file == folder.path + "/T-01.yaml")
        #expect(rules.rules.count == (try RuleSet.bundled()).rules.count + 1)
        #expect(rules.rules.map(\.id) == rules.rules.map(\.id).sorted())
    }

    @Test func anIdGivenTwiceIsAnError() throws {
        let folder = try TemporaryFolder(["M-16.yaml": SampleRule.changed("T-01", to: "M-16")])
        #expect(throws: RuleError.self) { try RuleSet.bundled().adding(folder: folder.path) }
        expectError("\(folder.path)/M-16.yaml:1:1: rule M-16 is already defined in Rules/M-16.yaml") {
            () throws(RuleError) in _ = try RuleSet.bundled().adding(folder: folder.path)
        }
    }

    @Test func aNameGivenTwiceIsAnError() throws {
        let texts = [
            (path: "a/T-01.yaml", text: SampleRule.text),
            (path: "b/T-02.yaml", text: SampleRule.changed("T-01", to: "T-02")),
        ]
        expectError("b/T-02.yaml:1:1: the name 'sample' of rule T-02 is already that of T-01 in a/T-01.yaml") {
            () throws(RuleError) in _ = try RuleSet.empty.adding(texts: texts)
        }
    }

    @Test func aFolderThatIsNotThereIsAnError() throws {
        let path = FileManager.default.temporaryDirectory.path + "/no-such-folder-\(UUID())"
        let error = #expect(throws: RuleError.self) { try RuleSet.empty.adding(folder: path) }
        #expect(error?.description.hasPrefix(path + ": cannot read this folder of rules: ") == true)
    }

    @Test func aFileWithTheOtherYamlSuffixIsAnError() throws {
        let folder = try TemporaryFolder(["T-01.yml": SampleRule.text])
        expectError("\(folder.path)/T-01.yml: a rule file has to end in .yaml") { () throws(RuleError) in
            _ = try RuleSet.empty.adding(folder: folder.path)
        }
    }

    @Test func aFileThatIsNotUTF8IsAnError() throws {
        let folder = try TemporaryFolder([:])
        try Data([0x69, 0xff, 0xfe]).write(to: folder.url.appending(path: "T-01.yaml"))
        expectError("\(folder.path)/T-01.yaml: the file is not UTF-8") { () throws(RuleError) in
            _ = try RuleSet.empty.adding(folder: folder.path)
        }
    }
}

/// Runs `body` and compares the error it throws with `text`.
func expectError(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws(RuleError) -> Void
) {
    do {
        try body()
        Issue.record("no error", sourceLocation: sourceLocation)
    } catch {
        #expect(error.description == text, sourceLocation: sourceLocation)
    }
}

/// A folder that goes away with its value.
final class TemporaryFolder {
    let url: URL
    var path: String { url.path }

    init(_ files: [String: String]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "mdevport-rules-\(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: url.appending(path: name)) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
