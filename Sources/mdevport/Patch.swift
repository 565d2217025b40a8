// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import MigrationPipeline
import MigrationPlanning
import PatchSeries

struct Patch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert drivers, and write the series of patches that a kernel developer would mail.",
        discussion: """
            Inside a git repository the series is based on its HEAD and made with git; index, work tree and branches are \
            not touched. Outside, plain diffs and a series file are written. Who gets the series is asked of the tree's \
            scripts/get_maintainer.pl; --maintainers file reads MAINTAINERS instead and runs nothing of the tree.

            Exit status: 0 all converted, 1 something was refused, needs review or could not be verified, or is different \
            with --verify, and then nothing was written, 2 error; then nothing was written.
            """)

    @OptionGroup var tree: TreeOptions
    @Option(
        help: ArgumentHelp(
            "The target: series-v2 (the default), 5.13 to 5.19, or 6.0. With an @ in it, an address for To:; repeatable.",
            valueName: "level|address")) var to: [String] = []
    @Option(help: ArgumentHelp("An address for Cc:; repeatable.", valueName: "address")) var cc: [String] = []
    @Option(
        name: [.customShort("o"), .long], help: ArgumentHelp("Make this folder, with the files.", valueName: "dir"))
    var outputDirectory: String?
    @Option(help: ArgumentHelp("Leave a branch instead of files.", valueName: "name")) var branch: String?
    @Flag(help: "List patches and recipients; write nothing.") var dryRun = false
    @Option(
        name: [.customShort("v", allowingJoined: true), .long],
        help: ArgumentHelp("Mark the series as its n-th version.", valueName: "n")) var rerollCount: Int?
    @Option(help: ArgumentHelp("Between the brackets of subjects.", valueName: "text")) var subjectPrefix = "PATCH"
    @Flag(name: [.short, .long], help: "Add your Signed-off-by, from git's user.name and user.email.")
    var signoff = false
    @Option(help: "embed or wrap; by default a driver is embedded where it is shown to fit, else wrapped.")
    var strategy: Strategy?
    @Flag(help: "Execute each driver before and after, and compare what users see; the cover says what came of it.")
    var verify = false
    @Option(help: "Whom to ask for recipients: script, file or none.") var maintainers: TreeMaintainers.Source = .script
    @Argument(help: "Files, module folders or whole kernel trees.") var paths: [String]

    func run() async throws {
        try await Commands.finishAwaiting { () async throws(InputError) in
            var settings = PatchSettings(input: tree.settings(paths: paths))
            settings.to = to
            settings.cc = cc
            settings.strategy = strategy
            if verify { settings.verification = VerifyOptions() }
            settings.folder = outputDirectory
            settings.branch = branch
            settings.lists = dryRun
            settings.version = rerollCount
            settings.prefix = subjectPrefix
            settings.signsOff = signoff
            settings.maintainers = maintainers
            let environment = ProcessInfo.processInfo.environment
            settings.sourceDateEpoch = environment["SOURCE_DATE_EPOCH"]
            settings.temporaryFolder = environment["TMPDIR"] ?? settings.temporaryFolder
            settings.executable = "/proc/self/exe"
            var command = PatchCommand(settings)
            command.progress = Terminal.errorIsTerminal ? Terminal.progress : nil
            return try await command.run()
        }
    }
}

/// Runs beside `patch`, started by it; see `Guardian`.
struct RemoveLeftFolder: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: Guardian.command, shouldDisplay: false)

    @Argument var folder: String

    func run() throws { Guardian.attend(folder) }
}

extension TreeMaintainers.Source: ExpressibleByArgument {}
