// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import PatchSeries

@Suite struct MailboxTests {
    @Test(arguments: [
        ("Ada Driver <ada@example.org>", "Ada Driver <ada@example.org>"),
        ("<ada@example.org>", "ada@example.org"),
        (" ada@example.org ", "ada@example.org"),
        ("\"Ada D. Driver\" <ada@example.org>", "\"Ada D. Driver\" <ada@example.org>"),
        ("Ada D. Driver <ada@example.org>", "\"Ada D. Driver\" <ada@example.org>"),
        ("Ada \"A\" Driver <ada@example.org>", "\"Ada \\\"A\\\" Driver\" <ada@example.org>"),
        ("Jürgen <j@example.org>", "=?UTF-8?q?J=C3=BCrgen?= <j@example.org>"),
    ]) func headers(_ text: String, _ header: String) {
        #expect(Mailbox(text)?.header == header)
    }

    @Test(arguments: ["", "ada", "Ada <ada>", "Ada <ada@example.org", "a@b\nBcc: c@d", "a@b, c@d", "A <a @b>"])
    func noMailboxes(_ text: String) { #expect(Mailbox(text) == nil) }

    @Test func eachOnceAndSorted() {
        let recipients = Recipients(
            to: [Mailbox(name: "Ada", address: "ada@example.org")], cc: [Mailbox(name: "", address: "B@example.org")])
        let all = recipients.adding([
            Maintainer(mailbox: Mailbox(name: "", address: "zlist@example.org"), isList: true),
            Maintainer(mailbox: Mailbox(name: "", address: "list@example.org"), isList: true),
            Maintainer(mailbox: Mailbox(name: "Cid", address: "cid@example.org"), isList: false),
            Maintainer(mailbox: Mailbox(name: "Ada D", address: "ADA@example.org"), isList: false),
            Maintainer(mailbox: Mailbox(name: "Bea", address: "b@example.org"), isList: false),
        ])
        #expect(all.to.map(\.text) == ["Ada <ada@example.org>", "Cid <cid@example.org>"])
        #expect(all.cc.map(\.text) == ["B@example.org", "list@example.org", "zlist@example.org"])
    }

    @Test func longNamesAreSeveralWords() {
        let words = EncodedWord.encode(String(repeating: "ä", count: 30)).split(separator: "\n ")
        #expect(words.count == 3)
        #expect(words.allSatisfy { $0.count <= 75 && $0.hasPrefix("=?UTF-8?q?=C3=A4") && $0.hasSuffix("=C3=A4?=") })
    }
}
