// SPDX-License-Identifier: Apache-2.0
import MigrationRules

/// `mdevport rules`: the list, or one rule explained.
public struct RulesCommand: Sendable {
    public let name: String?
    public let folders: [String]
    public let workingDirectory: String

    public init(name: String?, folders: [String], workingDirectory: String? = nil) {
        self.name = name
        self.folders = folders
        self.workingDirectory = InputSettings(paths: [], workingDirectory: workingDirectory).workingDirectory
    }

    public func run() throws(InputError) -> CommandOutput {
        let rules = try RuleLoading.rules(folders: folders, workingDirectory: workingDirectory)
        guard let name else { return CommandOutput(RuleText.table(of: rules.rules)) }
        guard let rule = rules.rule(called: name) else { throw InputError(RuleText.noRule(called: name, in: rules)) }
        return CommandOutput(RuleText.explanation(of: rule))
    }
}
