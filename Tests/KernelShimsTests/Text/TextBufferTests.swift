// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct TextBufferTests {
    let text = Array("hello".utf8)

    struct Case {
        var size: UInt64
        var written: String?
        var snprintf: Int32
        var scnprintf: Int32
    }

    static let cases = [
        Case(size: 0, written: nil, snprintf: 5, scnprintf: 0), Case(size: 1, written: "", snprintf: 5, scnprintf: 0),
        Case(size: 5, written: "hell", snprintf: 5, scnprintf: 4),
        Case(size: 6, written: "hello", snprintf: 5, scnprintf: 5),
        Case(size: 99, written: "hello", snprintf: 5, scnprintf: 5),
    ]

    @Test(arguments: cases) func bounded(_ item: Case) {
        let bytes: [UInt8] = item.written.map { Array($0.utf8) + [0] } ?? []
        for buffer in [TextBuffer.snprintf(text, size: item.size), .scnprintf(text, size: item.size)] {
            #expect(buffer.bytes == bytes)
            #expect(buffer.warning == nil)
        }
        #expect(TextBuffer.snprintf(text, size: item.size).result == item.snprintf)
        #expect(TextBuffer.scnprintf(text, size: item.size).result == item.scnprintf)
    }

    @Test func aSizeAboveIntMaxWritesNothing() {
        for buffer in [TextBuffer.snprintf(text, size: 1 << 31), .scnprintf(text, size: .max)] {
            #expect(buffer.bytes.isEmpty)
            #expect(buffer.result == 0)
            #expect(buffer.warning == .sizeTooLarge)
        }
        #expect(TextBuffer.sprintf(text).result == 5)
    }

    @Test func sysfsEmitWantsAPage() {
        #expect(TextBuffer.sysfsEmit(text, buffer: 0x3000, pageSize: 4096).result == 5)
        #expect(TextBuffer.sysfsEmit(text, buffer: 0x3008, pageSize: 4096).warning == .notAPage)
        #expect(TextBuffer.sysfsEmit(text, buffer: 0, pageSize: 4096).warning == .notAPage)
        let long = [UInt8](repeating: 65, count: 5000)
        #expect(TextBuffer.sysfsEmit(long, buffer: 0x3000, pageSize: 4096).result == 4095)
        #expect(TextBuffer.sysfsEmit(text, buffer: 0x3000, at: 4094, pageSize: 4096).bytes == [104, 0])
        #expect(TextBuffer.sysfsEmit(text, buffer: 0x3000, at: 4096, pageSize: 4096).warning == .notAPage)
        #expect(TextBuffer.sysfsEmit(text, buffer: 0x3000, at: -1, pageSize: 4096).warning == .notAPage)
    }
}
