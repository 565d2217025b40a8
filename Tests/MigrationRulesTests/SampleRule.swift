// SPDX-License-Identifier: Apache-2.0
@testable import MigrationRules

/// A rule file that is right in every way, to be spoilt by tests.
enum SampleRule {
    static let text = """
        id: T-01
        name: sample
        title: A rule for tests
        severity: warning
        class: auto
        levels:
          source: [A0..B0]
          target: [S, B1, C0]
        matches:
          - call: [old_get, old_set]
            unless-calls: [new_register]
        message: "{name}() is gone at {target}"
        advice: Use another
        rationale: |
          Because.
          Of this.
        source: api-history 1.1
        example:
          source: B0
          target: S
          before: |
            old_get();
          after: |
            new_get();

        """

    static func read(_ text: String, path: String = "rules/T-01.yaml") throws(RuleError) -> Rule {
        try RuleReader.rule(text: text, path: path)
    }

    /// The sample with one piece of its text exchanged.
    static func changed(_ old: String, to new: String) -> String {
        precondition(text.contains(old), "the sample does not contain \(old)")
        return text.replacing(old, with: new, maxReplacements: 1)
    }

    /// The sample with another list of matches.
    static func matching(_ matches: String) -> String {
        changed("  - call: [old_get, old_set]\n    unless-calls: [new_register]\n", to: matches)
    }
}
