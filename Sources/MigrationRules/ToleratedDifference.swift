// SPDX-License-Identifier: Apache-2.0

/// A difference between two kernels' traces that the change of level itself makes, in words of a trace's lines. The
/// patterns are regular expressions for whole lines, without the spaces in front.
public struct ToleratedDifference: Sendable, Hashable {
    public enum Form: Sendable, Hashable {
        /// In lines of the older kernel, `text` becomes `replacement`; `{driver}` stands for the mdev driver's name.
        case rewrite(lines: String, text: String, replacement: String)
        /// Lines that only one of the two has; with both patterns, one of each side stands for the other.
        case replace(old: String?, new: String?)
        /// Lines that come in another order.
        case reorder(lines: String)
    }

    /// Names of operations under which it may appear; empty: all.
    public let operations: [String]
    /// Only under operations that fail.
    public let onlyFailed: Bool
    public let form: Form
    /// Line in the rule's file.
    public let line: Int
}
