// SPDX-License-Identifier: Apache-2.0
import CByteSearch
import Glibc

/// A file worth parsing.
public struct Candidate: Sendable, Hashable {
    /// The root, `/`, and the path below it. Bytes of a name that are not UTF-8 are replaced.
    public var path: String
    public var kind: FileKind
    /// The whole content, so that nobody reads the file again.
    public var bytes: [UInt8]
    /// False only for a root that is a file.
    public var hasWord: Bool

    public init(path: String, kind: FileKind, bytes: [UInt8], hasWord: Bool) {
        self.path = path
        self.kind = kind
        self.bytes = bytes
        self.hasWord = hasWord
    }
}

/// What a search found; the same for the same tree, whatever the threads did.
public struct SearchResult: Sendable {
    /// In the order of their paths' bytes.
    public var candidates: [Candidate]
    /// The files in the folders that were walked, of whatever kind, and the roots that are files.
    public var filesSeen: Int
    public var filesRead: Int
    public var bytesRead: Int
    /// What could not be searched and why, each beginning with a path, in the order of their bytes.
    public var problems: [String]

    init(_ found: cbs_result) {
        candidates = Self.sorted(found.files)
        problems = Self.sorted(found.notes)
        filesSeen = found.files_seen
        filesRead = found.files_read
        bytesRead = found.bytes_read
    }

    private static func sorted(_ files: UnsafeMutablePointer<cbs_file>?) -> [Candidate] {
        var items = Array(sequence(first: files, next: { $0?.pointee.next }).compactMap(\.self))
        items.sort { strcmp($0.pointee.path, $1.pointee.path) < 0 }
        var result: [Candidate] = []
        var last: UnsafeMutablePointer<CChar>?
        for item in items.map(\.pointee) {
            if let last, strcmp(last, item.path) == 0 { continue }
            last = item.path
            guard let kind = FileKind(rawValue: Int(item.kind)) else { continue }
            result.append(
                Candidate(
                    path: String(cString: item.path), kind: kind,
                    bytes: Array(UnsafeBufferPointer(start: item.bytes, count: item.length)), hasWord: item.has_word))
        }
        return result
    }

    private static func sorted(_ notes: UnsafeMutablePointer<cbs_note>?) -> [String] {
        let texts = sequence(first: notes, next: { $0?.pointee.next }).compactMap(\.self).map { note in
            let path = String(cString: note.pointee.path)
            let about = note.pointee.about ?? UnsafePointer(strerror(note.pointee.error))
            return "\(path.isEmpty ? "." : path): \(about.map { String(cString: $0) } ?? "error \(note.pointee.error)")"
        }
        return Set(texts).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
