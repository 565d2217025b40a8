// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the rules, all or those between two levels, or explain one: why, before, after.",
        discussion: """
            With --from and --to: the rules that a driver written for one level has to follow at the other, each with the \
            release from which on it counts. Exit status: 0, or 2 when there is no such rule or one is broken.
            """)

    @Option(help: ArgumentHelp("Folder with further rules.", valueName: "dir")) var rules: [String] = []
    @Option(help: ArgumentHelp("The level that a driver is written for.", valueName: "level")) var from: String?
    @Option(help: ArgumentHelp("The level to get it to.", valueName: "level")) var to: String?
    @Argument(help: ArgumentHelp("A rule's id or name.", valueName: "id")) var rule: String?

    func run() throws {
        let command = RulesCommand(name: rule, folders: rules, source: from, target: to)
        try Commands.finish { () throws(InputError) in try command.run() }
    }
}
