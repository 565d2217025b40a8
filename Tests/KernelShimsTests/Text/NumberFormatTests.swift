// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

struct NumberCase: CustomTestStringConvertible {
    var format: String
    var value: Int64
    var expected: String
    init(_ format: String, _ value: Int64, _ expected: String) {
        self.format = format
        self.value = value
        self.expected = expected
    }
    var testDescription: String { "\(format) of \(value)" }
}

@Suite struct NumberFormatTests {
    static let cases: [NumberCase] = [
        .init("%d", 0, "0"), .init("%d", -1, "-1"), .init("%i", 2_147_483_647, "2147483647"),
        .init("%d", -2_147_483_648, "-2147483648"), .init("%d", 4_294_967_295, "-1"),
        .init("%u", -1, "4294967295"), .init("%lu", -1, "18446744073709551615"),
        .init("%ld", .min, "-9223372036854775808"), .init("%lld", -5, "-5"), .init("%llu", -1, "18446744073709551615"),
        .init("%Lx", -1, "ffffffffffffffff"), .init("%zu", -1, "18446744073709551615"), .init("%zd", -1, "-1"),
        .init("%td", -7, "-7"),
        // Only the low bits of a promoted argument count.
        .init("%hhu", 0x1ff, "255"), .init("%hhd", 0xff, "-1"), .init("%hhd", 0x7f, "127"),
        .init("%hu", 0x12345, "9029"),
        .init("%hd", 0xffff, "-1"), .init("%hx", -1, "ffff"), .init("%hhx", -1, "ff"),
        // Width and flags.
        .init("%5d|", 42, "   42|"), .init("%-5d|", 42, "42   |"), .init("%05d", 42, "00042"),
        .init("%05d", -42, "-0042"),
        .init("%-05d|", 42, "42   |"), .init("%+d", 42, "+42"), .init("%+d", -42, "-42"), .init("% d", 42, " 42"),
        .init("% d", -42, "-42"), .init("%+ d", 42, "+42"), .init("%+5d", 42, "  +42"), .init("%+05d", 42, "+0042"),
        .init("%+u", 42, "42"), .init("%2d", 12345, "12345"), .init("%1d", -7, "-7"),
        // Precision.
        .init("%.5d", 42, "00042"), .init("%.5d", -42, "-00042"), .init("%8.5d", 42, "   00042"),
        .init("%-8.5d|", 42, "00042   |"), .init("%.1d", 42, "42"), .init("%.0d", 0, "0"), .init("%.d", 0, "0"),
        // C would let the precision switch off the zeros.
        .init("%08.5d", 42, "00000042"), .init("%08.5d", -42, "-0000042"),
        // Bases and prefixes.
        .init("%x", 48879, "beef"), .init("%X", 48879, "BEEF"), .init("%#x", 48879, "0xbeef"),
        .init("%#X", 48879, "0XBEEF"), .init("%#x", 0, "0x0"), .init("%08x", 48879, "0000beef"),
        .init("%#010x", 48879, "0x0000beef"), .init("%#8x", 48879, "  0xbeef"), .init("%-#8x|", 48879, "0xbeef  |"),
        .init("%#.6x", 48879, "0x00beef"), .init("%02x", 5, "05"), .init("%o", 8, "10"), .init("%#o", 8, "010"),
        .init("%#o", 0, "0"), .init("%#5o", 8, "  010"), .init("%#d", 5, "5"), .init("%x", -1, "ffffffff"),
        .init("%lx", -1, "ffffffffffffffff"),
    ]

    @Test(arguments: cases) func number(_ item: NumberCase) throws {
        #expect(try format(item.format, .int(item.value)) == item.expected)
    }

    @Test func starsTakeArguments() throws {
        #expect(try format("%*d|", .int(5), .int(42)) == "   42|")
        #expect(try format("%*d|", .int(-5), .int(42)) == "42   |")
        #expect(try format("%.*d", .int(4), .int(42)) == "0042")
        // A negative precision is none, as in C; for a number zero is the same.
        #expect(try format("%.*d", .int(-4), .int(42)) == "42")
        #expect(try format("%*.*x", .int(8), .int(4), .int(0xab)) == "    00ab")
    }

    @Test func longsHaveTheTargetsSize() throws {
        var source = FakeSource([.int(-1), .int(-1), .int(-1)])
        let small = TextTarget(longBytes: 4)
        #expect(try source.text("%lx %zx %llx", target: small) == "ffffffff ffffffff ffffffffffffffff")
    }

    @Test func charactersAndPercents() throws {
        #expect(try format("%c%c", .int(65), .int(0x142)) == "AB")
        #expect(try format("%3c|%-3c|", .int(65), .int(66)) == "  A|B  |")
        #expect(try format("%03c", .int(65)) == "  A")
        #expect(try format("100%%") == "100%")
        #expect(try format("%5%") == "%")
        #expect(try format("%*%%d", .int(3), .int(7)) == "%7")
        #expect(try format("") == "")
    }

    @Test(arguments: ["%n", "%ln", "%f", "%5.3g", "%y", "%", "%-", "%5", "%hhhd", "%lLd"])
    func refusedConversions(_ text: String) {
        #expect(throws: FormatError<FakeFault>.self) { try format("a " + text, .int(1)) }
    }

    @Test func theRefusalNamesTheConversion() {
        #expect(throws: FormatError<FakeFault>.invalidConversion("%5n")) { try format("%d %5n", .int(1)) }
        // What comes before it goes wrong first.
        #expect(throws: FormatError<FakeFault>.source(.noArgument)) { try format("%d %n") }
    }
}
