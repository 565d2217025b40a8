// SPDX-License-Identifier: Apache-2.0

/// Numbers of blocks of a driver that were reached.
public struct BlockSet: Sendable, Equatable {
    private var words: [UInt64] = []

    public init() {}

    public init(_ numbers: some Sequence<Int>) { for number in numbers { insert(number) } }

    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    public func contains(_ number: Int) -> Bool {
        number >> 6 < words.count && words[number >> 6] >> UInt64(number & 63) & 1 != 0
    }

    public mutating func insert(_ number: Int) {
        if number >> 6 >= words.count {
            words += [UInt64](repeating: 0, count: number >> 6 + 1 - words.count)
        }
        words[number >> 6] |= 1 << UInt64(number & 63)
    }

    public mutating func formUnion(_ other: BlockSet) {
        if other.words.count > words.count {
            words += [UInt64](repeating: 0, count: other.words.count - words.count)
        }
        for index in other.words.indices { words[index] |= other.words[index] }
    }
}
