// SPDX-License-Identifier: Apache-2.0
import SourceText
import ToolCalls

/// A repository of our own that borrows the objects of the user's: commits are made and formatted here, so nothing of
/// them lies in the user's repository, and nothing of the user's configuration changes the patches.
struct ScratchRepository: Sendable {
    let path: String
    private static let configuration: [String: String?] = [
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": nil, "GIT_CONFIG_PARAMETERS": nil, "GIT_ATTR_NOSYSTEM": "1",
    ]

    /// - Parameter attributes: the tree's, which say how its languages are read.
    init(at path: String, borrowing user: GitRepository, attributes: [UInt8]) throws(PatchError) {
        self.path = path
        var settings = """
            [core]
            \tabbrev = 12
            \tbare = true
            \tattributesFile = /dev/null
            \thooksPath = /dev/null
            \trepositoryFormatVersion = \(user.objectFormat == "sha1" ? 0 : 1)
            [gc]
            \tauto = 0
            [fastimport]
            \tunpackLimit = 1
            """
        if user.objectFormat != "sha1" { settings += "\n[extensions]\n\tobjectFormat = \(user.objectFormat)" }
        for folder in ["refs", "objects/info", "info"] { try Files.makeFolder(path + "/" + folder) }
        try Files.write(Array("ref: \(ImportStream.reference)\n".utf8), to: path + "/HEAD")
        try Files.write(Array((settings + "\n").utf8), to: path + "/config")
        try Files.write(Array((user.objects + "\n").utf8), to: path + "/objects/info/alternates")
        if !attributes.isEmpty { try Files.write(attributes, to: path + "/info/attributes") }
        if !user.shallow.isEmpty { try Files.write(user.shallow, to: path + "/shallow") }
    }

    func git(
        _ arguments: [String], environment: [String: String?] = [:], input: [UInt8] = []
    ) async throws(PatchError) -> ToolCall.Answer {
        try await GitCall.output(
            ["--git-dir=" + path] + arguments, environment: Self.configuration.merging(environment) { $1 }, input: input
        )
    }

    /// Makes the commits; gives the last one.
    func commit(_ patches: [SeriesPatch], _ stream: ImportStream) async throws(PatchError) -> String {
        _ = try await git(["fast-import", "--quiet", "--done"], input: stream.bytes(of: patches))
        return try await git(["rev-parse", "--verify", ImportStream.reference]).line
    }

    /// The packs with what was made here.
    func packs() -> [[UInt8]] {
        FileBytes.entries(of: path + "/objects/pack").filter { $0.hasSuffix(".pack") }.sorted().compactMap {
            FileBytes.read(path + "/objects/pack/" + $0)
        }
    }
}
