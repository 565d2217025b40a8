// SPDX-License-Identifier: Apache-2.0
import Machine

/// readl(), writel() and their sisters. Registers keep what is written to them.
enum RegisterFunctions {
    static let all: [KernelFunction] = .table(reading, writing, blocks)

    private struct Width {
        var letter: String
        var bytes: Int
        /// In names like ioread32().
        var bits: Int { 8 * bytes }
    }

    private static let widths = [
        Width(letter: "b", bytes: 1), Width(letter: "w", bytes: 2), Width(letter: "l", bytes: 4),
        Width(letter: "q", bytes: 8),
    ]

    private static let reading: [KernelFunction] = widths.flatMap { reading($0) }

    private static func reading(_ width: Width) -> [KernelFunction] {
        let bytes = width.bytes
        let names = [
            "read\(width.letter)", "__raw_read\(width.letter)", "read\(width.letter)_relaxed", "__read\(width.letter)",
        ]
        // ioread8() gives an unsigned int, readb() a byte.
        let signatures = [Signature(stringLiteral: "i\(width.bits)(ptr)"), "i32(ptr)"]
        return KernelFunction.named(names + ["ioread\(width.bits)"], signatures) { call throws(Stop) in
            // Registers are little-endian where machines differ.
            let value = try call.memory.deviceBytes(at: try call.value(0), count: bytes)
            return value.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
    }

    private static let writing: [KernelFunction] = widths.flatMap { writing($0) }

    private static func writing(_ width: Width) -> [KernelFunction] {
        let bytes = width.bytes
        let names = [
            "write\(width.letter)", "__raw_write\(width.letter)", "write\(width.letter)_relaxed",
            "__write\(width.letter)",
            "iowrite\(width.bits)",
        ]
        let signature = Signature(stringLiteral: "void(i\(width.bits), ptr)")
        return KernelFunction.named(names, [signature]) { call throws(Stop) in
            let value = try call.value(0)
            let register = (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
            try call.memory.writeDevice(register, at: try call.value(1))
            return 0
        }
    }

    private static let blocks: [KernelFunction] = [
        KernelFunction("memcpy_fromio", ["void(ptr, ptr, i64)"]) { call throws(Stop) in
            let bytes = try call.memory.deviceBytes(at: try call.value(1), count: try call.size(2))
            try call.memory.write(bytes, at: try call.value(0))
            return 0
        },
        KernelFunction("memcpy_toio", ["void(ptr, ptr, i64)"]) { call throws(Stop) in
            let bytes = try call.memory.bytes(at: try call.value(1), count: try call.size(2))
            try call.memory.writeDevice(bytes, at: try call.value(0))
            return 0
        },
        KernelFunction("memset_io", ["void(ptr, i32, i64)"]) { call throws(Stop) in
            let byte = UInt8(truncatingIfNeeded: try call.value(1))
            try call.memory.writeDevice([UInt8](repeating: byte, count: try call.size(2)), at: try call.value(0))
            return 0
        },
    ]
}
