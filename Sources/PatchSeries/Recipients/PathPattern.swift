// SPDX-License-Identifier: Apache-2.0

/// A pattern of an `F:` or `X:` line. It is one for the start of a path; only where it ends with a slash may more folders
/// follow.
struct PathPattern: Sendable {
    private let pattern: [UInt8]
    private let slashes: Int
    private let isFolder: Bool

    /// - Parameter isFolder: whether the tree has a folder of this name.
    init(_ text: String, isFolder: (String) -> Bool) {
        let hasSpecial = text.contains { ".*?".contains($0) }
        let whole = !text.hasSuffix("/") && !hasSpecial && isFolder(text) ? text + "/" : text
        pattern = Array(whole.utf8)
        slashes = pattern.count { $0 == UInt8(ascii: "/") }
        self.isFolder = whole.hasSuffix("/")
    }

    /// How much of the path the pattern names: sections that name more stand first.
    var depth: Int {
        pattern.first == UInt8(ascii: "*") ? -1 : slashes + (isFolder ? 0 : 1)
    }

    func matches(_ path: String) -> Bool {
        let path = Array(path.utf8)
        guard isFolder || path.count(where: { $0 == UInt8(ascii: "/") }) == slashes else { return false }
        return Self.matches(pattern[...], path[...])
    }

    /// Whether a path starts with what the pattern stands for. A star stands for slashes, too.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
        var (pattern, path) = (pattern, path)
        while let next = pattern.first {
            pattern = pattern.dropFirst()
            if next == UInt8(ascii: "*") {
                if pattern.isEmpty { return true }
                return (path.startIndex...path.endIndex).contains { matches(pattern, path[$0...]) }
            }
            if next == UInt8(ascii: "[") {
                guard let end = pattern.firstIndex(of: UInt8(ascii: "]")), let byte = path.first,
                    isMember(byte, of: pattern[..<end])
                else { return false }
                pattern = pattern[(end + 1)...]
            } else {
                guard let byte = path.first, next == UInt8(ascii: "?") || next == byte else { return false }
            }
            path = path.dropFirst()
        }
        return true
    }

    /// Of `[a-z0-9]`, or `[^…]`.
    private static func isMember(_ byte: UInt8, of set: ArraySlice<UInt8>) -> Bool {
        var set = Array(set)
        let isInverted = set.first == UInt8(ascii: "^")
        if isInverted { set.removeFirst() }
        var index = 0
        while index < set.count {
            if index + 2 < set.count, set[index + 1] == UInt8(ascii: "-") {
                if byte >= set[index], byte <= set[index + 2] { return !isInverted }
                index += 3
            } else {
                if byte == set[index] { return !isInverted }
                index += 1
            }
        }
        return isInverted
    }
}
