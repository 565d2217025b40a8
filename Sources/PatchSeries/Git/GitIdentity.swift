// SPDX-License-Identifier: Apache-2.0
import ToolCalls

/// Whose patches these are, by git's own configuration and variables.
public struct GitIdentity: Sendable, Hashable {
    public var author: Mailbox
    public var committer: Mailbox

    public init(author: Mailbox, committer: Mailbox) {
        self.author = author
        self.committer = committer
    }

    /// - Parameter folder: where git is asked; it may lie outside of any repository.
    /// - Throws: `PatchError` when git would have to guess.
    public static func of(_ folder: String) async throws(PatchError) -> GitIdentity {
        GitIdentity(
            author: try await mailbox("GIT_AUTHOR_IDENT", folder),
            committer: try await mailbox("GIT_COMMITTER_IDENT", folder))
    }

    private static func mailbox(_ variable: String, _ folder: String) async throws(PatchError) -> Mailbox {
        // Dates are ours; a wrong one in the environment is not what is asked here.
        let answer = try await GitCall.answer(
            ["-C", folder, "-c", "user.useConfigOnly=true", "var", variable],
            environment: ["GIT_AUTHOR_DATE": nil, "GIT_COMMITTER_DATE": nil])
        guard answer.exitCode == 0, let close = answer.line.lastIndex(of: ">"),
            let mailbox = Mailbox(String(answer.line[...close])), !mailbox.name.isEmpty
        else {
            throw PatchError("git does not know who you are: set user.name and user.email with git config")
        }
        return mailbox
    }
}
