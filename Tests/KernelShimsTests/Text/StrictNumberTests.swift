// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

/// A text of which every character behind the terminator is out of reach.
func reader(_ text: String) -> (Int) throws(FakeFault) -> UInt8 {
    let bytes = Array(text.utf8) + [0]
    return { index throws(FakeFault) in
        guard index < bytes.count else { throw .outOfBounds(UInt64(index)) }
        return bytes[index]
    }
}

@Suite struct StrictNumberTests {
    struct Case: CustomTestStringConvertible {
        var text: String
        var base: Int
        var expected: Result<Int64, Errno>
        init(_ text: String, _ base: Int, _ value: Int64) {
            self.text = text
            self.base = base
            expected = .success(value)
        }
        init(_ text: String, _ base: Int, _ error: Errno) {
            self.text = text
            self.base = base
            expected = .failure(error)
        }
        var testDescription: String { "\(text.debugDescription), base \(base)" }
    }

    static let int: [Case] = [
        .init("0", 10, 0), .init("42", 10, 42), .init("42\n", 10, 42), .init("+42", 10, 42), .init("-42", 10, -42),
        .init("2147483647", 10, 2_147_483_647), .init("-2147483648", 10, -2_147_483_648),
        .init("2147483648", 10, .ERANGE), .init("-2147483649", 10, .ERANGE), .init("99999999999999999999", 10, .ERANGE),
        .init("", 10, .EINVAL), .init("\n", 10, .EINVAL), .init(" 42", 10, .EINVAL), .init("42 ", 10, .EINVAL),
        .init("42\n\n", 10, .EINVAL), .init("4 2", 10, .EINVAL), .init("+-42", 10, .EINVAL), .init("-+42", 10, .EINVAL),
        .init("--42", 10, .EINVAL), .init("+", 10, .EINVAL), .init("-", 10, .EINVAL), .init("4a", 10, .EINVAL),
        .init("ff", 16, 255), .init("0xff", 16, 255), .init("0XFf", 16, 255), .init("0x", 16, .EINVAL),
        .init("-0x10", 16, -16), .init("fg", 16, .EINVAL),
        .init("0x1f", 0, 31), .init("017", 0, 15), .init("17", 0, 17), .init("0", 0, 0), .init("08", 0, .EINVAL),
        .init("0x", 0, .EINVAL), .init("0xg", 0, .EINVAL), .init("-017", 0, -15), .init("0b1", 0, .EINVAL),
        .init("17", 8, 15), .init("18", 8, .EINVAL), .init("0x10", 10, .EINVAL), .init("-0", 10, 0),
    ]

    @Test(arguments: int) func kstrtoint(_ item: Case) throws {
        let result = try StrictNumber.parse(as: Int32.self, base: item.base, characterAt: reader(item.text))
        #expect(result.map(Int64.init) == item.expected)
    }

    @Test func everyWidthHasItsRange() throws {
        func fits<Value: FixedWidthInteger & Sendable>(_ type: Value.Type, _ text: String) throws -> Result<
            Value, Errno
        > {
            try StrictNumber.parse(as: type, base: 10, characterAt: reader(text))
        }
        #expect(try fits(UInt8.self, "255") == .success(255))
        #expect(try fits(UInt8.self, "256") == .failure(.ERANGE))
        #expect(try fits(UInt8.self, "-1") == .failure(.EINVAL))
        #expect(try fits(Int8.self, "-128") == .success(-128))
        #expect(try fits(Int8.self, "128") == .failure(.ERANGE))
        #expect(try fits(UInt16.self, "65536") == .failure(.ERANGE))
        #expect(try fits(UInt32.self, "4294967295") == .success(.max))
        #expect(try fits(UInt64.self, "18446744073709551615") == .success(.max))
        #expect(try fits(UInt64.self, "18446744073709551616") == .failure(.ERANGE))
        #expect(try fits(Int64.self, "-9223372036854775808") == .success(.min))
        #expect(try fits(Int64.self, "-9223372036854775809") == .failure(.ERANGE))
        #expect(try fits(Int64.self, "9223372036854775808") == .failure(.ERANGE))
    }

    @Test func nothingIsReadBehindAWrongCharacter() throws {
        let unterminated = { (index: Int) throws(FakeFault) -> UInt8 in
            guard index < 3 else { throw .outOfBounds(UInt64(index)) }
            return Array("12x".utf8)[index]
        }
        #expect(try StrictNumber.parse(as: Int32.self, base: 0, characterAt: unterminated) == .failure(.EINVAL))
        let tooShort = { (index: Int) throws(FakeFault) -> UInt8 in
            guard index < 2 else { throw .outOfBounds(UInt64(index)) }
            return UInt8(ascii: "1")
        }
        #expect(throws: FakeFault.outOfBounds(2)) {
            try StrictNumber.parse(as: Int32.self, base: 10, characterAt: tooShort)
        }
    }

    @Test(arguments: [
        ("y", true), ("Yes", true), ("1", true), ("on", true), ("ON", true), ("n", false), ("No", false), ("0", false),
        ("off", false), ("oF", false), ("10", true), ("ok", nil), ("o", nil), ("2", nil), ("", nil), (" 1", nil),
    ])
    func kstrtobool(_ item: (text: String, expected: Bool?)) throws {
        let result = try StrictNumber.parseBool(characterAt: reader(item.text))
        #expect(result == item.expected.map { .success($0) } ?? .failure(.EINVAL))
    }
}
