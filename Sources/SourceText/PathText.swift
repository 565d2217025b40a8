// SPDX-License-Identifier: Apache-2.0

/// Paths as text: nothing is looked up on disk.
public enum PathText {
    /// Without `.`, `..` and doubled slashes.
    public static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    /// A path as seen from a folder.
    public static func absolute(_ path: String, in directory: String) -> String {
        path.hasPrefix("/") || path.isEmpty ? normal(path) : normal(directory + "/" + path)
    }

    /// Whether a path is a folder or lies somewhere below it.
    public static func isBelow(_ path: String, _ root: String) -> Bool {
        let root = normal(root)
        return path == root || path.hasPrefix(root.hasSuffix("/") ? root : root + "/")
    }

    public static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    public static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
