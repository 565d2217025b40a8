// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

/// What all commands do at their end.
enum Commands {
    /// Prints what a command has to say and leaves with its status; input errors are one line and status 2.
    static func finish(_ command: () throws(InputError) -> CommandOutput) throws {
        let output: CommandOutput
        do { output = try command() } catch { throw failure(error) }
        try leave(with: output)
    }

    /// The same for commands that wait for others.
    static func finishAwaiting(_ command: () async throws(InputError) -> CommandOutput) async throws {
        let output: CommandOutput
        do { output = try await command() } catch { throw failure(error) }
        try leave(with: output)
    }

    /// Says in one line what is wrong with the input.
    static func failure(_ error: InputError) -> ExitCode {
        Terminal.standardError("mdevport: error: \(error)")
        return ExitCode(2)
    }

    private static func leave(with output: CommandOutput) throws {
        if let problem = Terminal.standardOutput(output.standardOutput) {
            throw failure(InputError("the output cannot be written: \(problem)"))
        }
        for message in output.messages { Terminal.standardError("mdevport: \(message)") }
        if output.exitStatus != 0 { throw ExitCode(output.exitStatus) }
    }
}
