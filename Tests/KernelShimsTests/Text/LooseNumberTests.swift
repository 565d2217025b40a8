// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct LooseNumberTests {
    static let unsigned: [(text: String, base: Int, value: UInt64, end: Int)] = [
        ("42abc", 10, 42, 2), ("", 10, 0, 0), ("abc", 10, 0, 0), ("abc", 16, 0xabc, 3), ("0x1fz", 16, 0x1f, 4),
        ("0x1fz", 0, 0x1f, 4), ("017", 0, 15, 3), ("089", 0, 0, 1), ("0x", 0, 0, 1), ("0xz", 16, 0, 2),
        ("-5", 10, 0, 0),
        ("+5", 10, 0, 0), (" 5", 10, 0, 0), ("18446744073709551617", 10, 1, 20),
    ]

    @Test(arguments: unsigned)
    func simpleStrtoul(_ item: (text: String, base: Int, value: UInt64, end: Int)) throws {
        let parsed = try LooseNumber.unsigned(base: item.base, characterAt: reader(item.text))
        #expect(parsed.value == item.value)
        #expect(parsed.end == item.end)
    }

    @Test func simpleStrtol() throws {
        let negative = try LooseNumber.signed(base: 0, characterAt: reader("-0x10,"))
        #expect(negative.value == UInt64(bitPattern: -16))
        #expect(negative.end == 5)
        let plus = try LooseNumber.signed(base: 10, characterAt: reader("+7"))
        #expect(plus.value == 0)
        #expect(plus.end == 0)
    }

    @Test func aFieldMayEndEarly() throws {
        let short = try LooseNumber.unsigned(base: 10, limit: 2, characterAt: reader("12345"))
        #expect(short.value == 12)
        #expect(short.end == 2)
        let withinPrefix = try LooseNumber.unsigned(base: 16, limit: 2, characterAt: reader("0x12"))
        #expect(withinPrefix.value == 0)
        #expect(withinPrefix.end == 2)
        let sign = try LooseNumber.signed(base: 10, limit: 1, characterAt: reader("-12"))
        #expect(sign.value == 0)
        #expect(sign.end == 1)
    }

    @Test func hexadecimalText() throws {
        let whole = try HexText.decode(count: 3, characterAt: reader("00fFa7"))
        #expect(whole.bytes == [0, 0xff, 0xa7])
        #expect(whole.isComplete)
        let broken = try HexText.decode(count: 3, characterAt: reader("12x4"))
        #expect(broken.bytes == [0x12])
        #expect(!broken.isComplete)
        #expect(HexText.encode([0, 0xab, 0x10]) == Array("00ab10".utf8))
        #expect(UInt8(ascii: "G").hexDigitValue == nil)
        #expect(UInt8(ascii: "@").hexDigitValue == nil)
        #expect(UInt8(ascii: "`").hexDigitValue == nil)
    }
}
