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

    @Test func thePathBetweenTwoLevels() throws {
        let output = try RulesCommand(name: nil, folders: [], source: "series-v2", target: "5.14").run()
        #expect(
            String(decoding: output.standardOutput, as: UTF8.self) == """
                RULE  CLASS  FROM  TITLE
                K-05  auto   5.14  Who holds references to the driver's module while a device is open
                K-16  auto   5.14  The mdev bus has its driver vfio_mdev again
                S-01  auto   5.14  From 5.14 to 5.18 the type groups belong to mdev_parent_ops
                S-02  auto   5.14  From 5.14 to 5.18 mdev_register_device() is given the mdev_parent_ops

                """)
    }

    @Test(arguments: [
        ("5.10", "", "", "--from and --to go together: two levels, or neither"),
        ("", "5.10", "", "--from and --to go together: two levels, or neither"),
        ("5.10", "5.19", "M-16", "'M-16': --from and --to list rules, an id explains one; not both"),
        ("5.19", "5.10", "", "--to 5.10 is not later than --from 5.19"),
        ("5.16", "5.18", "", "5.16 and 5.18 are one level: nothing changed for drivers between them"),
        ("4.9", "5.10", "", "--from 4.9: unknown level; a release from 4.10 to 6.1 such as 5.15, or series-v2"),
        ("5.10", "six", "", "--to six: unknown level; a release from 4.10 to 6.1 such as 5.15, or series-v2"),
        ("6.0", "6.1", "", "no rule is known for the way from 6.0 to 6.1"),
    ])
    func pathsThatAreNone(_ from: String, _ to: String, _ name: String, _ complaint: String) {
        func given(_ text: String) -> String? { text.isEmpty ? nil : text }
        let command = RulesCommand(name: given(name), folders: [], source: given(from), target: given(to))
        #expect(throws: InputError(complaint)) { try command.run() }
    }
}

extension InputError: Equatable {
    public static func == (a: InputError, b: InputError) -> Bool { a.message == b.message }
}
