// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

@main
struct Mdevport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mdevport",
        abstract: "Finds and rewrites the old mediated-device API in Linux drivers.",
        version: ToolVersion.text,
        subcommands: [Scan.self])

    /// ArgumentParser's own exit code for wrong arguments is 64; this tool promises 2 for every error.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            guard exitCode(for: error) != .success else { exit(withError: error) }
            Terminal.standardError(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}
