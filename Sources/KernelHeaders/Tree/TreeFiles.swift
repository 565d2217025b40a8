// SPDX-License-Identifier: Apache-2.0
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reading of files of a tree: always as text with bare line feeds, whatever the line ends on disk.
enum TreeFiles {
    /// The bytes of a file without carriage returns; nil when it cannot be read.
    static func bytes(_ path: String) -> [UInt8]? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        var bytes = [UInt8](data)
        if bytes.contains(13) { bytes.removeAll { $0 == 13 } }
        return bytes
    }

    /// The text of a file without carriage returns; nil when it cannot be read.
    static func text(_ path: String) -> String? {
        bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }

    static func isFile(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path) && !isDirectory(path)
    }

    static func isDirectory(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/.")
    }

    /// The names in a directory, sorted; empty when there is no such directory.
    static func names(in directory: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
    }

    /// An absolute path without `.`, `..` and doubled slashes. Symbolic links stay as they are.
    static func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The directory of an absolute path.
    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// The last component of a path.
    static func name(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return path }
        return String(path[path.index(after: slash)...])
    }

    /// The directories from the one that holds `path` up to and including `top`; empty when `path` is not below `top`.
    static func ancestors(of path: String, upTo top: String) -> [String] {
        guard path.hasPrefix(top == "/" ? top : top + "/") else { return [] }
        var result: [String] = []
        var directory = parent(path)
        while true {
            result.append(directory)
            if directory == top || directory == "/" { return result }
            directory = parent(directory)
        }
    }
}

extension StringProtocol {
    /// The text without blanks and tabs at its ends.
    var trimmedBlanks: String {
        var view = Substring(self).utf8
        while let first = view.first, first == 32 || first == 9 || first == 13 || first == 10 { view.removeFirst() }
        while let last = view.last, last == 32 || last == 9 || last == 13 || last == 10 { view.removeLast() }
        return String(Substring(view))
    }

    /// The words of the text, separated by blanks and tabs.
    var words: [String] {
        Substring(self).utf8.split { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }.map { String(Substring($0)) }
    }
}
