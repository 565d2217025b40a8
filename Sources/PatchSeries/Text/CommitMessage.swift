// SPDX-License-Identifier: Apache-2.0

/// What stands in a commit, or above the `---` of a mail.
struct CommitMessage: Sendable {
    let patch: SeriesPatch
    /// Who vouches for the patch; nil: no trailer.
    let signer: Mailbox?

    /// Without the subject.
    var body: String {
        var text = Self.harmless(Wrapping.text(patch.body))
        if let signer {
            if !text.isEmpty { text += "\n\n" }
            text += "Signed-off-by: \(signer.name) <\(signer.address)>"
        }
        return text
    }

    var text: String {
        let body = body
        return patch.subject + "\n" + (body.isEmpty ? "" : "\n" + body + "\n")
    }

    /// What stands between the `---` and the diffstat.
    var notes: String { Self.harmless(Wrapping.text(patch.notes)) }

    /// `git am` takes certain lines for the end of the message; a space in front makes them text.
    private static func harmless(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isEnd =
                line == "---" || line.hasPrefix("--- ") || line.hasPrefix("diff -") || line.hasPrefix("Index: ")
                || line.hasPrefix("From ")
            return isEnd ? " " + line : String(line)
        }.joined(separator: "\n")
    }
}
