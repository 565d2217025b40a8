// SPDX-License-Identifier: Apache-2.0

/// A mask of adapters or domains: number 0 is the highest bit of the first byte.
public struct APMask: Hashable, Sendable {
    public static let count = 256
    public static let all = APMask(Set(0..<count))

    public var numbers: Set<Int>

    public init(_ numbers: Set<Int> = []) { self.numbers = numbers }

    public init(bytes: [UInt8]) {
        numbers = Set((0..<min(Self.count, 8 * bytes.count)).filter { bytes[$0 / 8] >> UInt8(7 - $0 % 8) & 1 != 0 })
    }

    public var bytes: [UInt8] {
        numbers.reduce(into: Array(repeating: 0, count: Self.count / 8)) { bytes, number in
            bytes[number / 8] |= 1 << UInt8(7 - number % 8)
        }
    }

    public func contains(_ number: Int) -> Bool { numbers.contains(number) }

    /// As sysfs shows it: "0x" and all digits.
    public var text: String { "0x" + bytes.map { APQueueID.hexadecimal(Int($0), 2) }.joined() }

    /// ap_parse_mask_str(): a hexadecimal number from the left, or "+1-16,-32", which changes what is there.
    public mutating func change(_ text: String) throws {
        if text.hasPrefix("+") || text.hasPrefix("-") {
            numbers = try text.split(separator: ",", omittingEmptySubsequences: false).reduce(numbers) { all, part in
                let ends = part.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
                guard let sign = part.first, sign == "+" || sign == "-", (1...2).contains(ends.count),
                    let first = Self.number(ends[0]), let last = Self.number(ends[ends.count - 1]),
                    first <= last, last < Self.count
                else { throw Errno.EINVAL }
                return sign == "+" ? all.union(first...last) : all.subtracting(first...last)
            }
            return
        }
        let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
        let values = digits.compactMap(\.hexDigitValue)
        guard !values.isEmpty, values.count == digits.count, values.count <= Self.count / 4 else { throw Errno.EINVAL }
        let padded = values + Array(repeating: 0, count: Self.count / 4 - values.count)
        self = APMask(
            bytes: stride(from: 0, to: padded.count, by: 2).map { UInt8(padded[$0] << 4 | padded[$0 + 1]) })
    }

    private static func number(_ text: Substring) -> Int? {
        text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }
}
