// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Execute functions of a driver and report everything that is wrong.",
        discussion: """
            Arguments of a call are numbers, "strings", NULL, user(64) for a zeroed buffer of 64 bytes in user space, \
            user("text") for one with these bytes, &name for a variable or function of the files, $1 for the first \
            call's result, or any other name: an object of the parameter's type, zeroed, or as kobj{.name="a"} says. \
            One name is one object in all calls. \
            Give all files: they are one module, or several where more than one has a \
            module_init(). Compiler flags may follow behind --.

            Calls of main() run as an ordinary program, with the C library instead of the kernel; its exit status is \
            the program's.

            --missing runs nothing: it lists the kernel functions and variables that the files lead to and that the machine \
            does not have, and code that it cannot execute, each with its first place; exit status 2 when there are any that \
            no stand-in provides.

            Exit status: 0, 1 when a fault is found, 2 when something is wrong with what was given or not supported.
            """)

    @OptionGroup var tree: TreeOptions
    @Option(
        name: .customLong("call"),
        help: ArgumentHelp(
            "What to execute; repeatable, all on one machine, in this order.", valueName: "function(args)"))
    var calls: [String] = []
    @Flag(help: "Print every call of a kernel function.") var trace = false
    @Flag(help: "Print what memory and registrations the calls leave behind; the exit status stays.") var leaks = false
    @Flag(help: "Run nothing; list what the files want of a kernel and the machine does not have.") var missing = false
    @Flag(help: "Say on standard error how long emission, decoding and the calls took.") var times = false
    @Option(help: ArgumentHelp("Let the n-th of all kernel calls that can fail do so; repeatable.", valueName: "n"))
    var fail: [Int] =
        []
    @Option(
        help: ArgumentHelp("Set the module's parameters first; dyndbg=+p makes pr_debug() print.", valueName: "text"))
    var parameters = ""
    @Option(help: ArgumentHelp("Perform the operations of a file, and print what comes of them.", valueName: "file"))
    var scenario: String?
    @Option(
        help: ArgumentHelp(
            "The same for a recorded trace, and compare; the first differences are printed.", valueName: "trace"))
    var replay: String?
    @Option(help: ArgumentHelp("The kernel around the driver, where its headers say too little.", valueName: "level"))
    var level: String?
    @Option(
        help: ArgumentHelp(
            "Who goes on at each point at which more than one task could, as a race that was found says it: 0,1,0.",
            valueName: "choices"))
    var schedule: String?
    @Flag(help: "Take no C file of mdevport's own for functions of other modules that the driver wants.")
    var noStandIns = false
    @Option(
        help: ArgumentHelp(
            "Load a C file of yours first that has functions of other modules; repeatable.", valueName: "file"))
    var standIn: [String] = []
    @Argument(help: "The driver's C files.") var paths: [String]

    func run() throws {
        try Commands.finish { () throws(InputError) in
            if missing {
                var command = MissingCommand(settings: tree.settings(paths: paths))
                command.takesStandIns = !noStandIns
                return try command.run()
            }
            if scenario != nil && replay != nil { throw InputError("--scenario and --replay exclude each other") }
            if calls.isEmpty && !times || scenario != nil || replay != nil {
                let source: ScenarioCommand.Source =
                    scenario.map { .scenario($0) } ?? replay.map { .replay($0) } ?? .builtIn
                var command = ScenarioCommand(
                    settings: tree.settings(paths: paths), source: source, parameters: parameters)
                command.failures = RunCommand.failures(fail)
                command.showsTimes = times
                command.level = level
                if let schedule { command.schedule = try ScenarioCommand.schedule(schedule) }
                command.standIns = StandInChoice(takesBundled: !noStandIns, files: standIn)
                return try command.run()
            }
            var expressions: [CallExpression] = []
            for call in calls { expressions.append(try CallExpression(call)) }
            var command = RunCommand(
                settings: tree.settings(paths: paths), calls: expressions, traces: trace,
                failures: RunCommand.failures(fail))
            command.showsLeaks = leaks
            command.showsTimes = times
            command.parameters = parameters
            return try command.run()
        }
    }
}
