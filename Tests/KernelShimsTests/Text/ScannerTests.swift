// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct ScannerTests {
    enum Stored: Equatable {
        case number(UInt64, bytes: Int)
        case text(String)
    }

    struct Target: ScanTarget {
        var input: String
        var stored: [Stored] = []

        mutating func character(at index: Int) throws(FakeFault) -> UInt8 { try reader(input)(index) }
        mutating func store(_ value: UInt64, bytes: Int) throws(FakeFault) {
            let mask: UInt64 = bytes == 8 ? .max : 1 << UInt64(8 * bytes) - 1
            stored.append(.number(value & mask, bytes: bytes))
        }
        mutating func store(_ text: [UInt8]) throws(FakeFault) {
            stored.append(.text(String(decoding: text, as: UTF8.self)))
        }
    }

    struct Case: CustomTestStringConvertible {
        var input: String
        var format: String
        var result: Int32
        var stored: [Stored]
        init(_ input: String, _ format: String, _ result: Int32, _ stored: [Stored]) {
            self.input = input
            self.format = format
            self.result = result
            self.stored = stored
        }
        var testDescription: String { "\(format.debugDescription) of \(input.debugDescription)" }
    }

    static let cases: [Case] = [
        .init("42", "%d", 1, [.number(42, bytes: 4)]), .init("-1", "%d", 1, [.number(0xffff_ffff, bytes: 4)]),
        .init("  42", "%d", 1, [.number(42, bytes: 4)]), .init("-1", "%u", 0, []), .init("+1", "%d", 0, []),
        .init("", "%d", 0, []), .init("x", "%d", 0, []), .init("ff", "%x", 1, [.number(255, bytes: 4)]),
        .init("0xff", "%x", 1, [.number(255, bytes: 4)]), .init("1ff", "%hhx", 1, [.number(255, bytes: 1)]),
        .init("12345", "%hx", 1, [.number(0x2345, bytes: 2)]), .init("-1", "%hd", 1, [.number(0xffff, bytes: 2)]),
        .init("-1", "%ld", 1, [.number(.max, bytes: 8)]), .init("-1", "%lld", 1, [.number(.max, bytes: 8)]),
        .init("7", "%zu", 1, [.number(7, bytes: 8)]), .init("7", "%Lx", 1, [.number(7, bytes: 8)]),
        .init("0x1f 017 9", "%i %i %i", 3, [.number(31, bytes: 4), .number(15, bytes: 4), .number(9, bytes: 4)]),
        .init("-0x1f", "%i", 1, [.number(0xffff_ffe1, bytes: 4)]), .init("17", "%o", 1, [.number(15, bytes: 4)]),
        .init("8", "%o", 0, []),
        .init("12:34", "%d:%d", 2, [.number(12, bytes: 4), .number(34, bytes: 4)]),
        .init("12;34", "%d:%d", 1, [.number(12, bytes: 4)]),
        .init(
            "0000:00:02.0", "%x:%x:%x.%x", 4,
            [.number(0, bytes: 4), .number(0, bytes: 4), .number(2, bytes: 4), .number(0, bytes: 4)]),
        // Widths cut numbers apart.
        .init("1234", "%2d%2d", 2, [.number(12, bytes: 4), .number(34, bytes: 4)]),
        .init("-12", "%2d", 1, [.number(0xffff_ffff, bytes: 4)]),
        .init("5", "%0d", 0, []),
        .init("hello world", "%s", 1, [.text("hello\0")]), .init("hello", "%3s", 1, [.text("hel\0")]),
        .init("  a b", "%s %s", 2, [.text("a\0"), .text("b\0")]), .init("", "%s", 0, []),
        .init("abc", "%c", 1, [.text("a")]), .init("abc", "%2c", 1, [.text("ab")]),
        .init("ab", "%5c", 1, [.text("ab")]),
        .init(" x", "%c", 1, [.text(" ")]),
        .init("12ab", "%d%n", 1, [.number(12, bytes: 4), .number(2, bytes: 4)]),
        .init("12", "%d%n%d", 1, [.number(12, bytes: 4), .number(2, bytes: 4)]),
        .init("1 2", "%*d %d", 1, [.number(2, bytes: 4)]), .init("50%", "%d%%", 1, [.number(50, bytes: 4)]),
        .init("50", "%d%%%d", 1, [.number(50, bytes: 4)]),
        .init("00:0a", "%2[^:]:%2[0a]", 2, [.text("00\0"), .text("0a\0")]), .init("abc", "%[abc]", 0, []),
        .init("xyz", "%2[abc]", 0, []), .init("aab", "%9[a", 0, []), .init("1", "%f", 0, []),
        .init("a  b", "a b", 0, []), .init("x 1", " x %d", 1, [.number(1, bytes: 4)]),
        .init("18446744073709551615", "%llu", 1, [.number(.max, bytes: 8)]),
    ]

    @Test(arguments: cases) func scan(_ item: Case) throws {
        var target = Target(input: item.input)
        #expect(try KernelScanner.scan(Array(item.format.utf8), target: &target, sizes: .x86) == item.result)
        #expect(target.stored == item.stored)
    }

    @Test func longsHaveTheTargetsSize() throws {
        var target = Target(input: "5 6")
        _ = try KernelScanner.scan(Array("%lu %zu".utf8), target: &target, sizes: TextTarget(longBytes: 4))
        #expect(target.stored == [.number(5, bytes: 4), .number(6, bytes: 4)])
    }
}
