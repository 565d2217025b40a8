// SPDX-License-Identifier: Apache-2.0

/// An APQN: a domain of an adapter, "04.0005".
public struct APQueueID: Hashable, Sendable, CustomStringConvertible {
    public let card: Int
    public let domain: Int

    public init(card: Int, domain: Int) {
        self.card = card
        self.domain = domain
    }

    /// nil for what is no APQN.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 2, parts[1].count == 4, let card = Int(parts[0], radix: 16),
            let domain = Int(parts[1], radix: 16), card >= 0, (0..<256).contains(domain)
        else { return nil }
        self.init(card: card, domain: domain)
    }

    /// `ap_qid_t`.
    public init(number: UInt64) { self.init(card: Int(number >> 8 & 0xff), domain: Int(number & 0xff)) }

    public var number: UInt64 { UInt64(card << 8 | domain) }
    public var description: String { "\(Self.hexadecimal(card, 2)).\(Self.hexadecimal(domain, 4))" }

    static func hexadecimal(_ value: Int, _ digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
