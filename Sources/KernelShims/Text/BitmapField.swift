// SPDX-License-Identifier: Apache-2.0

extension KernelFormatter {
    /// `%pb` and `%pbl`: the width is the number of bits.
    mutating func bitmap(
        _ pointer: Source.Pointer, _ spec: FieldSpec, list: Bool
    ) throws(Failure) -> [UInt8] {
        if let message = badPointer(pointer, spec) { return message }
        let count = spec.width ?? 0
        let layout = BitLayout(longBytes: target.longBytes, bigEndian: target.bigEndian)
        let bits = Bitmap(bytes: try read(pointer, layout.bytes(forBits: count)), layout: layout)
        return list ? Self.ranges(bits, count) : Self.words(bits, count)
    }

    /// 32 bits at a time, the highest first, separated by commas.
    private static func words(_ bits: Bitmap, _ count: Int) -> [UInt8] {
        var text: [UInt8] = []
        var first = (count + 31) / 32 * 32 - 32
        while first >= 0 {
            let size = min(32, count - first)
            let value = (first..<first + size).reversed().reduce(UInt64(0)) { $0 << 1 | (bits.test($1) ? 1 : 0) }
            if !text.isEmpty { text.append(UInt8(ascii: ",")) }
            text += FieldSpec(flags: [.lowercase, .zero], width: (size + 3) / 4).number(value, base: 16)
            first -= 32
        }
        return text
    }

    /// "0-3,7".
    private static func ranges(_ bits: Bitmap, _ count: Int) -> [UInt8] {
        var parts: [String] = []
        var start = bits.firstSet(from: 0, below: count)
        while start < count {
            let end = bits.firstClear(from: start, below: count)
            parts.append(end - start == 1 ? "\(start)" : "\(start)-\(end - 1)")
            start = bits.firstSet(from: end, below: count)
        }
        return Array(parts.joined(separator: ",").utf8)
    }
}
