// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

@main
struct Mdevport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mdevport",
        abstract: "Finds and rewrites the old mediated-device API in Linux drivers.",
        discussion: """
            Paths are files, module folders or whole kernel trees. Compiler flags may follow behind --; without them \
            compile_commands.json, Kbuild's .o.cmd files, the kernel tree around a path, or bundled headers serve.
            """,
        version: ToolVersion.text,
        subcommands: [
            Scan.self, Lint.self, Convert.self, Patch.self, Compat.self, Run.self, Verify.self, Check.self, Rules.self,
            RemoveLeftFolder.self,
        ])

    /// ArgumentParser's own exit code for wrong arguments is 64; this tool promises 2 for every error.
    static func main() async {
        do {
            var command = try parseAsRoot(arguments)
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

    /// The command line with every flag behind `--` as an option of its own: a list of paths cannot be followed by a
    /// second list.
    private static var arguments: [String] {
        let given = Array(CommandLine.arguments.dropFirst())
        guard given.first != "check", let end = given.firstIndex(of: "--") else { return given }
        return given[..<end] + given[(end + 1)...].flatMap { ["--compiler-flag", $0] }
    }
}
