// SPDX-License-Identifier: Apache-2.0

/// Small help with sentences.
enum English {
    /// `a`, `a and b`, `a, b and c`
    static func list(_ items: [String], _ word: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    /// The same for functions: `a() and b()`.
    static func functions(_ names: [String]) -> String { list(names.map { $0 + "()" }) }

    /// "takes" of one, "take" of several.
    static func verb(_ count: Int, _ one: String, _ several: String) -> String { count == 1 ? one : several }

    static func sentence(_ text: String) -> String {
        guard let first = text.first else { return "" }
        // A name of the code stays as it is.
        let word = text.prefix { !$0.isWhitespace }
        let isName = word.contains { "_(./".contains($0) || $0.isNumber }
        let start = isName ? String(first) : first.uppercased()
        return start + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
    }
}
