// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import SourceText

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `compile_commands.json`: the command of every file of a tree.
public struct CompileDatabase: Sendable {
    private struct Entry: Decodable {
        var directory: String?
        var file: String
        var arguments: [String]?
        var command: String?
    }

    public let path: String
    private var commands: [String: (words: [String], directory: String)] = [:]

    /// - Throws: `FrontendError.badFlags` where the file is not a compile database.
    public init(path: String) throws(FrontendError) {
        self.path = path
        guard let bytes = FileBytes.read(path) else {
            throw .unreadable(path: path, reason: "cannot be read")
        }
        let entries: [Entry]
        do {
            entries = try JSONDecoder().decode([Entry].self, from: Data(bytes))
        } catch {
            throw .badFlags(origin: path, message: "not a compile database (a JSON list of commands is expected)")
        }
        let here = PathText.folder(of: path)
        for entry in entries {
            let directory = PathText.absolute(entry.directory ?? here, in: here)
            let words = entry.arguments ?? ShellWords.split(entry.command ?? "")
            commands[PathText.absolute(entry.file, in: directory)] = (words, directory)
        }
    }

    public func setup(for file: String) -> CompileSetup? {
        guard let command = commands[PathText.normal(file)] else { return nil }
        let flags = SafeFlags(command.words, directory: command.directory, root: PathText.folder(of: path))
        return CompileSetup(
            origin: .compileCommands(path: path), arguments: flags.arguments, warnings: flags.warnings)
    }
}
