// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

struct Compat: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show which kernels each driver fits as it is, and what the others would cost.",
        discussion: """
            One row per driver, one column per level of the API from 4.10 to 6.0. Exit status: 0, or 2 when something is \
            wrong with what was given.
            """)

    @OptionGroup var tree: TreeOptions
    @Option(help: "text or json.") var format: CompatCommand.Format = .text
    @Option(
        help: ArgumentHelp(
            "Print the reasons of one driver's cells, or of one cell, instead of the matrix.",
            valueName: "driver[:level]"))
    var why: String?
    @Argument(help: "Files, module folders or whole kernel trees.") var paths: [String]

    func run() throws {
        try Commands.finish {
            () throws(InputError) in
            var command = CompatCommand(
                settings: tree.settings(paths: paths), format: format, why: why, width: Terminal.outputWidth)
            command.progress = Terminal.errorIsTerminal ? Terminal.progress : nil
            return try command.run()
        }
    }
}

extension CompatCommand.Format: ExpressibleByArgument {}
