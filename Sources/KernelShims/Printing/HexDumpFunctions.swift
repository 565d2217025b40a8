// SPDX-License-Identifier: Apache-2.0
import Machine

/// print_hex_dump() and hex_dump_to_buffer().
enum HexDumpFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("print_hex_dump", ["void(ptr, ptr, i32, i32, i32, ptr, i64, i1)"]) { call throws(Stop) in
            try call.dumpHex(
                level: try call.memory.cString(at: try call.value(0)), prefix: 1, rowSize: try call.int(3),
                groupSize: try call.int(4), bytes: 5, ascii: try call.flag(7))
            return 0
        },
        KernelFunction("print_hex_dump_bytes", ["void(ptr, i32, ptr, i64)"]) { call throws(Stop) in
            // KERN_DEBUG.
            try call.dumpHex(
                level: [1, UInt8(ascii: "7")], prefix: 0, rowSize: 16, groupSize: 1, bytes: 2, ascii: true)
            return 0
        },
        KernelFunction("hex_dump_to_buffer", ["i32(ptr, i64, i32, i32, ptr, i64, i1)"]) { call throws(Stop) in
            let rowSize = try call.int(2) == 32 ? 32 : 16
            let count = min(try call.size(1), rowSize)
            let row = HexDump(
                bytes: try call.memory.bytes(at: try call.value(0), count: count), rowSize: rowSize,
                groupSize: try call.int(3), ascii: try call.flag(6), bigEndian: call.textTarget.bigEndian)
            let buffer = TextBuffer.snprintf(row.text, size: try call.value(5))
            try call.memory.write(buffer.bytes, at: try call.value(4))
            return .int(buffer.result)
        },
    ]
}

extension KernelCall {
    /// `prefix` and `bytes` are the first of two arguments: the text and its kind; the bytes and how many.
    fileprivate func dumpHex(
        level: [UInt8], prefix: Int, rowSize: Int, groupSize: Int, bytes: Int, ascii: Bool
    ) throws(Stop) {
        let (start, kind) = (try memory.cString(at: try value(prefix)), try int(prefix + 1))
        let address = try value(bytes)
        let all = try memory.bytes(at: address, count: try size(bytes + 1))
        let rowSize = rowSize == 32 ? 32 : 16
        for first in stride(from: 0, to: all.count, by: rowSize) {
            var line = level + start
            // 1: addresses, 2: offsets.
            switch kind {
            case 1:
                line += FieldSpec.fullHex(address &+ UInt64(first), bytes: 8).dropFirst(2) + Array(": ".utf8)
            case 2:
                line +=
                    FieldSpec(flags: [.zero, .lowercase], width: 8).number(UInt64(first), base: 16) + Array(": ".utf8)
            default: break
            }
            let row = HexDump(
                bytes: Array(all[first..<min(first + rowSize, all.count)]), rowSize: rowSize, groupSize: groupSize,
                ascii: ascii, bigEndian: textTarget.bigEndian)
            log(line + row.text)
        }
    }
}

/// One row of a dump.
struct HexDump {
    var bytes: [UInt8]
    var rowSize: Int
    var groupSize: Int
    var ascii: Bool
    var bigEndian: Bool

    var text: [UInt8] {
        // Groups that do not come out even are dumped as bytes.
        let isGroup = [2, 4, 8].contains(groupSize) && bytes.count.isMultiple(of: groupSize)
        let group = isGroup ? groupSize : 1
        var parts: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: group) {
            let item = bytes[start..<start + group]
            var digits: [UInt8] = []
            for byte in bigEndian || group == 1 ? Array(item) : item.reversed() { digits.appendHex(byte) }
            parts.append(digits)
        }
        var text = Array(parts.joined(separator: [UInt8(ascii: " ")]))
        guard ascii else { return text }
        let column = rowSize * 2 + rowSize / group + 1
        text += [UInt8](repeating: UInt8(ascii: " "), count: max(0, column - text.count))
        return text + bytes.map { $0 >= 0x20 && $0 < 0x7f ? $0 : UInt8(ascii: ".") }
    }
}
