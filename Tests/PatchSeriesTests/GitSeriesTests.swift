// SPDX-License-Identifier: Apache-2.0
import Foundation
import SourceText
import Testing

@testable import PatchSeries

/// Series inside a git repository.
@Suite struct GitSeriesTests {
    static let date = PatchDate(seconds: 1_619_460_000)
    static let recipients = Recipients(
        to: [Mailbox(name: "Jürgen Näher", address: "jn@example.org")],
        cc: [Mailbox(name: "", address: "list@example.org")])

    private func write(
        _ scratch: Scratch, _ series: Series = Sample.series, to name: String = "out",
        _ change: (inout PatchOptions) -> Void = { _ in }
    ) async throws -> [String] {
        var options = PatchOptions()
        change(&options)
        let writer = SeriesWriter(series, options: options, recipients: Self.recipients, date: Self.date)
        let repository = try #require(try await GitRepository.around(scratch.tree + "/drivers"))
        return try await writer.write(
            to: scratch.folder + "/" + name, from: repository, as: try await repository.identity()
        ).names
    }

    @Test func appliesToAClone() async throws {
        let scratch = try Scratch.repository(Sample.files)
        let names = try await write(scratch)
        #expect(
            names == [
                "0000-cover-letter.patch", "0001-vfio-pond-Convert-to-vfio_register_group_dev.patch",
                "0002-vfio-pond-Do-not-depend-on-OLD.patch",
            ])
        try scratch.git("clone", "-q", "tree", "clone", in: "")
        try scratch.git("config", "user.name", "Bob", in: "clone")
        try scratch.git("config", "user.email", "bob@example.org", in: "clone")
        for name in names.dropFirst() { try scratch.git("am", "-q", "../out/" + name, in: "clone") }
        #expect(scratch.text("clone/drivers/pond/pond.c") == "int a;\nlong b;\nint c;\n")
        #expect(scratch.text("clone/drivers/pond/new.h") == "#define NEW\n")
        #expect(scratch.text("clone/drivers/pond/Kconfig") == "config POND\n")
        #expect(scratch.text("clone/drivers/pond/old.h") == nil)
        let log = try scratch.git("log", "-2", "--reverse", "--format=%an|%aI|%B", in: "clone")
        #expect(
            log == """
                Ada Driver|2021-04-26T18:00:00+00:00|vfio/pond: Convert to vfio_register_group_dev()

                The pond becomes a driver.

                 --- this is no end of the message

                Ada Driver|2021-04-26T18:00:00+00:00|vfio/pond: Do not depend on OLD

                Nothing asks for it.


                """)
    }

    @Test func theUsersRepositoryStaysAsItIs() async throws {
        let scratch = try Scratch.repository(Sample.files)
        try scratch.write("tree/other.c", "int changed;\n")
        try scratch.git("add", "other.c")
        try scratch.write("tree/other.c", "int changed_again;\n")
        let before = try scratch.content(of: "tree")
        _ = try await write(scratch)
        #expect(try scratch.content(of: "tree") == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder).sorted() == ["out", "tree"])
    }

    @Test func mailsAreTiedTogether() async throws {
        let scratch = try Scratch.repository(Sample.files)
        let names = try await write(scratch) { $0.version = 3 }
        let mails = names.compactMap { scratch.text("out/" + $0) }
        let cover = try #require(mails.first)
        func field(_ name: String, _ mail: String) -> String? {
            mail.split(separator: "\n").first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
        }
        let ids = mails.compactMap { field("Message-Id", $0) }
        #expect(Set(ids).count == 3)
        #expect(field("In-Reply-To", cover) == nil)
        #expect(
            mails.dropFirst().allSatisfy { field("In-Reply-To", $0) == ids[0] && field("References", $0) == ids[0] })
        #expect(mails.allSatisfy { field("To", $0) == "=?UTF-8?q?J=C3=BCrgen_N=C3=A4her?= <jn@example.org>" })
        #expect(mails.allSatisfy { field("Cc", $0) == "list@example.org" })
        #expect(field("Subject", cover) == "[PATCH v3 0/2] Convert the pond to the new interface")
        #expect(
            cover.contains("\n\nWhat is done, and why.\n\n  driver  patches\n  pond          2\n\nAda Driver (2):\n"))
        #expect(cover.contains("\n 4 files changed, 2 insertions(+), 3 deletions(-)\n"))
        let head = try scratch.git("rev-parse", "HEAD")
        #expect(cover.contains("\nbase-commit: \(head)"))
        #expect(mails[1].contains("\n---\nTo review: the pond may be too deep.\n\n drivers/pond/new.h  | 1 +\n"))
    }

    @Test func theSameSeriesIsTheSameBytes() async throws {
        let scratch = try Scratch.repository(Sample.files)
        _ = try await write(scratch, to: "one") { $0.signsOff = true }
        // Nothing of a user's taste comes into it.
        for setting in [
            "diff.noprefix=true", "diff.context=1", "format.attach=true", "format.numbered=false",
            "format.to=x@example.org",
            "format.subjectPrefix=RFC", "format.suffix=.txt", "format.signature=me", "format.coverLetter=false",
            "diff.algorithm=patience", "core.abbrev=20", "diff.external=false", "format.notes=true", "color.ui=always",
        ] {
            let (name, value) = (setting.prefix { $0 != "=" }, setting.drop { $0 != "=" }.dropFirst())
            try scratch.git("config", String(name), String(value))
        }
        _ = try await write(scratch, to: "two") { $0.signsOff = true }
        let one = try scratch.content(of: "one")
        #expect(one.count == 3)
        #expect(try scratch.content(of: "two") == one)
        // Another series, other identifiers.
        _ = try await write(scratch, to: "three") { $0.prefix = "RFC PATCH" }
        let three = try scratch.content(of: "three")
        #expect(Set(three.values).isDisjoint(with: one.values))
    }

    @Test func signedOff() async throws {
        let scratch = try Scratch.repository(Sample.files)
        let names = try await write(scratch) { $0.signsOff = true }
        let text = try #require(scratch.text("out/" + names[2]))
        #expect(text.contains("\n\nNothing asks for it.\n\nSigned-off-by: Ada Driver <ada@example.org>\n---\n"))
    }

    @Test func whatIsNotCommittedIsSaid() async throws {
        let scratch = try Scratch.repository(Sample.files)
        var series = Sample.series
        series.before["drivers/pond/pond.c"] = Array("int mine;\n".utf8)
        await #expect(
            throws: PatchError("drivers/pond/pond.c: changed since the last commit; commit or stash that first")
        ) { _ = try await write(scratch, series) }
        series.before["drivers/pond/fresh.c"] = Array("int fresh;\n".utf8)
        await #expect(
            throws: PatchError(
                "drivers/pond/fresh.c: not in the commit that the series would be based on; commit it first")
        ) { _ = try await write(scratch, series) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == ["tree"])
    }

    @Test func noIdentity() async throws {
        let scratch = try Scratch.repository(Sample.files)
        try scratch.git("config", "--unset", "user.email")
        let repository = try #require(try await GitRepository.around(scratch.tree))
        await #expect(
            throws: PatchError("git does not know who you are: set user.name and user.email with git config")
        ) { _ = try await repository.identity() }
    }

    @Test func noCommitAndNoRepository() async throws {
        let scratch = try Scratch()
        try scratch.write("tree/a.c", "int a;\n")
        #expect(try await GitRepository.around(scratch.tree) == nil)
        try scratch.git("init", "-q", ".")
        await #expect(
            throws: PatchError("\(scratch.tree): the git repository has no commit yet that a series could be based on")
        ) { _ = try await GitRepository.around(scratch.tree) }
    }

    @Test func aFolderThatIsThere() throws {
        let scratch = try Scratch()
        try scratch.write("out/mine.txt", "mine\n")
        let out = scratch.folder + "/out"
        #expect(throws: PatchError("\(out): exists already; name a folder that is to be made")) {
            try SeriesWriter.checkFolder(out)
        }
        #expect(throws: PatchError("\(out)/no: no such folder")) { try SeriesWriter.checkFolder(out + "/no/where") }
    }

    @Test func lineEndsThatTheWorkTreeConverts() async throws {
        let scratch = try Scratch.repository(Sample.files)
        var series = Sample.series
        func withReturns(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { $0 == 10 ? [13, 10] : [$0] } }
        series.before = series.before.mapValues(withReturns)
        for index in series.patches.indices {
            series.patches[index].files = series.patches[index].files.mapValues { $0.map(withReturns) }
        }
        let names = try await write(scratch, series)
        _ = try await write(scratch, Sample.series, to: "plain")
        #expect(scratch.text("out/" + names[2]) != nil)
        #expect(scratch.text("out/" + names[2])?.utf8.contains(13) == false)
    }

    @Test func branch() async throws {
        let scratch = try Scratch.repository(Sample.files)
        let repository = try #require(try await GitRepository.around(scratch.tree))
        try await repository.checkBranch("pond-series")
        let (head, index) = (try scratch.git("rev-parse", "HEAD"), scratch.text("tree/.git/index"))
        let writer = SeriesWriter(
            Sample.series, options: PatchOptions(), recipients: Recipients(), date: Self.date)
        try await writer.makeBranch(
            "pond-series", in: repository, as: try await repository.identity(), scratchParent: scratch.folder)
        #expect(try scratch.git("rev-parse", "HEAD", "pond-series~2") == head + head)
        #expect(try scratch.git("symbolic-ref", "HEAD") == "refs/heads/main\n")
        #expect(scratch.text("tree/.git/index") == index)
        #expect(try scratch.git("show", "pond-series:drivers/pond/Kconfig") == "config POND\n")
        #expect(
            try scratch.git("diff", "--name-status", "main", "pond-series") == """
                M\tdrivers/pond/Kconfig
                A\tdrivers/pond/new.h
                D\tdrivers/pond/old.h
                M\tdrivers/pond/pond.c

                """)
        try scratch.git("fsck", "--strict")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == ["tree"])
        await #expect(throws: PatchError("--branch pond-series: this branch exists already")) {
            try await repository.checkBranch("pond-series")
        }
        for name in ["a..b", "-x", "a b", ""] {
            await #expect(throws: PatchError("--branch \(name): not a name that git takes for a branch")) {
                try await repository.checkBranch(name)
            }
        }
    }
}
