// SPDX-License-Identifier: Apache-2.0

/// What the Makefile or Kbuild file of a directory says: modules, directories below, flags. Nothing of it is run.
public struct KbuildDirectory: Sendable {
    /// The absolute path of the directory.
    public let path: String
    /// The top of the kernel tree the directory lies in; nil for modules outside one.
    public let treeRoot: String?
    /// The modules and built-in objects, in the order of the Makefile.
    public let modules: [KbuildModule]
    /// The directories that the Makefile descends into.
    public let subdirectories: [KbuildSubdirectory]
    /// Flags for every file of the directory (`ccflags-y`).
    public let flags: [KbuildFlag]
    /// Flags for every file of the directory and of those below (`subdir-ccflags-y`).
    public let inheritedFlags: [KbuildFlag]
    /// Flags for single files (`CFLAGS_name.o`), by the object's path relative to the directory.
    public let objectFlags: [String: [KbuildFlag]]
    /// The files that were read.
    public let files: [String]

    /// Reads the `Kbuild` file of a directory, or else its `Makefile`; nil when it has neither.
    /// - Parameters:
    ///   - treeRoot: the top of the kernel tree the directory lies in; nil for modules outside one.
    ///   - architecture: what `$(SRCARCH)` stands for.
    public init?(path: String, treeRoot: String? = nil, architecture: KernelArchitecture = .x86) {
        let directory = TreeFiles.absolute(path)
        guard let file = ["Kbuild", "Makefile"].map({ directory + "/" + $0 }).first(where: TreeFiles.isFile) else {
            return nil
        }
        var reader = MakefileReader(
            directory: directory,
            predefined: Self.predefined(directory: directory, treeRoot: treeRoot, architecture: architecture))
        reader.read(file: file)
        self.init(path: directory, treeRoot: treeRoot, reader: reader)
    }

    private init(path: String, treeRoot: String?, reader: MakefileReader) {
        self.path = path
        self.treeRoot = treeRoot
        files = reader.files
        let lists = KbuildLists(reader: reader)
        var modules: [KbuildModule] = []
        var subdirectories: [KbuildSubdirectory] = []
        for entry in lists.entries(of: "obj") where entry.suffix != .plain("") {
            let gate: KbuildModule.Gate =
                switch entry.suffix {
                case .symbols(let symbols): symbols.first.map { .symbol($0) } ?? .builtIn
                case .plain(let text): text == "m" ? .module : .builtIn
                }
            let conditions = entry.conditions + entry.suffix.furtherConditions
            for item in entry.words {
                if item.hasSuffix("/") {
                    subdirectories.append(
                        KbuildSubdirectory(
                            path: TreeFiles.absolute(path + "/" + item), gate: gate, conditions: conditions))
                } else if item.hasSuffix(".o") {
                    let stem = String(item.dropLast(2))
                    let members = lists.sources(of: stem, in: path)
                    modules.append(
                        KbuildModule(
                            name: TreeFiles.name(stem), gate: gate, conditions: conditions, sources: members.sources,
                            sourceConditions: members.conditions))
                }
            }
        }
        self.modules = modules
        self.subdirectories = subdirectories
        let flagReader = KbuildFlagReader(directory: path, root: treeRoot)
        func flags(_ names: [String]) -> [KbuildFlag] {
            names.flatMap { lists.entries(of: $0) }.flatMap { entry in
                flagReader.flags(in: entry.text, conditions: entry.conditions + entry.suffix.allConditions)
            }
        }
        self.flags = flags(["ccflags", "EXTRA_CFLAGS", "cppflags"])
        inheritedFlags = flags(["subdir-ccflags"])
        var objectFlags: [String: [KbuildFlag]] = [:]
        for name in reader.names where name.hasPrefix("CFLAGS_") && name.hasSuffix(".o") {
            objectFlags[String(name.dropFirst(7))] = flags([name])
        }
        self.objectFlags = objectFlags
    }

    /// The module that a source is part of: one of this directory's, or of a directory above it.
    /// - Returns: nil when no Makefile names the source.
    public func module(containing source: String) -> KbuildModule? {
        let source = TreeFiles.absolute(source)
        if let module = ownModule(containing: source) { return module }
        for parent in Self.searchPath(above: path, treeRoot: treeRoot) {
            let directory = KbuildDirectory(path: parent, treeRoot: treeRoot)
            if let module = directory?.ownModule(containing: source) { return module }
        }
        return nil
    }

    /// The module of this directory that a source is part of. A module is preferred to an object linked into the kernel.
    func ownModule(containing source: String) -> KbuildModule? {
        let candidates = modules.filter { $0.sources.contains(source) }
        return candidates.first { $0.gate != .builtIn } ?? candidates.first
    }

    /// The directories above one whose Makefiles may name its files.
    static func searchPath(above path: String, treeRoot: String?) -> [String] {
        if let treeRoot { return Array(TreeFiles.ancestors(of: path, upTo: treeRoot)) }
        return Array(TreeFiles.ancestors(of: path, upTo: "/").dropLast().prefix(3))
    }

    private static func predefined(
        directory: String, treeRoot: String?, architecture: KernelArchitecture
    ) -> [String: String] {
        var variables = [
            "KERNELRELEASE": "mdevport", "ARCH": architecture.directoryName, "SRCARCH": architecture.directoryName,
            "BITS": "64", "CURDIR": directory, "PWD": directory, "CONFIG_SHELL": "sh",
        ]
        if let treeRoot {
            let relative = directory == treeRoot ? "." : String(directory.dropFirst(treeRoot.count + 1))
            variables["src"] = relative
            variables["srctree"] = treeRoot
            variables["objtree"] = treeRoot
        } else {
            variables["src"] = directory
            variables["M"] = directory
            variables["KBUILD_EXTMOD"] = directory
        }
        variables["obj"] = variables["src"]
        return variables
    }
}
