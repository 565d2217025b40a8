// SPDX-License-Identifier: Apache-2.0
import SourceText

/// `mdevport check`: lint for one file, called the way Kbuild calls its checker, with the compiler's flags.
///
/// A status other than 0 makes Kbuild stop at this file (with `-k`, go on with the next), so that `make C=1` is a gate.
public struct CheckCommand: Sendable {
    /// Everything behind `check`: options of this command, flags of the compiler, and the file.
    public let arguments: [String]
    public let workingDirectory: String?

    public init(arguments: [String], workingDirectory: String? = nil) {
        self.arguments = arguments
        self.workingDirectory = workingDirectory
    }

    /// The report is for the standard error output, where compilers put their messages.
    public func run() async throws(InputError) -> CommandOutput {
        var flags: [String] = []
        var target: String?
        var folders: [String] = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch word {
            case "--to": target = try value(of: word, &rest)
            case "--rules": folders.append(try value(of: word, &rest))
            default: flags.append(word)
            }
        }
        guard let position = flags.lastIndex(where: { $0.hasSuffix(".c") && !$0.hasPrefix("-") }) else {
            throw InputError("check: no C file among the arguments; use it as make C=1 CHECK=\"mdevport check\"")
        }
        let file = flags.remove(at: position)
        let input = InputSettings(paths: [file], explicitFlags: flags, workingDirectory: workingDirectory)
        let settings = LintSettings(input: input, target: target, ruleFolders: folders)
        var output = try await LintCommand(settings).run()
        // A clean file is passed over in silence, as every compiler does.
        if output.exitStatus == 0 { output.standardOutput = [] }
        return output
    }

    private func value(of option: String, _ rest: inout ArraySlice<String>) throws(InputError) -> String {
        guard let value = rest.popFirst() else { throw InputError("check: \(option) needs a value") }
        return value
    }
}
