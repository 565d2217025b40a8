// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lint one file as the kernel's checker: make C=1 CHECK=\"mdevport check\".",
        usage: "mdevport check [--to <level>] [--rules <dir>] <flags> ... <file>",
        discussion: """
            Kbuild stops at a file whose check has a status other than 0; make -k goes on. Exit status: 0 clean, \
            1 findings, 2 error.
            """)

    @Argument(
        parsing: .captureForPassthrough,
        help: "The flags that the compiler is given, and one C file.")
    var arguments: [String] = []

    func run() async throws {
        if arguments == ["--help"] || arguments == ["-h"] { throw CleanExit.helpRequest(self) }
        let output: CommandOutput
        do throws(InputError) {
            output = try await CheckCommand(arguments: arguments).run()
        } catch {
            throw Commands.failure(error)
        }
        // As a compiler does.
        if !output.standardOutput.isEmpty {
            Terminal.standardError(String(decoding: output.standardOutput, as: UTF8.self))
        }
        if output.exitStatus != 0 { throw ExitCode(output.exitStatus) }
    }
}
