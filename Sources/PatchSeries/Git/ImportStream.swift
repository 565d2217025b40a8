// SPDX-License-Identifier: Apache-2.0

/// A series as `git fast-import` reads it: commits without index and work tree.
struct ImportStream: Sendable {
    static let reference = "refs/heads/series"

    let base: String
    let identity: GitIdentity
    let date: PatchDate
    let signs: Bool
    /// Of files that the base has.
    let modes: [String: String]

    func bytes(of patches: [SeriesPatch]) -> [UInt8] {
        var stream: [UInt8] = []
        var isFirst = true
        for patch in patches {
            stream += Array("commit \(Self.reference)\n".utf8)
            stream += Array("author \(person(identity.author))\ncommitter \(person(identity.committer))\n".utf8)
            let message = CommitMessage(patch: patch, signer: signs ? identity.committer : nil).text
            append(Array(message.utf8), to: &stream)
            if isFirst { stream += Array("from \(base)\n".utf8) }
            isFirst = false
            for (path, bytes) in patch.files.sorted(by: { $0.key < $1.key }) {
                guard let bytes else {
                    stream += Array("D \(quoted(path))\n".utf8)
                    continue
                }
                stream += Array("M \(modes[path] ?? "100644") inline \(quoted(path))\n".utf8)
                append(bytes, to: &stream)
            }
            stream += Array("\n".utf8)
        }
        return stream + Array("done\n".utf8)
    }

    private func person(_ mailbox: Mailbox) -> String { "\(mailbox.name) <\(mailbox.address)> \(date.git)" }

    private func append(_ data: [UInt8], to stream: inout [UInt8]) {
        stream += Array("data \(data.count)\n".utf8)
        stream += data
        stream += Array("\n".utf8)
    }

    private func quoted(_ path: String) -> String {
        guard path.hasPrefix("\"") || path.contains(where: { $0 == "\n" || $0 == "\\" }) else { return path }
        let text = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(text)\""
    }
}
