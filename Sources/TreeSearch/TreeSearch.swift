// SPDX-License-Identifier: Apache-2.0
import CByteSearch
import Glibc

/// Finds the files of a tree that contain at least one of a set of words, by bytes and before anything is parsed.
///
/// Links inside folders are not followed, and `.git`, `.hg` and `.svn` are not entered; nothing else is left out,
/// neither hidden files nor those that version control ignores. Which files are read is decided by `FileKind`.
public struct TreeSearch: Sendable {
    /// Files with more bytes than this are not searched, which is a problem in the result.
    public static let sizeLimit = 64 << 20

    private let words: [FileKind: Set<String>]
    private let threads: Int?
    private let usesVectorInstructions: Bool

    /// - Parameters:
    ///   - words: what to find in which files; files of a kind without words are not read. Every word is an identifier
    ///     (`A-Z a-z 0-9 _`) and is found where none of these bytes stands beside it.
    ///   - threads: how many search; nil: as many as this process has processors.
    public init(words: [FileKind: Set<String>], threads: Int? = nil) {
        self.init(words: words, threads: threads, usesVectorInstructions: true)
    }

    init(words: [FileKind: Set<String>], threads: Int?, usesVectorInstructions: Bool) {
        for word in words.values.joined() {
            precondition(!word.isEmpty && word.utf8.allSatisfy(isInIdentifier), "not an identifier: \(word)")
        }
        self.words = words.filter { !$0.value.isEmpty }
        self.threads = threads
        self.usesVectorInstructions = usesVectorInstructions
    }

    /// Searches files and whole folders.
    ///
    /// A root that is a file becomes a candidate even without a word, and where its name has no kind it is a C source;
    /// a root may be a link. Roots that overlap yield a file once, provided that they spell its path alike.
    /// - Parameter progress: called now and then, on the calling thread, with the number of files seen.
    public func run(
        roots: [String], progress: (@Sendable (Int) -> Void)? = nil
    ) throws(TreeSearchError) -> SearchResult {
        var starts: [(path: String, kind: Int32)] = []
        for root in roots { starts.append(try start(at: root)) }

        let compiled: [OpaquePointer?] = FileKind.allCases.map { kind in words[kind].map(compile) }
        defer { for words in compiled { cbs_words_free(words) } }
        let paths = starts.map { strdup($0.path) }
        defer { for path in paths { free(path) } }
        let cRoots = zip(paths, starts).map { cbs_root(path: UnsafePointer($0), kind: $1.kind) }

        var search = cbs_search()
        search.threads = max(threads ?? 0, 0)
        search.size_limit = Self.sizeLimit
        search.kind_of = { name in
            guard let name else { return -1 }
            let kind = FileKind(fileName: UnsafeRawBufferPointer(start: name, count: strlen(name)))
            return kind.map { Int32($0.rawValue) } ?? -1
        }
        if progress != nil {
            search.progress = { context, count in
                context?.assumingMemoryBound(to: (@Sendable (Int) -> Void).self).pointee(count)
            }
        }
        var found = compiled.withUnsafeBufferPointer { compiled in
            withUnsafePointer(to: progress ?? { _ in }) { tell in
                search.words = compiled.baseAddress
                search.progress_context = UnsafeMutableRawPointer(mutating: tell)
                return cbs_search_run(&search, cRoots, cRoots.count)
            }
        }
        defer { cbs_result_free(&found) }
        return SearchResult(found)
    }

    private func start(at root: String) throws(TreeSearchError) -> (path: String, kind: Int32) {
        var status = stat()
        guard !root.utf8.contains(0), stat(root, &status) == 0 else {
            if root.isEmpty || root.utf8.contains(0) || errno == ENOENT || errno == ENOTDIR {
                throw TreeSearchError.noSuchPath(root)
            }
            throw TreeSearchError.unreachable(root, reason: String(cString: strerror(errno)))
        }
        let path = plain(root)
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            return (path, -1)
        case S_IFREG:
            let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
            return (path, Int32((FileKind(fileName: name) ?? .cSource).rawValue))
        default:
            throw TreeSearchError.neitherFileNorFolder(root)
        }
    }

    private func compile(_ words: Set<String>) -> OpaquePointer {
        let needles = Needle.cover(of: words).map { needle in
            var result = cbs_needle()
            withUnsafeMutableBytes(of: &result.bytes) { $0.copyBytes(from: needle.bytes) }
            result.length = UInt8(needle.bytes.count)
            (result.first, result.second) = (UInt8(needle.first), UInt8(needle.second))
            return result
        }
        let texts = words.map { UnsafePointer(strdup($0)) }
        defer { for text in texts { free(UnsafeMutablePointer(mutating: text)) } }
        return cbs_words_new(texts, texts.count, needles, needles.count, usesVectorInstructions)
    }
}

public enum TreeSearchError: Error, Hashable, CustomStringConvertible {
    case noSuchPath(String)
    case neitherFileNorFolder(String)
    case unreachable(String, reason: String)

    public var description: String {
        switch self {
        case .noSuchPath(let path): "\(path): no such file or folder"
        case .neitherFileNorFolder(let path): "\(path): neither a file nor a folder"
        case .unreachable(let path, let reason): "\(path): \(reason)"
        }
    }
}

private func isInIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        true
    default: false
    }
}

/// The path without empty and `.` components, so that `./a//b.c` and `a/b.c` are one; the current folder is empty.
private func plain(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    return (path.utf8.first == UInt8(ascii: "/") ? "/" : "") + parts.joined(separator: "/")
}
