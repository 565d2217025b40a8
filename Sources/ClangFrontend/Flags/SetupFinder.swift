// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import KernelLevels
import SourceText

/// Finds out how a file is to be parsed: the first of explicit flags, `compile_commands.json`, Kbuild's `.o.cmd`, a
/// kernel tree around the file (or the one named), the bundled headers.
public struct SetupFinder: Sendable {
    /// Flags behind `--`.
    public var explicitFlags: [String]?
    /// `--kernel DIR`.
    public var kernel: KernelTree?
    /// `--arch`.
    public var architecture: KernelArchitecture?
    /// `-D` and `-I` of the command line, behind everything else.
    public var extraFlags: [String]
    /// Where relative flags of the command line count from.
    public var workingDirectory: String
    private var trees: [String: KernelTree] = [:]
    private var databases: [String: CompileDatabase] = [:]

    public init(
        explicitFlags: [String]? = nil, kernel: KernelTree? = nil, architecture: KernelArchitecture? = nil,
        extraFlags: [String] = [], workingDirectory: String
    ) {
        self.explicitFlags = explicitFlags
        self.kernel = kernel
        self.architecture = architecture
        self.extraFlags = extraFlags
        self.workingDirectory = workingDirectory
    }

    /// - Parameter file: an absolute path.
    /// - Throws: `FrontendError` for a broken compile database or kernel tree.
    public mutating func setup(for file: String) throws(FrontendError) -> CompileSetup {
        var setup = try base(for: file)
        setup.arguments +=
            SafeFlags(extraFlags, directory: workingDirectory, root: workingDirectory).arguments
        return setup
    }

    private mutating func base(for file: String) throws(FrontendError) -> CompileSetup {
        if let explicitFlags {
            let flags = SafeFlags(explicitFlags, directory: workingDirectory, root: workingDirectory)
            return CompileSetup(origin: .commandLine, arguments: flags.arguments, warnings: flags.warnings)
        }
        if let setup = try database(for: file)?.setup(for: file) { return setup }
        if let setup = KbuildCommand.setup(for: file, kernel: kernel?.build) { return setup }
        if let tree = tree(for: file) {
            do {
                let setup = try tree.setup(for: file, architecture: architecture)
                return CompileSetup(
                    origin: .kernelTree(root: tree.root), arguments: setup.arguments,
                    virtualFiles: setup.virtualFiles, assumptions: setup.assumptions)
            } catch {
                throw .badFlags(origin: tree.root, message: "\(error)")
            }
        }
        return bundled(for: file)
    }

    private static let modulesOfTheKernel: Set = [
        "irqbypass", "kvm", "mdev", "vfio", "vfio_iommu_type1", "vfio_mdev", "vfio_virqfd",
    ]

    /// The bundled headers, whatever lies around the file: enough to find things, fast.
    public func bundled(for file: String) -> CompileSetup {
        let name = PathText.name(of: file)
        let module = KbuildDirectory(path: PathText.folder(of: file))?.module(containing: file)?.name
        var stem = module ?? String(name.prefix { $0 != "." })
        // An object of some larger module, which no Makefile here tells: the kernel has a module of that name already.
        if module == nil, Self.modulesOfTheKernel.contains(stem) { stem += "_driver" }
        let architecture = architecture ?? .x86
        return CompileSetup(
            origin: .bundledHeaders,
            arguments: BundledHeaders.arguments(
                for: architecture, moduleName: String(stem.map { $0 == "-" ? "_" : $0 })),
            virtualFiles: BundledHeaders.base())
    }

    /// The macros that a build defined for a file, from its compile database or Kbuild command: `-D` and `-U` flags.
    /// - Throws: `FrontendError` for a broken compile database.
    public mutating func definitions(for file: String) throws(FrontendError) -> [String] {
        let known = try database(for: file)?.setup(for: file) ?? KbuildCommand.setup(for: file, kernel: kernel?.build)
        return known?.arguments.filter { ($0.hasPrefix("-D") || $0.hasPrefix("-U")) && !$0.hasPrefix("-DKBUILD_") }
            ?? []
    }

    /// The kernel tree that a file belongs to: the one named, else the one around it.
    public mutating func tree(for file: String) -> KernelTree? {
        if let kernel { return kernel }
        let folder = PathText.folder(of: file)
        if let known = trees.first(where: { PathText.isBelow(folder, $0.key) })?.value { return known }
        guard let found = KernelTree.enclosing(file) else { return nil }
        trees[found.root] = found
        return found
    }

    private mutating func database(for file: String) throws(FrontendError) -> CompileDatabase? {
        var folder = PathText.folder(of: file)
        while true {
            let path = (folder == "/" ? "" : folder) + "/compile_commands.json"
            if let known = databases[path] { return known }
            if FileBytes.exists(path) {
                let database = try CompileDatabase(path: path)
                databases[path] = database
                return database
            }
            if folder == "/" || folder == "." { return nil }
            folder = PathText.folder(of: folder)
        }
    }
}
