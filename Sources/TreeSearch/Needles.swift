// SPDX-License-Identifier: Apache-2.0

/// A few bytes whose absence proves that a word is absent.
struct Needle: Hashable {
    var bytes: [UInt8]
    /// Where in `bytes` the two rarest are (the same place twice in a needle of one byte).
    var first: Int
    var second: Int

    static let longest = 4

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let rarestFirst = bytes.indices.sorted { (Frequency.of(bytes[$0]), $0) < (Frequency.of(bytes[$1]), $1) }
        let second = rarestFirst.count > 1 ? rarestFirst[1] : rarestFirst[0]
        (first, self.second) = (min(rarestFirst[0], second), max(rarestFirst[0], second))
    }

    /// A small set of needles such that every word contains one of them.
    ///
    /// Each needle makes the search of every byte a little slower, and each place where one stands without a word costs
    /// a look, so the next needle is the one that covers most words for its price.
    static func cover(of words: Set<String>) -> [Needle] {
        var uncovered = words
        var cover: [Needle] = []
        while !uncovered.isEmpty {
            var counts: [[UInt8]: Int] = [:]
            for word in uncovered {
                for part in Set(parts(of: Array(word.utf8))) { counts[part, default: 0] += 1 }
            }
            let best = counts.min { left, right in
                let (a, b) = (price(left.key) / Double(left.value), price(right.key) / Double(right.value))
                return a != b ? a < b : left.key.lexicographicallyPrecedes(right.key)
            }!.key
            cover.append(Needle(best))
            uncovered = uncovered.filter { !parts(of: Array($0.utf8)).contains(best) }
        }
        return cover
    }

    private static func parts(of word: [UInt8]) -> [[UInt8]] {
        guard word.count > longest else { return [word] }
        return (0...(word.count - longest)).map { Array(word[$0..<($0 + longest)]) }
    }

    /// In units of what one more needle costs.
    private static func price(_ part: [UInt8]) -> Double {
        let needle = Needle(part)
        let stops = Frequency.of(part[needle.first]) * Frequency.of(part[needle.second])
        return 1 + 2000 * stops + (Frequency.isCommon(part) ? 2 : 0)
    }
}

/// How often bytes stand in a kernel tree.
private enum Frequency {
    /// The bytes of identifiers, rarest first, as counted in the C files of Linux 5.10.
    private static let rarestFirst = Array(
        "JjZz97QqYy5684VXKwk3WGHBb2vghU1FPMONLmDpxulAICTRfcoSEdarns0ite_".utf8)

    /// From that order: a hundred times as often at its end as at its beginning, which is about right.
    private static let shares: [Double] = {
        var shares = [Double](repeating: 0.0003, count: 256)
        for (rank, byte) in rarestFirst.enumerated() {
            let place = Double(rank) / Double(rarestFirst.count - 1)
            shares[Int(byte)] = 0.0003 + 0.04 * place * place
        }
        return shares
    }()

    /// Words of which the names in every driver are made.
    private static let everyday = Array(
        """
        _add_alloc_attr_config_data_del_device_driver_get_group_init_mode_ops_\
        parent_register_release_set_type_unregister_
        """.utf8)

    static func of(_ byte: UInt8) -> Double { shares[Int(byte)] }

    static func isCommon(_ part: [UInt8]) -> Bool {
        let small = part.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
        return everyday.indices.dropLast(part.count - 1).contains { everyday[$0...].starts(with: small) }
    }
}
