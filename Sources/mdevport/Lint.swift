// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

struct Lint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report what is left of the old mediated-device API.",
        discussion: """
            A comment /* mdevport: allow(RULE) reason */ on a line, or on a line of its own before it, allows what is \
            found there. Exit status: 0 clean, 1 findings, 2 error.
            """)

    @OptionGroup var tree: TreeOptions
    @Option(help: ArgumentHelp("The level that the code is to be right at (default: series-v2).", valueName: "level"))
    var to: String?
    @Option(help: "text, json, sarif or github.") var format: LintFormat = .text
    @Option(help: ArgumentHelp("Report only lines changed since this git revision.", valueName: "rev"))
    var since: String?
    @Option(help: ArgumentHelp("Leave out the findings of this file.", valueName: "file")) var baseline: String?
    @Flag(help: "Write all findings into the baseline file instead of reporting them.") var writeBaseline = false
    @Option(help: ArgumentHelp("Folder with further rules.", valueName: "dir")) var rules: [String] = []
    @Argument(help: "Files, module folders or whole kernel trees.") var paths: [String]

    func run() async throws {
        let settings = LintSettings(
            input: tree.settings(paths: paths), target: to, ruleFolders: rules, baseline: baseline,
            writesBaseline: writeBaseline, since: since, format: format, usesColours: Terminal.outputIsTerminal,
            progress: Terminal.errorIsTerminal ? Terminal.progress : nil)
        try await Commands.finishAwaiting { () async throws(InputError) in try await LintCommand(settings).run() }
    }
}

extension LintFormat: ExpressibleByArgument {}
