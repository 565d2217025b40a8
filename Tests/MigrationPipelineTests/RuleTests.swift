// SPDX-License-Identifier: Apache-2.0
import Foundation
import MigrationRules
import Testing

@testable import MigrationPipeline

@Suite struct RuleTests {
    /// Every rule finds what its example has before, and nothing after.
    @Test(arguments: try RuleSet.bundled().rules)
    func examplesOfTheProgramsRules(_ rule: Rule) {
        #expect(RuleExamples.check(rule) == [])
    }

    private func rule(before: String, after: String) -> String {
        """
        id: X-01
        name: my-call
        title: A call of ours
        severity: error
        class: human
        levels:
          source: [A2]
          target: [S]
        matches:
          - call: [my_old_call]
        message: "{name}() is old at {target}"
        advice: "Use my_new_call()"
        rationale: |
          Because.
        source: "us"
        example:
          source: A2
          target: S
          before: |
            int my_old_call(void);
            int my_new_call(void);
            static int f(void) { return \(before); }
          after: |
            int my_old_call(void);
            int my_new_call(void);
            static int f(void) { return \(after); }

        """
    }

    @Test func rulesOfFolders() async throws {
        let scratch = try LintScratch()
        try scratch.write("a.c", "int f(void)\n{\n\treturn my_old_call();\n}\n")
        try scratch.write("rules/X-01.yaml", rule(before: "my_old_call()", after: "my_new_call()"))
        let result = try await scratch.lint("a.c") { $0.ruleFolders = ["rules"] }
        #expect(result.text.hasPrefix("a.c:3:9: error: my_old_call() is old at series-v2 [X-01]\n"))
    }

    @Test(arguments: [
        ("my_new_call()", "my_new_call()", "rules/X-01.yaml:17: rule X-01 finds nothing in its example's 'before'"),
        (
            "my_old_call()", "my_old_call()",
            "rules/X-01.yaml:17: rule X-01 finds my_old_call in its example's 'after' as well"
        ),
        ("my_old_call(", "my_new_call()", "rules/X-01.yaml:17: the example's 'before' does not parse at 5.11–5.12: "),
    ])
    func examplesThatDoNotDoWhatTheySay(_ before: String, _ after: String, _ complaint: String) async throws {
        let scratch = try LintScratch()
        try scratch.write("a.c", "int a;\n")
        try scratch.write("rules/X-01.yaml", rule(before: before, after: after))
        let found = try await scratch.complaint("a.c") { $0.ruleFolders = ["rules"] }
        #expect(found?.hasPrefix(complaint) == true, "\(found ?? "no complaint")")
    }

    @Test func listAndExplanation() throws {
        let list = try RulesCommand(name: nil, folders: []).run()
        #expect(String(decoding: list.standardOutput, as: UTF8.self).contains("\nM-16  warning"))
        let one = try RulesCommand(name: "m-16", folders: []).run()
        #expect(String(decoding: one.standardOutput, as: UTF8.self).hasPrefix("M-16 (mdev-parent-ops): "))
        #expect(throws: InputError.self) { try RulesCommand(name: "M-99", folders: []).run() }
    }
}

extension InputError: Equatable {
    public static func == (a: InputError, b: InputError) -> Bool { a.message == b.message }
}
