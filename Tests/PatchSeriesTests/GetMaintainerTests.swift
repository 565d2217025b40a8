// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import PatchSeries

/// How the tree's script is called, with scripts of our own in its place.
@Suite struct GetMaintainerTests {
    private func answer(
        _ script: String?, source: TreeMaintainers.Source = .script
    ) async throws -> (TreeMaintainers.Answer, Scratch) {
        let scratch = try Scratch()
        try scratch.write("MAINTAINERS", MaintainersTests.text)
        if let script { try scratch.write(GetMaintainer.script, script) }
        return (await TreeMaintainers(root: scratch.folder, source: source).maintainers(of: Sample.series), scratch)
    }

    @Test func linesOfTheScript() {
        #expect(
            GetMaintainer.maintainer("\"Ada D. Driver\" <ada@example.org> (maintainer:POND (AND OTHERS))")
                == Maintainer(mailbox: Mailbox(name: "Ada D. Driver", address: "ada@example.org"), isList: false))
        #expect(
            GetMaintainer.maintainer("pond@example.org (moderated list:POND)")
                == Maintainer(mailbox: Mailbox(name: "", address: "pond@example.org"), isList: true))
        #expect(
            GetMaintainer.maintainer("bea@example.org (reviewer:POND)")
                == Maintainer(mailbox: Mailbox(name: "", address: "bea@example.org"), isList: false))
        #expect(GetMaintainer.maintainer("nobody") == nil)
    }

    @Test func isGivenThePatchAndNoHistory() async throws {
        let (answer, scratch) = try await answer(
            #"""
            open(my $out, '>', 'seen') or die;
            print $out join(' ', @ARGV), "\n", <STDIN>;
            print "Ada <ada\@example.org> (maintainer:POND)\nkvm\@example.org (open list:VFIO)\n";
            """#)
        #expect(answer.maintainers.map(\.mailbox.address) == ["ada@example.org", "kvm@example.org"])
        #expect(answer.notes.isEmpty)
        let seen = try #require(scratch.text("seen"))
        #expect(seen.hasPrefix("--nogit --nogit-fallback --norolestats --roles\n"))
        for path in ["drivers/pond/pond.c", "drivers/pond/old.h", "include/linux/mdev.h", "include/linux/vfio.h"] {
            #expect(seen.contains("\ndiff --git a/\(path) b/\(path)\n"))
        }
        #expect(seen.contains("\n-int b;\n+long b;\n"))
        #expect(!seen.contains("Convert"))
    }

    @Test func whereItFailsTheFileIsRead() async throws {
        let (failed, _) = try await answer("die \"not a tree\\n\";")
        #expect(failed.notes == ["scripts/get_maintainer.pl failed: not a tree; MAINTAINERS was read without it"])
        let (none, _) = try await answer(nil)
        #expect(none.notes.isEmpty)
        #expect(failed.maintainers == none.maintainers)
        #expect(none.maintainers.map(\.mailbox.address).contains("ada@example.org"))
        let (file, scratch) = try await answer("open(my $out, '>', 'seen');", source: .file)
        #expect(file.maintainers == none.maintainers)
        #expect(scratch.text("seen") == nil)
    }

    @Test func noMaintainers() async throws {
        let scratch = try Scratch()
        let answer = await TreeMaintainers(root: scratch.folder, source: .script).maintainers(of: Sample.series)
        #expect(answer.maintainers.isEmpty)
        #expect(answer.notes == ["\(scratch.folder): no MAINTAINERS here, so it is for you to say who gets the series"])
    }
}
