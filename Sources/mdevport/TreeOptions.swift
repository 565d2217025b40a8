// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

/// What is known of the tree around the files.
struct TreeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Kernel source tree; found by itself when a path lies inside one.", valueName: "dir"))
    var kernel: String?

    @Option(help: ArgumentHelp("Architecture to parse for: x86 or s390.", valueName: "name"))
    var arch: String?

    @Option(
        name: [.customShort("D", allowingJoined: true)],
        help: ArgumentHelp("Define a macro.", valueName: "name[=value]"))
    var defines: [String] = []

    @Option(
        name: [.customShort("I", allowingJoined: true)], help: ArgumentHelp("Add an include folder.", valueName: "dir"))
    var includes: [String] = []

    /// One flag of those behind `--`; see `Mdevport.arguments`.
    @Option(name: .customLong("compiler-flag"), parsing: .unconditionalSingleValue, help: .hidden)
    var flags: [String] = []

    func settings(paths: [String]) -> InputSettings {
        InputSettings(
            paths: paths, kernel: kernel, architecture: arch,
            extraFlags: defines.map { "-D" + $0 } + includes.map { "-I" + $0 },
            explicitFlags: flags.isEmpty ? nil : flags)
    }
}
