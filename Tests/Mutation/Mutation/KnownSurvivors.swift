// SPDX-License-Identifier: Apache-2.0

/// Mutations that verify does not catch, and why: a key on a line of its own, the reason indented below it.
public struct KnownSurvivors: Sendable {
    public private(set) var reasons: [String: String] = [:]

    /// Whether the driver behaves the same, as far as is known, so that nothing could be caught.
    public func isEquivalent(_ key: String) -> Bool { reasons[key]?.hasPrefix("Equivalent") ?? false }

    public init() {}

    public init(parsing text: String) {
        var key: String?
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if let first = line.first, first.isWhitespace {
                guard let key else { continue }
                let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                reasons[key, default: ""] += (reasons[key]?.isEmpty ?? true ? "" : " ") + words
            } else {
                key = String(line)
            }
        }
    }
}
