// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import SourceText

/// Kbuild's `.NAME.o.cmd`, left beside an object by a build.
enum KbuildCommand {
    /// - Parameter kernel: a tree or build folder that the user named.
    static func setup(for file: String, kernel: String?) -> CompileSetup? {
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
        let words = ShellWords.split(command)
        guard let directory = buildDirectory(of: file, object: String(object), words: words, kernel: kernel) else {
            return nil
        }
        let flags = SafeFlags(words, directory: directory, root: directory)
        return CompileSetup(origin: .kbuildCommand(path: path), arguments: flags.arguments, warnings: flags.warnings)
    }

    /// Kbuild runs in the top folder of the build, which the command does not name: it is the folder in which the
    /// command's relative include folders exist.
    private static func buildDirectory(
        of file: String, object: String, words: [String], kernel: String?
    ) -> String? {
        let relative = words.filter { $0.hasPrefix("-I") && $0.count > 2 }.map { String($0.dropFirst(2)) }
            .filter { !$0.hasPrefix("/") }
        var candidates: [String] = []
        let folder = PathText.folder(of: file)
        let below = PathText.folder(of: object)
        if !object.hasPrefix("/"), folder.hasSuffix("/" + below) {
            candidates.append(String(folder.dropLast(below.count + 1)))
        }
        if let kernel { candidates.append(kernel) }
        if let tree = KernelTree.enclosing(file) { candidates.append(tree.root) }
        // A module outside the tree: folders that the command names in full lead to the source, not to the build;
        // their neighbours are where builds usually are.
        for path in words where path.hasPrefix("-I/") {
            if let end = path.firstRange(of: "/include") {
                candidates.append(String(path[..<end.lowerBound].dropFirst(2)))
            }
        }
        candidates += FileBytes.entries(of: "/lib/modules").sorted().map { "/lib/modules/\($0)/build" }
        candidates.append(folder)
        return candidates.first { candidate in
            relative.allSatisfy { FileBytes.isFolder(PathText.absolute($0, in: candidate)) }
        }
    }
}
