// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

struct Scan: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List every driver of mediated devices: tables, callbacks, state, registration, API level.",
        discussion: "Exit status: 0, or 2 when something is wrong with what was given.")

    @OptionGroup var tree: TreeOptions
    @Option(help: "text or json.") var format: ScanCommand.Format = .text
    @Argument(help: "Files, module folders or whole kernel trees.") var paths: [String]

    func run() throws {
        try Commands.finish {
            () throws(InputError) in
            var command = ScanCommand(settings: tree.settings(paths: paths), format: format)
            command.progress = Terminal.errorIsTerminal ? Terminal.progress : nil
            return try command.run()
        }
    }
}

extension ScanCommand.Format: ExpressibleByArgument {}
