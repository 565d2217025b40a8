// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct StringFormatTests {
    static let base: UInt64 = 0xffff_8880_0000_1000

    static let cases: [(format: String, text: String, expected: String)] = [
        ("%s", "abc", "abc"), ("%s", "", ""), ("%5s|", "abc", "  abc|"), ("%-5s|", "abc", "abc  |"),
        ("%05s", "abc", "  abc"), ("%2s", "abc", "abc"), ("%.2s", "abc", "ab"), ("%.0s|", "abc", "|"),
        ("%.9s", "abc", "abc"), ("%5.2s|", "abc", "   ab|"), ("%-5.2s|", "abc", "ab   |"),
        // A dot without digits is no precision in the kernel.
        ("%.s", "abc", "abc"), ("%ls", "abc", "abc"),
    ]

    @Test(arguments: cases) func string(_ item: (format: String, text: String, expected: String)) throws {
        var source = FakeSource([.pointer(Self.base)])
        source.memory[Self.base] = Array(item.text.utf8) + [0]
        #expect(try source.text(item.format) == item.expected)
    }

    @Test func aPrecisionBoundsWhatIsRead() throws {
        var source = FakeSource([.int(3), .pointer(Self.base)])
        source.memory[Self.base] = Array("abc".utf8)
        #expect(try source.text("%.*s") == "abc")

        // A negative one is none, unless its 16 bits do not hold it.
        source.arguments = [.int(-1), .pointer(Self.base)]
        #expect(throws: FormatError<FakeFault>.source(.outOfBounds(Self.base + 3))) { try source.text("<%.*s>") }
        source.arguments = [.int(-32769), .pointer(Self.base)]
        #expect(try source.text("<%.*s>") == "<>")

        source.arguments = [.pointer(Self.base)]
        #expect(throws: FormatError<FakeFault>.source(.outOfBounds(Self.base + 3))) { try source.text("%s") }
    }

    static let badPointers: [(format: String, address: UInt64, expected: String)] = [
        ("%s", 0, "(null)"), ("%10s|", 0, "    (null)|"), ("%-10s|", 0, "(null)    |"), ("%.3s", 0, "(nu"),
        ("%s", 1, "(efault)"), ("%s", 4095, "(efault)"), ("%s", .max, "(efault)"),
        ("%s", UInt64(bitPattern: -4095), "(efault)"), ("%pUl", 0, "(null)"), ("%16ph", 16, "        (efault)"),
        ("%.20s", 0, "(null)"),
    ]

    @Test(arguments: badPointers) func badPointer(_ item: (format: String, address: UInt64, expected: String)) throws {
        #expect(try format(item.format, .pointer(item.address)) == item.expected)
    }

    @Test func otherBadAddressesAreTheMemorysAffair() {
        #expect(throws: FormatError<FakeFault>.source(.outOfBounds(4096))) { try format("%s", .pointer(4096)) }
        let lowest = UInt64(bitPattern: -4096)
        #expect(throws: FormatError<FakeFault>.source(.outOfBounds(lowest))) { try format("%s", .pointer(lowest)) }
    }
}
