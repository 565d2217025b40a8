// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Execute a driver and what it is converted to, and compare what users see.",
        discussion: """
            With --to the driver is converted and both are executed, each on a kernel of its level. With --against \
            two versions are compared. With neither the driver alone is executed and judged by its faults.

            The text fits below the --- of a patch. --format json is for programs. --html writes one page that needs \
            nothing beside itself, with both traces side by side.

            Exit status: 0 equivalent (or no fault), 1 diverged or a fault, 2 when something is wrong with what was given \
            or not supported.
            """)

    @OptionGroup var tree: TreeOptions
    @Option(help: ArgumentHelp("Convert to this level and compare with the result.", valueName: "level"))
    var to: String?
    @Option(help: ArgumentHelp("Compare with this version of the driver.", valueName: "file or folder"))
    var against: String?
    @Option(help: ArgumentHelp("Load modules with these parameters.", valueName: "text")) var parameters = ""
    @Flag(inversion: .prefixedNo, help: "Let every call that can fail do so once.") var sweep = true
    @Flag(inversion: .prefixedNo, help: "Let operations run beside each other, on many schedules.") var races = true
    @Option(
        help: ArgumentHelp(
            "Execute nothing but this race, as a report names it, and print its trace.", valueName: "race:choices"))
    var schedule: String?
    @Flag(inversion: .prefixedNo, help: "Make scenarios for the driver, steered by what they reach of its code.")
    var generate = true
    @Option(
        help: ArgumentHelp("Failures, schedules and random sequences that are tried at most, each.", valueName: "n"))
    var budget = 500
    @Option(help: ArgumentHelp("Of random sequences; the same seed makes the same.", valueName: "n"))
    var seed: UInt64 = 1
    @Flag(help: "List the lines of the driver that were not reached.") var uncovered = false
    @Option(
        help: ArgumentHelp(
            "Write each scenario that shows something into this folder, for run --scenario.", valueName: "folder"))
    var save: String?
    @Option(help: "text or json.") var format: VerifyCommand.Format = .text
    @Option(help: ArgumentHelp("Write a page with everything about the drivers, too.", valueName: "file"))
    var html: String?
    @Argument(help: "Drivers: files, folders or kernel trees.") var paths: [String]

    func run() throws {
        try Commands.finish { () throws(InputError) in
            var command = VerifyCommand(settings: tree.settings(paths: paths), target: to, against: against)
            command.options.parameters = parameters
            command.options.sweeps = sweep
            command.options.budget = budget
            command.options.races = races
            command.options.replay = schedule
            command.options.generates = generate
            command.options.seed = seed
            command.options.saveFolder = save
            command.options.showsUncovered = uncovered
            command.format = format
            command.page = html
            command.progress = Terminal.errorIsTerminal ? Terminal.progress : nil
            return try command.run()
        }
    }
}

extension VerifyCommand.Format: ExpressibleByArgument {}
