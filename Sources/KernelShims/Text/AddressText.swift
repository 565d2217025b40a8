// SPDX-License-Identifier: Apache-2.0

/// Network addresses as text; bytes in network order.
enum AddressText {
    static func mac(_ bytes: [UInt8], separator: UInt8?) -> [UInt8] {
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if index > 0, let separator { text.append(separator) }
            text.appendHex(byte)
        }
        return text
    }

    static func ipv4(_ bytes: [UInt8], leadingZeros: Bool) -> [UInt8] {
        let spec = FieldSpec(flags: .zero, width: leadingZeros ? 3 : nil)
        return Array(bytes.map { spec.number(UInt64($0), base: 10) }.joined(separator: [UInt8(ascii: ".")]))
    }

    static func ipv6(_ bytes: [UInt8], _ style: PointerExtension.IPv6Style) -> [UInt8] {
        switch style {
        case .compressed: return compressed(bytes)
        case .contiguous, .full:
            var text: [UInt8] = []
            for (index, byte) in bytes.enumerated() {
                if style == .full && index > 0 && index.isMultiple(of: 2) { text.append(UInt8(ascii: ":")) }
                text.appendHex(byte)
            }
            return text
        }
    }

    /// RFC 5952: no leading zeros, the first longest run of zero words is "::", embedded IPv4 addresses with dots.
    private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        let words = (0..<8).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) }
        let embedsIPv4 = isMappedIPv4(words) || isISATAP(words)
        let count = embedsIPv4 ? 6 : 8
        let gap = longestZeroRun(words[..<count])
        var parts = words[..<count].map { String($0, radix: 16) }
        if embedsIPv4 { parts.append(String(decoding: ipv4(Array(bytes[12...]), leadingZeros: false), as: UTF8.self)) }
        guard let gap else { return Array(parts.joined(separator: ":").utf8) }
        let before = parts[..<gap.lowerBound].joined(separator: ":")
        let after = parts[gap.upperBound...].joined(separator: ":")
        return Array("\(before)::\(after)".utf8)
    }

    private static func isMappedIPv4(_ words: [UInt16]) -> Bool {
        words[..<5].allSatisfy { $0 == 0 } && words[5] == 0xffff
    }

    private static func isISATAP(_ words: [UInt16]) -> Bool {
        (words[4] | 0x0200) == 0x0200 && words[5] == 0x5efe
    }

    /// A single zero word is not compressed.
    private static func longestZeroRun(_ words: ArraySlice<UInt16>) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        for index in 0...words.count {
            if index < words.count && words[index] == 0 { continue }
            if index - start > max(1, best?.count ?? 1) { best = start..<index }
            start = index + 1
        }
        return best
    }
}
