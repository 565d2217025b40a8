// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import PatchSeries

/// MAINTAINERS of our own, in the kernel's form.
@Suite struct MaintainersTests {
    static let text = """
        List of maintainers
        ===================

        \tM: *Mail* patches to: FullName <address@domain>

        Maintainers List
        ----------------

        POND DRIVERS
        M:\tAda Driver <ada@example.org>
        R:\tBea Reader <bea@example.org>
        L:\tpond@lists.example.org (moderated for non-subscribers)
        L:\tinner@lists.example.org (subscribers-only)
        S:\tMaintained
        F:\tdrivers/pond/
        X:\tdrivers/pond/deep/

        POND CORE
        M:\t"Cid C. Core" <cid@example.org>
        L:\tpond@lists.example.org
        S:\tSupported
        F:\tdrivers/pond/core*
        F:\tinclude/*/pond.?

        VFIO
        M:\tVera Fio <vera@example.org>
        L:\tkvm@example.org
        S:\tMaintained
        F:\tinclude/linux/vfio.h
        F:\tinclude/linux/mdev.h
        F:\tdrivers/vfio

        WATER
        M:\tWade <wade@example.org>
        S:\tMaintained
        N:\twater[^a-z]
        K:\twater_(level|depth)\\b

        THE REST
        M:\tLinus Torvalds <torvalds@linux-foundation.org>
        L:\teverybody@example.org
        S:\tBuried alive in reporters
        F:\t*
        F:\t*/

        """

    private func names(_ paths: [String], _ lines: String = "") throws -> [String] {
        let scratch = try Scratch()
        try scratch.write("MAINTAINERS", Self.text)
        try scratch.write("drivers/vfio/vfio.c", "")
        try scratch.write(
            ".mailmap", "# names\nVera V. Fio <vera@example.org>\n<bea@now.example.org> <bea@example.org>\n")
        let reading = try #require(OwnReading(root: scratch.folder))
        var series = Series(title: "", cover: [], before: [:], patches: [])
        let patch = SeriesPatch(
            subject: "", body: [], notes: [],
            files: Dictionary(uniqueKeysWithValues: paths.map { ($0, .some(Array(lines.utf8))) }))
        series.patches = [patch]
        // Whom everything goes to is not what these tests are about.
        let always = Set(["vera@example.org", "kvm@example.org", "everybody@example.org"])
        return reading.maintainers(of: SeriesChanges(series)).map(\.mailbox.address).filter { !always.contains($0) }
    }

    @Test func whoCaresForTheInterfaceAlwaysGetsIt() throws {
        let scratch = try Scratch()
        try scratch.write("MAINTAINERS", Self.text)
        let reading = try #require(OwnReading(root: scratch.folder))
        let found = reading.maintainers(of: SeriesChanges(Series(title: "", cover: [], before: [:], patches: [])))
        #expect(
            found.map(\.mailbox.text) == ["Vera Fio <vera@example.org>", "kvm@example.org", "everybody@example.org"])
        #expect(found.map(\.isList) == [false, true, true])
    }

    @Test(arguments: [
        ("drivers/pond/a.c", ["ada@example.org", "bea@now.example.org", "pond@lists.example.org"]),
        ("drivers/pond/deep/a.c", []),
        (
            "drivers/pond/core-a.c",
            [
                "cid@example.org", "ada@example.org", "bea@now.example.org", "pond@lists.example.org",
            ]
        ),
        ("drivers/pond/core/a.c", ["ada@example.org", "bea@now.example.org", "pond@lists.example.org"]),
        ("drivers/pondering/a.c", []),
        ("include/linux/pond.h", ["cid@example.org", "pond@lists.example.org"]),
        ("include/a/b/pond.h", []),
        ("drivers/hot-water.c", ["wade@example.org"]),
        ("drivers/waters/hot.c", []),
    ]) func paths(_ path: String, _ expected: [String]) throws {
        #expect(try names([path]) == expected)
    }

    @Test func wordsOfWhatChanges() throws {
        #expect(try names(["a.c"], "int water_depth;\n") == ["wade@example.org"])
        #expect(try names(["a.c"], "int water_depths;\n") == [])
    }

    @Test func namesInTheMailmap() throws {
        let map = Mailmap(
            Array("Ann <a@b>\n<new@b> <old@b>\nBob B <bob@b> <b@b>\nCy <cy@b> Old Cy <shared@b>\n".utf8))
        func current(_ text: String) -> String? { Mailbox(text).map { map.current($0).text } }
        #expect(current("Annie <a@b>") == "Ann <a@b>")
        #expect(current("Nell <old@b>") == "Nell <new@b>")
        #expect(current("b@b") == "Bob B <bob@b>")
        #expect(current("Old Cy <shared@b>") == "Cy <cy@b>")
        #expect(current("Else <shared@b>") == "Else <shared@b>")
    }

    @Test func aFolderWithoutItsSlash() throws {
        let pattern = PathPattern("drivers/vfio") { $0 == "drivers/vfio" }
        #expect(pattern.matches("drivers/vfio/mdev/a.c"))
        #expect(!PathPattern("drivers/vfio") { _ in false }.matches("drivers/vfio/mdev/a.c"))
        #expect(PathPattern("drivers/[a-c]*.h") { _ in false }.matches("drivers/beta.h"))
        #expect(!PathPattern("drivers/[^a-c]*.h") { _ in false }.matches("drivers/beta.h"))
    }
}
