// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline
import MigrationPlanning

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rewrite drivers to struct mdev_driver and vfio_register_group_dev().",
        discussion: """
            Prints a diff that patch -p1 and git apply take. Exit status: 0 all converted, 1 something was refused or \
            needs review, 2 error; then nothing was written.
            """)

    @OptionGroup var tree: TreeOptions
    @Option(help: ArgumentHelp("Target: series-v2 (the default), 5.13 to 5.19, or 6.0.", valueName: "level")) var to:
        String?
    @Option(help: "embed or wrap; by default a driver is embedded where it is shown to fit, else wrapped.")
    var strategy: Strategy?
    @Flag(help: "Write the files instead of printing a diff.") var inPlace = false
    @Argument(help: "Files, module folders or whole kernel trees.") var paths: [String]

    func run() throws {
        try Commands.finish {
            () throws(InputError) in
            var command = ConvertCommand(settings: tree.settings(paths: paths), target: to, isInPlace: inPlace)
            command.strategy = strategy
            command.progress = Terminal.errorIsTerminal ? Terminal.progress : nil
            return try command.run()
        }
    }
}

extension Strategy: ExpressibleByArgument {}
