// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import SourceText
import TreeSearch

@testable import TreeEdits

/// What becomes of one file, and what is said about it.
struct EditedText {
    var text: String
    var reviews: [String]
    var notes: [String]

    /// - Parameter name: decides the kind of the file.
    init(
        _ text: String, _ name: String = "Kconfig", to target: KernelLevel = .S, roots: [String] = ["/tree"],
        tree: String? = nil
    ) throws {
        let path = "/tree/" + name
        let kind = FileKind(fileName: PathText.name(of: path)) ?? .documentation
        let file = Candidate(path: path, kind: kind, bytes: Array(text.utf8), hasWord: true)
        let result = try TreeEdits(target: target, roots: roots, tree: { _ in tree }).edits(of: [file])
        self.text = result.files[path].map { String(decoding: $0, as: UTF8.self) } ?? text
        reviews = result.reviews.map { "\($0.position.line): \($0.rule) \($0.message)" }
        notes = result.notes.map { note in (note.line.map { "\($0): " } ?? "\(note.path): ") + note.text }
    }
}

/// A document of any bytes.
struct TreeFile {
    var candidate: Candidate

    init(_ bytes: [UInt8]) {
        candidate = Candidate(path: "/tree/a.rst", kind: .documentation, bytes: bytes, hasWord: true)
    }
}
