// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Validation

@Suite struct EquivalenceTests {
    private func equivalence(_ old: String, _ new: String, _ tolerances: [Tolerance] = []) throws -> Equivalence {
        Equivalence(
            old: try Trace(parsing: old, file: "old"), new: try Trace(parsing: new, file: "new"),
            tolerances: tolerances)
    }

    private func tolerance(_ form: Tolerance.Form, onlyFailed: Bool = false) -> Tolerance {
        Tolerance(rule: "K-99", operations: ["create"], onlyFailed: onlyFailed, form: form)
    }

    private static let create = "create type=a data=\"b\" -> 2\n"

    @Test func whatIsTheSameIsEqual() throws {
        let trace = Self.create + "  kmsg 6 hello\n  uevent add /x SUBSYSTEM=y\n"
        let result = try equivalence(trace, trace)
        #expect(result.isEqual && result.compared == 1 && result.equal == 1 && result.tolerating == 0)
    }

    @Test func resultsBytesAndEffectsCount() throws {
        let old = Self.create + "  kmsg 6 one\n  kmsg 6 two\npread pos=0x0 n=1 -> 1 data=00\n"
        let new = "create type=a data=\"b\" -> -ENOMEM\n  kmsg 6 two\n  kmsg 6 one\npread pos=0x0 n=1 -> 1 data=01\n"
        let result = try equivalence(old, new)
        #expect(result.differences.map(\.kinds) == [[.result, .kmsg], [.fields]])
        #expect(result.differences[0].expected == ["create type=a data=\"b\" -> 2", "  kmsg 6 one"])
    }

    /// The same warning is the same wherever its line is; one more is a difference.
    @Test func linesOfWarnings() throws {
        let old = Self.create + "  kmsg 4 WARNING: at /src/a.c:12\n"
        let new = Self.create + "  kmsg 4 WARNING: at /src/a.c:20\n"
        #expect(try equivalence(old, new).isEqual)
        #expect(try !equivalence(old, new + "  kmsg 4 WARNING: at /src/a.c:30\n").isEqual)
        #expect(try !equivalence(old, Self.create + "  kmsg 4 WARNING: at /src/b.c:12\n").isEqual)
        #expect(Equivalence.withoutLine("kmsg 6 WARNING: at noon") == "kmsg 6 WARNING: at noon")
    }

    @Test func whatOnlyOneSideDoesIsADifference() throws {
        let result = try equivalence(
            Self.create + "rmmod name=m -> 0\n", Self.create + "insmod name=m params=\"\" -> 0\n")
        #expect(result.differences.map(\.kinds) == [[.missing], [.unexpected]])
    }

    /// Bytes that the old driver never wrote may be anything; bytes that only the new one leaves out may not.
    @Test func undefinedBytes() throws {
        let (defined, undefined) = ("pread pos=0x0 n=1 -> 1 data=00\n", "pread pos=0x0 n=1 -> 1 data=..\n")
        #expect(try equivalence(undefined, defined).isEqual)
        #expect(try !equivalence(defined, undefined).isEqual)
    }

    @Test func aRewrittenLineHasToBeOneOfTheNewTrace() throws {
        let old = Self.create + "  kmsg 6 shim x: made\n"
        let rewrite = tolerance(.rewrite(lines: #"kmsg \d shim .*"#, text: "shim", replacement: "own"))
        let good = try equivalence(old, Self.create + "  kmsg 6 own x: made\n", [rewrite])
        #expect(good.isEqual && good.tolerating == 1 && good.tolerated == ["K-99": 1])
        #expect(try !equivalence(old, Self.create + "  kmsg 6 own x: lost\n", [rewrite]).isEqual)
        #expect(try !equivalence(old, Self.create, [rewrite]).isEqual)
        #expect(
            try !equivalence("rmmod name=m -> 0\n  kmsg 6 shim x\n", "rmmod name=m -> 0\n  kmsg 6 own x\n", [rewrite])
                .isEqual)
    }

    @Test func linesThatGoOrCome() throws {
        let line = "  kmsg 6 group 0\n"
        let gone = tolerance(.replace(old: #"kmsg 6 group \d"#, new: nil))
        #expect(try equivalence(Self.create + line, Self.create, [gone]).isEqual)
        #expect(try !equivalence(Self.create, Self.create + line, [gone]).isEqual)
        let come = tolerance(.replace(old: nil, new: #"kmsg 6 group \d"#), onlyFailed: true)
        #expect(try !equivalence(Self.create, Self.create + line, [come]).isEqual)
        let failed = "create type=a data=\"b\" -> -ENOMEM\n"
        #expect(try equivalence(failed, failed + line, [come]).isEqual)
    }

    /// The lines that may move do; those around them keep their order.
    @Test func linesInAnotherOrder() throws {
        let reorder = tolerance(.reorder(lines: #"kmsg 6 core .*"#))
        let old = Self.create + "  kmsg 6 a\n  kmsg 6 b\n  kmsg 6 core c\n"
        #expect(try equivalence(old, Self.create + "  kmsg 6 core c\n  kmsg 6 a\n  kmsg 6 b\n", [reorder]).isEqual)
        #expect(try !equivalence(old, Self.create + "  kmsg 6 core c\n  kmsg 6 b\n  kmsg 6 a\n", [reorder]).isEqual)
        #expect(try !equivalence(old, Self.create + "  kmsg 6 a\n  kmsg 6 b\n", [reorder]).isEqual)
    }
}
