// SPDX-License-Identifier: Apache-2.0
import SourceText
import TreeSearch

#if canImport(Glibc)
    import Glibc
#endif

/// Looks for C files without reading any.
enum CodeFiles {
    /// Whether a folder holds a C file or header, however deep; stops at the first.
    static func exist(below folder: String) -> Bool {
        var waiting = [folder]
        while let folder = waiting.popLast() {
            let entries = entries(of: folder)
            if entries.contains(where: { !$0.isFolder && ($0.name.hasSuffix(".c") || $0.name.hasSuffix(".h")) }) {
                return true
            }
            waiting += entries.filter { $0.isFolder && ![".git", ".hg", ".svn"].contains($0.name) }
                .map { folder + "/" + $0.name }
        }
        return false
    }

    /// Whether a folder holds a file that a conversion may be about, however deep: C, Kconfig, a Makefile, a default
    /// configuration or a document of the kernel's.
    static func orOthersExist(below folder: String) -> Bool {
        var waiting = [folder]
        while let folder = waiting.popLast() {
            let entries = entries(of: folder)
            let isHere = entries.contains { entry in
                guard !entry.isFolder, let kind = FileKind(fileName: entry.name) else { return false }
                return kind != .documentation || entry.name.hasSuffix(".rst")
            }
            if isHere { return true }
            waiting += entries.filter { $0.isFolder && ![".git", ".hg", ".svn"].contains($0.name) }
                .map { folder + "/" + $0.name }
        }
        return false
    }

    /// The C sources that lie directly in a folder, sorted.
    static func sources(in folder: String) -> [String] {
        entries(of: folder).filter { !$0.isFolder && $0.name.hasSuffix(".c") }.map { folder + "/" + $0.name }.sorted()
    }

    /// What lies in a folder; links are left out.
    private static func entries(of folder: String) -> [(name: String, isFolder: Bool)] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var result: [(String, Bool)] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            var info = stat()
            guard lstat(folder + "/" + name, &info) == 0 else { continue }
            switch info.st_mode & S_IFMT {
            case S_IFDIR: result.append((name, true))
            case S_IFREG: result.append((name, false))
            default: break
            }
        }
        return result
    }
}
