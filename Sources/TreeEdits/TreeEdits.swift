// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import SourceText
import TreeSearch

/// What stands around drivers of mediated devices and has to change with them: Kconfig, Makefiles, default
/// configurations, documents, and questions to the configuration in C.
public struct TreeEdits: Sendable {
    public struct Result: Sendable {
        /// New bytes by path, of files that change.
        public var files: [String: [UInt8]] = [:]
        public var notes: [TreeNote] = []
        public var reviews: [ReviewItem] = []
    }

    public let target: KernelLevel
    /// Files and folders that may be written, as absolute paths.
    public let roots: [String]

    /// The root of the tree that a folder belongs to; nil where it belongs to none.
    public let tree: @Sendable (String) -> String?

    public init(target: KernelLevel, roots: [String], tree: @escaping @Sendable (String) -> String? = { _ in nil }) {
        self.target = target
        self.roots = roots
        self.tree = tree
    }

    /// Words one of which a file has to contain to be of interest.
    public static let words: [FileKind: Set<String>] = [
        .kconfig: [RemovedSymbol.name, RemovedSymbol.variable, RemovedSymbol.successor],
        .makefile: MakefileEdits.words,
        .defconfig: [RemovedSymbol.variable],
        .documentation: DocumentEdits.words,
        .cSource: CodeEdits.words,
        .header: CodeEdits.words,
    ]

    /// Whether the symbol exists at the target, so that all may stay as it is.
    public var isIdle: Bool { !RemovedSymbol.isGone(at: target) }

    /// - Parameter files: as they were read, or as something else has changed them already.
    /// - Throws: `EditConflict` where edits contradict each other, which is a fault of the tool.
    public func edits(of files: [Candidate]) throws(EditConflict) -> Result {
        var result = Result()
        guard !isIdle else { return result }
        let entryFolders = Set(
            files.filter { $0.kind == .kconfig && KconfigEntries.removedSymbol(isDefinedIn: file($0)) }
                .map { PathText.folder(of: $0.path) })
        for candidate in files where mayChange(candidate.path) {
            let file = file(candidate)
            let edits = edits(of: file, candidate.kind, entryFolders)
            result.notes += edits.notes
            result.reviews += edits.reviews.sorted { $0.position < $1.position }
            // What is said is about the text as it was; what one edit makes possible is done, too.
            var bytes = try edits.apply()
            var last = candidate.bytes
            while bytes != last {
                last = bytes
                let file = SourceFile(path: candidate.path, bytes: bytes)
                bytes = try self.edits(of: file, candidate.kind, entryFolders).apply()
            }
            if bytes != candidate.bytes { result.files[candidate.path] = bytes }
        }
        return result
    }

    /// What a build has made of a configuration is made anew by the next one.
    private func mayChange(_ path: String) -> Bool {
        guard PathText.name(of: path) != ".config", !path.contains("/include/generated/") else { return false }
        return roots.contains { PathText.isBelow(path, $0) }
    }

    private func file(_ candidate: Candidate) -> SourceFile {
        SourceFile(path: candidate.path, bytes: candidate.bytes)
    }

    private func edits(of file: SourceFile, _ kind: FileKind, _ entryFolders: Set<String>) -> FileEdits {
        let folder = PathText.folder(of: file.path)
        let isGiven = { (path: String) in roots.contains { PathText.isBelow(path, $0) } }
        let removal: EntryRemoval =
            !isGiven(folder) ? .lacksFolder : tree(folder).map(isGiven) ?? true ? .allowed : .lacksTree
        switch kind {
        case .kconfig: return KconfigEdits(target: target, removal: removal).edits(of: file)
        case .makefile:
            return MakefileEdits(
                target: target, removal: removal, isBesideEntry: entryFolders.contains(folder)
            ).edits(of: file)
        case .defconfig: return DefconfigEdits().edits(of: file)
        case .documentation: return DocumentEdits(target: target).edits(of: file)
        case .cSource, .header: return CodeEdits(target: target).edits(of: file)
        }
    }
}
