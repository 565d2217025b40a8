// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the rules, or explain one: why, before, after.",
        discussion: "Exit status: 0, or 2 when there is no such rule or one is broken.")

    @Option(help: ArgumentHelp("Folder with further rules.", valueName: "dir")) var rules: [String] = []
    @Argument(help: ArgumentHelp("A rule's id or name.", valueName: "id")) var rule: String?

    func run() throws {
        try Commands.finish { () throws(InputError) in try RulesCommand(name: rule, folders: rules).run() }
    }
}
