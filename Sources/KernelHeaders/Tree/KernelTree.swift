// SPDX-License-Identifier: Apache-2.0

/// A kernel source tree, configured or not, whose sources can be parsed without running anything of it.
///
/// Copies share what they have read, so that setups for many sources of one tree read its Kconfig files once.
public struct KernelTree: Sendable {
    /// The absolute path of the tree.
    public let root: String
    /// Where its configuration and generated headers are: `root`, or a build folder of its own (`make O=`, the headers
    /// packages of distributions).
    public let build: String
    /// The release its Makefile states.
    public let release: KernelRelease

    private let cache = TreeCache()

    /// Opens the tree at a directory, which may also be a build folder: one whose Makefile only includes the tree's.
    public init(root: String) throws(KernelTreeError) {
        let build = TreeFiles.absolute(root)
        let root = Self.source(ofBuild: build) ?? build
        guard TreeFiles.isFile(root + "/include/linux/kconfig.h") else { throw .notAKernelTree(path: root) }
        guard let text = TreeFiles.text(root + "/Makefile") else { throw .unreadable(path: root + "/Makefile") }
        guard let release = KernelRelease(makefile: text) else { throw .notAKernelTree(path: root) }
        self.root = root
        self.build = build
        self.release = release
    }

    /// `include /usr/src/linux-headers-X-common/Makefile` is all that a build folder's Makefile says.
    private static func source(ofBuild build: String) -> String? {
        guard !TreeFiles.isFile(build + "/include/linux/kconfig.h"), let text = TreeFiles.text(build + "/Makefile")
        else {
            return nil
        }
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("include ") {
            let path = line.dropFirst("include ".count).trimmingPrefix { $0 == " " }
            guard path.hasSuffix("/Makefile"), !path.contains("$") else { continue }
            let folder = String(path.dropLast("/Makefile".count))
            return TreeFiles.absolute(folder.hasPrefix("/") ? folder : build + "/" + folder)
        }
        return nil
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
            ArchitectureSnapshot(root: root, build: build, release: release, architecture: architecture)
        }
        let treeRoot = contains(source) ? root : nil
        let gate = SourceGate(source: source, treeRoot: treeRoot) { path in
            cache.directory(path, treeRoot: treeRoot, architecture: architecture)
        }
        let builder = SetupBuilder(
            root: root, build: build, release: release, architecture: architecture, source: source,
            isInTree: treeRoot != nil,
            snapshot: snapshot, gate: gate)
        return builder.setup()
    }
}
