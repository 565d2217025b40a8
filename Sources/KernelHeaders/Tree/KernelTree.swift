// SPDX-License-Identifier: Apache-2.0

/// A kernel source tree, configured or not, whose sources can be parsed without running anything of it.
///
/// Copies share what they have read, so that setups for many sources of one tree read its Kconfig files once.
public struct KernelTree: Sendable {
    /// The absolute path of the tree.
    public let root: String
    /// The release its Makefile states.
    public let release: KernelRelease

    private let cache = TreeCache()

    /// Opens the tree at a directory.
    public init(root: String) throws(KernelTreeError) {
        let root = TreeFiles.absolute(root)
        guard TreeFiles.isFile(root + "/include/linux/kconfig.h") else { throw .notAKernelTree(path: root) }
        guard let text = TreeFiles.text(root + "/Makefile") else { throw .unreadable(path: root + "/Makefile") }
        guard let release = KernelRelease(makefile: text) else { throw .notAKernelTree(path: root) }
        self.root = root
        self.release = release
    }

    /// The tree that a file or directory lies in; nil when it lies in none.
    public static func enclosing(_ path: String) -> KernelTree? {
        var directory = TreeFiles.absolute(path)
        while directory != "/" {
            if let tree = try? KernelTree(root: directory) { return tree }
            directory = TreeFiles.parent(directory)
        }
        return nil
    }

    /// The architecture a source is parsed for when nobody says: s390 for its drivers, else x86.
    public func defaultArchitecture(for source: String) -> KernelArchitecture {
        let source = TreeFiles.absolute(source)
        let places = ["/drivers/s390/", "/arch/s390/"]
        return places.contains { source.hasPrefix(root + $0) } ? .s390 : .x86
    }

    /// Whether a source lies in the tree.
    public func contains(_ source: String) -> Bool { TreeFiles.absolute(source).hasPrefix(root + "/") }

    /// What the Makefile of a directory of the tree, or of a module's directory outside it, says.
    public func kbuildDirectory(at path: String, architecture: KernelArchitecture = .x86) -> KbuildDirectory? {
        let path = TreeFiles.absolute(path)
        let isInside = path == root || contains(path)
        return cache.directory(path, treeRoot: isInside ? root : nil, architecture: architecture)
    }

    /// What a compiler has to be told to parse a source.
    /// - Parameters:
    ///   - source: a C file of the tree, or of a module outside it that is built against the tree.
    ///   - architecture: nil for `defaultArchitecture(for:)`.
    public func setup(
        for source: String, architecture: KernelArchitecture? = nil
    ) throws(KernelTreeError) -> TreeSetup {
        let source = TreeFiles.absolute(source)
        let architecture = architecture ?? defaultArchitecture(for: source)
        guard TreeFiles.isDirectory("\(root)/arch/\(architecture.directoryName)/include") else {
            throw .architectureMissing(architecture, root: root)
        }
        let snapshot = cache.snapshot(architecture) {
            ArchitectureSnapshot(root: root, release: release, architecture: architecture)
        }
        let treeRoot = contains(source) ? root : nil
        let gate = SourceGate(source: source, treeRoot: treeRoot) { path in
            cache.directory(path, treeRoot: treeRoot, architecture: architecture)
        }
        let builder = SetupBuilder(
            root: root, release: release, architecture: architecture, source: source, isInTree: treeRoot != nil,
            snapshot: snapshot, gate: gate)
        return builder.setup()
    }
}
