// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct PointerFormatTests {
    static let base: UInt64 = 0xffff_8880_0000_1000
    static let bytes: [UInt8] = Array(0...15).map { 0xa0 + $0 }

    func text(_ format: String, _ bytes: [UInt8], target: TextTarget = .x86) throws -> String {
        var source = FakeSource([.pointer(Self.base)])
        source.memory[Self.base] = bytes
        return try source.text(format, target: target)
    }

    static let byteCases: [(format: String, bytes: [UInt8], expected: String)] = [
        ("%ph", bytes, "a0"), ("%4ph", bytes, "a0 a1 a2 a3"), ("%3phC", bytes, "a0:a1:a2"),
        ("%3phD", bytes, "a0-a1-a2"),
        ("%3phN", bytes, "a0a1a2"), ("%0ph|", bytes, "a0|"), ("%-3phN|", bytes, "a0a1a2|"),
        ("%pUb", bytes, "a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf"), ("%pU", bytes, "a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf"),
        ("%pUB", bytes, "A0A1A2A3-A4A5-A6A7-A8A9-AAABACADAEAF"),
        ("%pUl", bytes, "a3a2a1a0-a5a4-a7a6-a8a9-aaabacadaeaf"),
        ("%pUL", bytes, "A3A2A1A0-A5A4-A7A6-A8A9-AAABACADAEAF"),
        ("%.8pUl", bytes, "a3a2a1a0"), ("%38pUb", bytes, "  a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf"),
        ("%pM", bytes, "a0:a1:a2:a3:a4:a5"), ("%pMF", bytes, "a0-a1-a2-a3-a4-a5"), ("%pMR", bytes, "a5:a4:a3:a2:a1:a0"),
        ("%pm", bytes, "a0a1a2a3a4a5"), ("%pmR", bytes, "a5a4a3a2a1a0"),
        ("%pI4", [10, 0, 200, 1], "10.0.200.1"), ("%pi4", [10, 0, 200, 1], "010.000.200.001"),
        ("%pI4n", [10, 0, 200, 1], "10.0.200.1"), ("%pI4l", [10, 0, 200, 1], "1.200.0.10"),
        ("%pI4h", [10, 0, 200, 1], "1.200.0.10"), ("%pI4b", [10, 0, 200, 1], "10.0.200.1"),
        ("%pI6", bytes, "a0a1:a2a3:a4a5:a6a7:a8a9:aaab:acad:aeaf"), ("%pi6", bytes, "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"),
        ("%pad", [1, 2, 3, 4, 5, 6, 7, 8], "0x0807060504030201"),
        ("%pa", [1, 0, 0, 0, 0, 0, 0, 0], "0x0000000000000001"),
        // What follows the letters that count is swallowed.
        ("%pUlxyz.", bytes, "a3a2a1a0-a5a4-a7a6-a8a9-aaabacadaeaf."),
        ("%pap,", [9, 0, 0, 0, 0, 0, 0, 0], "0x0000000000000009,"),
    ]

    @Test(arguments: byteCases)
    func bytesBehindThePointer(_ item: (format: String, bytes: [UInt8], expected: String)) throws {
        #expect(try text(item.format, item.bytes) == item.expected)
    }

    static let compressed: [(words: [UInt16], expected: String)] = [
        ([0, 0, 0, 0, 0, 0, 0, 0], "::"), ([0, 0, 0, 0, 0, 0, 0, 1], "::1"), ([1, 0, 0, 0, 0, 0, 0, 0], "1::"),
        ([1, 0, 0, 2, 0, 0, 0, 3], "1:0:0:2::3"), ([1, 0, 0, 2, 3, 0, 0, 4], "1::2:3:0:0:4"),
        ([1, 0, 2, 3, 4, 5, 6, 7], "1:0:2:3:4:5:6:7"), ([0x2001, 0xdb8, 0, 0, 0, 0, 0xa, 0xbc], "2001:db8::a:bc"),
        ([0, 0, 0, 0, 0, 0xffff, 0x0102, 0x0304], "::ffff:1.2.3.4"),
        ([0xfe80, 0, 0, 0, 0, 0x5efe, 0x0a00, 0x0001], "fe80::5efe:10.0.0.1"),
    ]

    @Test(arguments: compressed) func compressedIPv6(_ item: (words: [UInt16], expected: String)) throws {
        let bytes = item.words.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        #expect(try text("%pI6c", bytes) == item.expected)
    }

    @Test func valuesHaveTheTargetsByteOrder() throws {
        #expect(try text("%pa", [1, 2, 3, 4, 5, 6, 7, 8], target: .s390x) == "0x0102030405060708")
        #expect(try text("%pI4h", [10, 0, 200, 1], target: .s390x) == "10.0.200.1")
        #expect(try text("%8pb", [0, 0, 0, 0, 0, 0, 0, 5], target: .s390x) == "05")
    }

    static let bitmaps: [(format: String, bytes: [UInt8], expected: String)] = [
        ("%8pb", [0x5a, 0, 0, 0, 0, 0, 0, 0], "5a"), ("%5pb", [0xff, 0, 0, 0, 0, 0, 0, 0], "1f"),
        ("%40pb", [1, 2, 3, 4, 5, 0, 0, 0], "05,04030201"), ("%0pb|", [], "|"),
        ("%72pb", [1, 0, 0, 0, 0, 0, 0, 0x80, 7, 0, 0, 0, 0, 0, 0, 0], "07,80000000,00000001"),
        ("%8pbl", [0, 0, 0, 0, 0, 0, 0, 0], ""), ("%8pbl", [0b0110_1001, 0, 0, 0, 0, 0, 0, 0], "0,3,5-6"),
        ("%6pbl", [0xff, 0, 0, 0, 0, 0, 0, 0], "0-5"), ("%64pbl", [0, 0, 0, 0, 0, 0, 0, 0x80], "63"),
        ("%70pbl", [0, 0, 0, 0, 0, 0, 0, 0xc0, 3, 0, 0, 0, 0, 0, 0, 0], "62-65"),
    ]

    @Test(arguments: bitmaps) func bitmap(_ item: (format: String, bytes: [UInt8], expected: String)) throws {
        #expect(try text(item.format, item.bytes) == item.expected)
    }

    @Test func aDynamicWidthIsACount() throws {
        var source = FakeSource([
            .int(2), .pointer(Self.base), .int(0), .pointer(Self.base), .int(70), .pointer(Self.base),
        ])
        source.memory[Self.base] = [UInt8](repeating: 0xee, count: 80)
        let long = Array(repeating: "ee", count: 64).joined(separator: " ")
        #expect(try source.text("%*ph|%*ph|%*ph") == "ee ee||\(long)")
    }

    @Test func hashedPointersAreNumbers() throws {
        #expect(
            try format("%p %p %p", .pointer(Self.base), .pointer(1 << 40), .pointer(Self.base))
                == "0000000000000001 0000000000000002 0000000000000001")
        #expect(
            try format("%20p|%-20p|", .pointer(Self.base), .pointer(Self.base))
                == "                   1|1                   |")
        #expect(try format("%pK", .pointer(Self.base)) == "0000000000000001")
        #expect(try format("%p", .pointer(0)) == "0000000000000000")
        #expect(try format("%p", .pointer(UInt64(bitPattern: -12))) == "fffffffffffffff4")
    }

    @Test func addressesAndErrors() throws {
        #expect(try format("%px", .pointer(Self.base)) == "ffff888000001000")
        #expect(try format("%px", .pointer(0x10)) == "0000000000000010")
        #expect(try format("%pe", .pointer(UInt64(bitPattern: -12))) == "-ENOMEM")
        #expect(try format("%10pe|", .pointer(UInt64(bitPattern: -517))) == "-EPROBE_DEFER|")
        #expect(try format("%8pe|", .pointer(UInt64(bitPattern: -5))) == "    -EIO|")
        #expect(try format("%pe", .pointer(UInt64(bitPattern: -1234))) == "-1234")
        #expect(try format("%pe", .pointer(0)) == "0000000000000000")
    }

    @Test func symbols() throws {
        var source = FakeSource()
        source.symbols[0x5000] = KernelSymbol(name: "reset", offset: 0x10, size: 0x40, module: "driver")
        source.symbols[0x6000] = KernelSymbol(name: "jiffies", size: 8)
        func text(_ format: String, _ address: UInt64) throws -> String {
            source.arguments = [.pointer(address)]
            return try source.text(format)
        }
        #expect(try text("%ps", 0x5000) == "reset [driver]")
        #expect(try text("%pS", 0x5000) == "reset+0x10/0x40 [driver]")
        #expect(try text("%pSR", 0x6000) == "jiffies+0x0/0x8")
        #expect(try text("%pB", 0x5001) == "reset+0x11/0x40 [driver]")
        #expect(try text("%12ps|", 0x6000) == "     jiffies|")
        #expect(try text("%ps", 0x7000) == "0x7000")
        #expect(try text("%pB", 0x7000) == "0x7000")
    }

    @Test(arguments: ["Z", "1", "GG", "OFn", "IS", "I5", "E", "tR", "D", "us"])
    func unknownExtensions(_ letters: String) {
        #expect(throws: FormatError<FakeFault>.unknownExtension(letters)) {
            try format("%p\(letters) %d", .pointer(Self.base), .int(1))
        }
    }
}
