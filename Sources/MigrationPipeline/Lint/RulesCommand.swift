// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import MigrationRules

/// `mdevport rules`: the list, one rule explained, or the rules between two levels.
public struct RulesCommand: Sendable {
    public let name: String?
    public let folders: [String]
    public let source: String?
    public let target: String?
    public let workingDirectory: String

    /// - Parameters:
    ///   - source: the level of the driver, where the rules between two levels are asked for.
    ///   - target: the level to get to.
    public init(
        name: String?, folders: [String], source: String? = nil, target: String? = nil, workingDirectory: String? = nil
    ) {
        self.name = name
        self.folders = folders
        self.source = source
        self.target = target
        self.workingDirectory = InputSettings(paths: [], workingDirectory: workingDirectory).workingDirectory
    }

    public func run() throws(InputError) -> CommandOutput {
        let rules = try RuleLoading.rules(folders: folders, workingDirectory: workingDirectory)
        if source != nil || target != nil { return CommandOutput(try path(rules)) }
        guard let name else { return CommandOutput(RuleText.table(of: rules.rules)) }
        guard let rule = rules.rule(called: name) else { throw InputError(RuleText.noRule(called: name, in: rules)) }
        return CommandOutput(RuleText.explanation(of: rule))
    }

    private func path(_ rules: RuleSet) throws(InputError) -> String {
        guard let source, let target else { throw InputError("--from and --to go together: two levels, or neither") }
        if let name { throw InputError("'\(name)': --from and --to list rules, an id explains one; not both") }
        let from = try Self.level(source, "--from")
        let to = try Self.level(target, "--to")
        guard from != to else {
            throw InputError("\(source) and \(target) are one level: nothing changed for drivers between them")
        }
        guard from.order < to.order else { throw InputError("--to \(target) is not later than --from \(source)") }
        let steps = rules.steps(from: from, to: to)
        guard !steps.isEmpty else {
            throw InputError("no rule is known for the way from \(from.releaseName) to \(to.releaseName)")
        }
        return RuleText.table(of: steps)
    }

    private static func level(_ text: String, _ option: String) throws(InputError) -> KernelLevel {
        guard let level = KernelLevel.named(text) else {
            throw InputError(
                "\(option) \(text): unknown level; a release from 4.10 to 6.1 such as 5.15, or series-v2")
        }
        return level
    }
}
