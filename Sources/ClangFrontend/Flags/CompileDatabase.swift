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
        let flags = SafeFlags(
            command.words, file: file, directory: command.directory, root: PathText.folder(of: path))
        return CompileSetup(
            origin: .compileCommands(path: path), arguments: flags.arguments, warnings: flags.warnings)
    }
}

/// Kbuild's `.NAME.o.cmd`, left beside an object by a build.
enum KbuildCommand {
    static func setup(for file: String) -> CompileSetup? {
        let name = PathText.name(of: file)
        guard name.hasSuffix(".c") else { return nil }
        let path = PathText.folder(of: file) + "/." + name.dropLast(2) + ".o.cmd"
        guard let bytes = FileBytes.read(path) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        // `cmd_dir/foo.o := gcc …` or, from 6.2 on, `savedcmd_dir/foo.o := gcc …`
        guard
            let line = text.split(separator: "\n").first(where: {
                ($0.hasPrefix("cmd_") || $0.hasPrefix("savedcmd_")) && $0.contains(".o := ")
            }), let start = line.firstRange(of: ":= ")
        else { return nil }
        var command = String(line[start.upperBound...])
        // Further commands (objtool) follow behind a semicolon.
        if let end = command.firstRange(of: " ; ") { command = String(command[..<end.lowerBound]) }
        let object = line[..<start.lowerBound].drop { $0 != "_" }.dropFirst().prefix { $0 != " " }
        let directory = buildDirectory(of: file, object: String(object))
        let flags = SafeFlags(ShellWords.split(command), file: file, directory: directory, root: directory)
        return CompileSetup(origin: .kbuildCommand(path: path), arguments: flags.arguments, warnings: flags.warnings)
    }

    /// Kbuild runs in the top folder: the object's own path says how far up that is.
    private static func buildDirectory(of file: String, object: String) -> String {
        let folder = PathText.folder(of: file)
        let below = PathText.folder(of: object)
        if object.hasPrefix("/") || below == "." { return KernelTree.enclosing(file)?.root ?? folder }
        return folder.hasSuffix("/" + below) ? String(folder.dropLast(below.count + 1)) : folder
    }
}
