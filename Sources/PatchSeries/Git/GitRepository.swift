// SPDX-License-Identifier: Apache-2.0
import SourceText
import ToolCalls

/// The user's repository. Nothing here writes to it, save `Branch`.
public struct GitRepository: Sendable {
    /// The top folder of the work tree, as the user sees it.
    public let root: String
    /// The commit that the work tree stands on: what the series is based on.
    public let head: String
    let objects: String
    let objectFormat: String
    /// What git knows of commits whose parents are not there; empty for a whole repository.
    let shallow: [UInt8]

    struct File: Sendable {
        var mode: String
        var bytes: [UInt8]
    }

    /// The repository around a folder; nil where there is none.
    ///
    /// - Throws: `PatchError` when there seems to be one that git cannot read.
    public static func around(_ folder: String) async throws(PatchError) -> GitRepository? {
        guard hasRepository(above: folder) else { return nil }
        let place = try await GitCall.answer(
            ["-C", folder, "rev-parse", "--show-toplevel", "--show-prefix", "--git-path", "objects"])
        let lines = String(decoding: place.output, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        guard place.exitCode == 0, lines.count >= 3 else { throw PatchError("\(folder): git says: \(place.complaint)") }
        let root = root(of: folder, top: String(lines[0]), prefix: String(lines[1]))
        let head = try await GitCall.answer(["-C", root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
        guard head.exitCode == 0, !head.line.isEmpty else {
            throw PatchError("\(root): the git repository has no commit yet that a series could be based on")
        }
        let format = try await GitCall.answer(["-C", root, "rev-parse", "--show-object-format"])
        let shallow = try await GitCall.output(["-C", folder, "rev-parse", "--git-path", "shallow"])
        return GitRepository(
            root: root, head: head.line, objects: PathText.absolute(String(lines[2]), in: folder),
            objectFormat: format.exitCode == 0 ? format.line : "sha1",
            shallow: FileBytes.read(PathText.absolute(shallow.line, in: folder)) ?? [])
    }

    private static func hasRepository(above folder: String) -> Bool {
        var folder = PathText.normal(folder)
        while true {
            if FileBytes.exists(folder + "/.git") { return true }
            let above = PathText.folder(of: folder)
            if above == folder || above == "." { return false }
            folder = above
        }
    }

    /// Git resolves links; the user's own way to the same folder is kept where it can be.
    private static func root(of folder: String, top: String, prefix: String) -> String {
        let (folder, prefix) = (PathText.normal(folder), PathText.normal(prefix))
        if prefix.isEmpty { return folder }
        return folder.hasSuffix("/" + prefix) ? String(folder.dropLast(prefix.count + 1)) : top
    }

    /// Who writes and who signs.
    ///
    /// - Throws: `PatchError` when git would have to guess.
    public func identity() async throws(PatchError) -> GitIdentity { try await GitIdentity.of(root) }

    /// Files as the commit has them; those that it does not have are left out.
    func files(_ paths: [String]) async throws(PatchError) -> [String: File] {
        guard !paths.isEmpty else { return [:] }
        let listing = try await GitCall.output(["-C", root, "ls-tree", "-z", "--full-tree", head, "--"] + paths)
        var entries: [(path: String, mode: String, object: String)] = []
        for line in listing.output.split(separator: 0) {
            let text = String(decoding: line, as: UTF8.self)
            guard let tab = text.firstIndex(of: "\t") else { continue }
            let words = text[..<tab].split(separator: " ")
            guard words.count == 3, words[1] == "blob" else { continue }
            entries.append((String(text[text.index(after: tab)...]), String(words[0]), String(words[2])))
        }
        let wanted = entries.map { $0.object + "\n" }.joined()
        let content = try await GitCall.output(["-C", root, "cat-file", "--batch"], input: Array(wanted.utf8))
        var rest = content.output[...]
        var files: [String: File] = [:]
        for entry in entries {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { break }
            let header = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
            guard header.count == 3, let size = Int(header[2]), rest.count > size + 1 else {
                throw PatchError("\(entry.path): git does not have its content")
            }
            files[entry.path] = File(mode: entry.mode, bytes: Array(rest[(end + 1)...].prefix(size)))
            rest = rest[(end + 1 + size)...].dropFirst()
        }
        return files
    }
}
