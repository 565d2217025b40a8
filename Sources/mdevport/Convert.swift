// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline
import MigrationPlanning

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rewrite drivers to struct mdev_driver and vfio_register_group_dev().",
        discussion: """
            Prints a diff that patch -p1 and git apply take. With --verify each driver is executed before and after, as \
            mdevport verify does it, and what came of it is told on standard error; with --in-place nothing is written \
            when one behaves differently or has a new fault. Exit status: 0 all converted, 1 something was refused, needs \
            review, is different or could not be verified, 2 error; then nothing was written.
            """)

    @OptionGroup var tree: TreeOptions
    @Option(help: ArgumentHelp("Target: series-v2 (the default), 5.13 to 5.19, or 6.0.", valueName: "level")) var to:
        String?
    @Option(help: "embed or wrap; by default a driver is embedded where it is shown to fit, else wrapped.")
    var strategy: Strategy?
    @Flag(help: "Write the files instead of printing a diff.") var inPlace = false
    @Flag(help: "Execute each driver before and after, and compare what users see.") var verify = false
    @Argument(help: "Files, module folders or whole kernel trees.") var paths: [String]

    func run() throws {
        try Commands.finish {
            () throws(InputError) in
            var command = ConvertCommand(settings: tree.settings(paths: paths), target: to, isInPlace: inPlace)
            command.strategy = strategy
            if verify { command.verification = VerifyOptions() }
            command.progress = Terminal.errorIsTerminal ? Terminal.progress : nil
            return try command.run()
        }
    }
}

extension Strategy: ExpressibleByArgument {}
