// SPDX-License-Identifier: Apache-2.0
import SourceText
import ToolCalls

/// The mails of a series: `git format-patch` writes them; the cover's words, notes and what ties them together are ours.
struct MailSeries: Sendable {
    let series: Series
    let options: PatchOptions
    let recipients: Recipients
    let identity: GitIdentity
    let date: PatchDate

    /// - Parameters:
    ///   - folder: made by git, gone afterwards.
    func mails(
        from base: String, to tip: String, in repository: ScratchRepository, folder: String
    ) async throws(PatchError) -> [MailFile] {
        // Identifiers are not git's: those hold the time of day. The commits are in nobody's repository, so the mails
        // do not name them.
        var arguments = [
            "format-patch", "--quiet", "--output-directory=" + folder, "--cover-letter",
            "--cover-from-description=none", "--base=" + base, "--no-thread", "--zero-commit",
            "--subject-prefix=" + options.prefix,
        ]
        if let version = options.version { arguments.append("--reroll-count=\(version)") }
        arguments += recipients.to.map { "--to=" + $0.header } + recipients.cc.map { "--cc=" + $0.header }
        let person = identity.committer
        _ = try await repository.git(
            arguments + [base + ".." + tip],
            environment: [
                "GIT_AUTHOR_NAME": person.name, "GIT_AUTHOR_EMAIL": person.address,
                "GIT_COMMITTER_NAME": person.name, "GIT_COMMITTER_EMAIL": person.address,
                "GIT_COMMITTER_DATE": "@" + date.git,
            ])
        var mails = FileBytes.entries(of: folder).sorted().map { name in
            MailFile(name: name, bytes: FileBytes.read(folder + "/" + name) ?? [])
        }
        Files.remove(folder)
        guard mails.count == series.patches.count + 1 else {
            throw PatchError("git format-patch made \(mails.count) mails of \(series.patches.count) patches")
        }
        mails[0].fill(title: series.title, text: Wrapping.text(series.cover))
        for (index, patch) in series.patches.enumerated() {
            mails[index + 1].add(notes: CommitMessage(patch: patch, signer: nil).notes)
        }
        return try await threaded(mails, repository)
    }

    /// All patches answer the cover. The same series has the same identifiers.
    private func threaded(
        _ mails: [MailFile], _ repository: ScratchRepository
    ) async throws(PatchError) -> [MailFile] {
        let digest = try await repository.git(["hash-object", "--stdin"], input: mails.flatMap(\.identity)).line
        let ids = mails.indices.map { "<\(date.digits).\(digest.prefix(12))-\($0)-\(identity.committer.address)>" }
        return mails.indices.map { index in
            var mail = mails[index]
            var lines = ["Message-Id: " + ids[index]]
            if index > 0 { lines += ["In-Reply-To: " + ids[0], "References: " + ids[0]] }
            mail.add(lines)
            return mail
        }
    }
}
