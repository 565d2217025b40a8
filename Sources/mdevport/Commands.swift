// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

/// What all commands do at their end.
enum Commands {
    /// Prints what a command has to say and leaves with its status; input errors are one line and status 2.
    static func finish(_ command: () throws(InputError) -> CommandOutput) throws {
        let output: CommandOutput
        do {
            output = try command()
        } catch {
            Terminal.standardError("mdevport: error: \(error)")
            throw ExitCode(2)
        }
        Terminal.standardOutput(output.standardOutput)
        for message in output.messages { Terminal.standardError("mdevport: \(message)") }
        if output.exitStatus != 0 { throw ExitCode(output.exitStatus) }
    }
}
