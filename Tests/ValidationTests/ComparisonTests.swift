// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Validation

@Suite struct ComparisonTests {
    static func compare(_ expected: String, _ actual: String) throws -> TraceComparison {
        TraceComparison(
            expected: try Trace(parsing: expected, file: "expected"), actual: try Trace(parsing: actual, file: "actual")
        )
    }

    /// The same operation, one line under it.
    static func kinds(_ expected: String, _ actual: String) throws -> [OperationDifference.Kind] {
        try compare(expected, actual).differences.flatMap(\.kinds)
    }

    @Test(arguments: [
        ("a -> 0\n  kmsg 6 number:MAJOR", "a -> 0\n  kmsg 6 number:236", true),
        ("a -> 0\n  kmsg 6 number:MAJOR", "a -> 0\n  kmsg 6 number:MAJOR", true),
        ("a -> 0\n  kmsg 6 number:MAJOR", "a -> 0\n  kmsg 6 number:x", false),
        ("a -> 0\n  kmsg 6 number:MAJOR!", "a -> 0\n  kmsg 6 number:2", false),
        ("a -> 0\n  kmsg 6 number:236", "a -> 0\n  kmsg 6 number:MAJOR", false),
        ("a -> 0\n  kmsg 6 MAJORITY", "a -> 0\n  kmsg 6 1ITY", false),
        ("a -> 0\n  kmsg 4 task \"x\" (PID) blocked", "a -> 0\n  kmsg 4 task \"x\" (71) blocked", true),
        ("a -> 4 data=31..0000", "a -> 4 data=31a00000", true),
        ("a -> 4 data=31..0000", "a -> 4 data=31..0000", true),
        ("a -> 4 data=31..0000", "a -> 4 data=32..0000", false),
        ("a -> 4 data=310000", "a -> 4 data=31..00", false),
        ("a -> 4 data=31..", "a -> 4 data=31....", false),
        ("a -> 2 data=\"..\"", "a -> 2 data=\"ab\"", false),
    ])
    func wildcards(_ expected: String, _ actual: String, _ isEqual: Bool) throws {
        #expect(try Self.compare(expected, actual).isEqual == isEqual)
    }

    @Test(arguments: [
        ("a x=1 -> 0", "a x=1 -> -EINVAL", [OperationDifference.Kind.result]),
        ("a x=1 -> 2 data=00", "a x=1 -> 2 data=01", [.fields]),
        ("a x=1 -> 2 data=00", "a x=1 -> 2", [.fields]),
        ("eventfd_read name=i count=1 -> 0", "eventfd_read name=i count=0 -> -EAGAIN", [.result, .fields]),
        ("job_blocked name=r state=S -> 0", "job_end name=r -> 0", [.fields]),
        ("available t=\"1\\n\" -> 0", "available t=\"2\\n\" -> 0", [.fields]),
        ("a -> 0\n  kmsg 6 x\n  kmsg 6 y", "a -> 0\n  kmsg 6 y\n  kmsg 6 x", [.kmsg]),
        ("a -> 0\n  kmsg 6 x", "a -> 0\n  kmsg 7 x", [.kmsg]),
        ("a -> 0\n  uevent add /x A=1", "a -> 0\n  uevent add /x A=2", [.uevents]),
        ("a -> 0\n  node x dir", "a -> 0\n  node x link y", [.nodes]),
        ("a -> 0\n  node x dir", "a -> 0", [.nodes]),
        ("a -> 0\nb -> 0", "b -> 0", [.missing]),
        ("b -> 0", "a -> 0\nb -> 0", [.unexpected]),
        ("a x=1 -> 0", "a x=2 -> 0", [.missing, .unexpected]),
    ])
    func kindsOfDifferences(_ expected: String, _ actual: String, _ kinds: [OperationDifference.Kind]) throws {
        #expect(try Self.kinds(expected, actual) == kinds)
    }

    @Test func messagesAndUeventsAreNotOrderedAgainstEachOther() throws {
        #expect(
            try Self.compare(
                "a -> 0\n  kmsg 6 x\n  uevent add /x\n  kmsg 6 y", "a -> 0\n  uevent add /x\n  kmsg 6 x\n  kmsg 6 y"
            ).isEqual)
    }

    @Test func effectsUnderAHeadingBelongToTheOperationAboveIt() throws {
        #expect(try Self.compare("a -> 0\n# h\n  kmsg 6 late", "a -> 0\n  kmsg 6 late").isEqual)
    }

    @Test func leavesTheConfigurationAside() throws {
        let expected = """
            insmod name=x params="" -> 0
              kmsg 4 x: loading out-of-tree module taints kernel.
              kmsg 6 x
            tree path=/sys/x -> 0
              node . dir
              node power dir
              node power/control file 0644 "auto\\n"
              node powerful dir
            """
        let actual = """
            insmod name=x params="" -> 0
              kmsg 6 x
            tree path=/sys/x -> 0
              node . dir
              node powerful dir
            """
        let comparison = try Self.compare(expected, actual)
        #expect(comparison.isEqual)
        #expect(comparison.leftAside == [.taint: 1, .powerDirectories: 2])
        #expect(try Self.compare(actual, expected).isEqual)
        #expect(
            try !TraceComparison(
                expected: Trace(parsing: expected, file: ""), actual: Trace(parsing: actual, file: ""), leavingAside: []
            ).isEqual)
    }

    @Test func goesOnBehindMissingOperations() throws {
        let expected = (0..<20).map { "pread region=0 off=0x\($0) n=1 -> 1 data=00" }
        var actual = expected
        actual.removeSubrange(4..<6)
        actual[10] = "pread region=0 off=0x12 n=1 -> 1 data=01"
        actual.removeLast(3)
        let comparison = try Self.compare(expected.joined(separator: "\n"), actual.joined(separator: "\n"))
        #expect(comparison.compared == 20)
        #expect(comparison.equal == 14)
        #expect(comparison.differences.map(\.line) == [5, 6, 13, 18, 19, 20])
        #expect(
            comparison.differences.map(\.kinds) == [
                [.missing], [.missing], [.fields], [.missing], [.missing], [.missing],
            ])
    }

    @Test func operationsThatAreMissingInARowAreReportedTogether() throws {
        let comparison = try Self.compare("a -> 0\nb -> 0\nc -> 0\nd -> 0\ne -> 0\nf -> 0", "a -> 0\nd -> 1\n")
        #expect(
            comparison.report(expectedFile: "x", limit: 2) == """
                6 operations compared, 1 equal, 5 different

                x:2: not performed (nor the 1 behind it): b
                  - b -> 0

                x:4: result: d
                  - d -> 0
                  + d -> 1

                and 2 more

                """)
    }

    @Test func reportsTheLinesThatAreNotEqual() throws {
        let comparison = try Self.compare(
            "# h\na -> 0\n  kmsg 6 x\n  kmsg 6 y\n  kmsg 6 z\nb -> 0\nc -> 0",
            "a -> -EIO\n  kmsg 6 x\n  kmsg 6 other\n  kmsg 6 z\nb -> 0\n")
        #expect(
            comparison.report(expectedFile: "some.txt") == """
                3 operations compared, 1 equal, 2 different

                some.txt:2: result, kmsg: a
                  - a -> 0
                  -   kmsg 6 y
                  + a -> -EIO
                  +   kmsg 6 other

                some.txt:7: not performed: c
                  - c -> 0

                """)
        #expect(comparison.report(expectedFile: "some.txt", limit: 1).hasSuffix("\nand 1 more\n"))
    }
}
