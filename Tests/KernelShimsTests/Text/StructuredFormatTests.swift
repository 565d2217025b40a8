// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

/// Extensions that read structures: resources, nested formats, dentries.
@Suite struct StructuredFormatTests {
    static let base: UInt64 = 0xffff_8880_0000_1000

    struct Resource {
        var format: String
        var start: UInt64
        var end: UInt64
        var flags: UInt64
        var expected: String
        init(_ format: String, _ start: UInt64, _ end: UInt64, _ flags: UInt64, _ expected: String) {
            self.format = format
            self.start = start
            self.end = end
            self.flags = flags
            self.expected = expected
        }
    }

    static let resources: [Resource] = [
        .init("%pR", 0xf000_0000, 0xf000_ffff, 0x200, "[mem 0xf0000000-0xf000ffff]"),
        .init("%pR", 0x1_0000_0000, 0x1_0000_0fff, 0x0010_2200, "[mem 0x100000000-0x100000fff 64bit pref]"),
        .init("%pR", 0xc000, 0xc007, 0x100, "[io  0xc000-0xc007]"),
        .init("%pR", 7, 7, 0x400, "[irq 7]"), .init("%pR", 1, 3, 0x800, "[dma 1-3]"),
        .init("%pR", 0, 0xff, 0x1000, "[bus 00-ff]"),
        .init("%pR", 0, 0xfff, 0x2000_0200, "[mem size 0x00001000]"),
        .init("%pR", 0, 0xfff, 0x1020_0200, "[mem 0x00000000-0x00000fff window disabled]"),
        .init("%pR", 0, 1, 0x8000, "[??? 0x00000000-0x00000001 flags 0x8000]"),
        .init("%pr", 0xf000_0000, 0xf000_ffff, 0x2200, "[mem 0xf0000000-0xf000ffff flags 0x2200]"),
        .init("%10.5pR|", 7, 7, 0x400, "     [irq |"),
    ]

    @Test(arguments: resources) func resource(_ item: Resource) throws {
        var source = FakeSource([.pointer(Self.base)])
        let words = [item.start, item.end, 0, item.flags]
        source.memory[Self.base] = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        #expect(try source.text(item.format) == item.expected)
    }

    @Test func nestedFormatsHaveTheirOwnArguments() throws {
        var source = FakeSource([.int(1), .pointer(Self.base), .int(4)])
        source.nestedFormats[Self.base] = ("%d-%pV", [.int(2), .pointer(Self.base + 64)])
        source.nestedFormats[Self.base + 64] = ("[%d]", [.int(3)])
        #expect(try source.text("%d %pV %d") == "1 2-[3] 4")
        #expect(try format("%pV", .pointer(0)) == "(null)")
    }

    @Test func endlessNestingIsRefused() {
        var source = FakeSource([.pointer(Self.base)])
        source.nestedFormats[Self.base] = ("%pV", [.pointer(Self.base)])
        #expect(throws: FormatError<FakeFault>.nestedTooDeep) { try source.text("%pV") }
    }

    @Test func pointersInNestedFormatsKeepTheirNumbers() throws {
        var source = FakeSource([.pointer(Self.base), .pointer(0x8000)])
        source.nestedFormats[Self.base] = ("%p", [.pointer(0x8000)])
        #expect(try source.text("%pV %p") == "0000000000000001 0000000000000001")
    }

    @Test func dentries() throws {
        var source = FakeSource()
        let name = { (text: String) in Array(text.utf8) }
        source.dentries[Self.base] = DentryNames(names: [name("c"), name("b")], endsAtRoot: false)
        source.dentries[Self.base + 64] = DentryNames(names: [name("c"), name("/")], endsAtRoot: true)
        source.dentries[Self.base + 128] = DentryNames(names: [name("/")], endsAtRoot: true)
        func text(_ format: String, _ offset: UInt64) throws -> String {
            source.arguments = [.pointer(Self.base + offset)]
            return try source.text(format)
        }
        #expect(try text("%pd2", 0) == "b/c")
        #expect(try text("%pd2", 64) == "/c")
        #expect(try text("%pd", 128) == "/")
        #expect(throws: FormatError<FakeFault>.unknownExtension("d")) { try text("%pd", 256) }
    }
}
