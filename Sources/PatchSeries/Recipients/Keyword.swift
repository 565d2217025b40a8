// SPDX-License-Identifier: Apache-2.0

/// An expression of a `K:` or `N:` line, in the manner of perl with its `x` modifier.
struct Keyword: Sendable {
    private let source: String
    private let isName: Bool

    /// Of what changes; nil for one that cannot be read.
    init?(_ text: String) {
        source = text
        isName = false
        if regex(behind: "") == nil { return nil }
    }

    /// Of names of files.
    init?(name text: String) {
        source = text
        isName = true
        if regex(behind: "") == nil { return nil }
    }

    func isIn(_ path: String) -> Bool {
        guard let regex = regex(behind: "") else { return false }
        return path.contains(regex)
    }

    /// - Parameter text: all lines at once, which most expressions are not in at all.
    func isIn(_ lines: [String], _ text: String) -> Bool {
        guard let whole = regex(behind: ""), text.contains(whole) else { return false }
        // Of several alternatives the mark belongs to the first one alone; so the script has it.
        guard let regex = regex(behind: "^[+-].*") else { return false }
        return lines.contains { $0.contains(regex) }
    }

    private func regex(behind prefix: String) -> Regex<AnyRegexOutput>? {
        guard let regex = try? Regex("(?x)" + prefix + source) else { return nil }
        return regex.wordBoundaryKind(.simple).matchingSemantics(.unicodeScalar).anchorsMatchLineEndings(true)
    }
}
