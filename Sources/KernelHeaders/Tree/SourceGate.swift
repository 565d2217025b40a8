// SPDX-License-Identifier: Apache-2.0

/// Where a source stands in the build: its module, the directories above it, and the symbols all of them ask for.
struct SourceGate: Sendable {
    /// The module of the source, where a Makefile names it.
    var module: KbuildModule?
    /// The directory whose Makefile names the source, or the nearest with a Makefile.
    var owner: KbuildDirectory?
    /// The directories above the owner, from the bottom up.
    var above: [KbuildDirectory] = []

    /// Finds the place of a source.
    /// - Parameters:
    ///   - treeRoot: the top of the tree the source lies in; nil for sources outside one.
    ///   - directory: reads a directory's Makefile, or remembers it.
    init(source: String, treeRoot: String?, directory: (String) -> KbuildDirectory?) {
        let own = TreeFiles.parent(source)
        let searched = [own] + KbuildDirectory.searchPath(above: own, treeRoot: treeRoot)
        for path in searched {
            guard let candidate = directory(path) else { continue }
            if owner == nil { owner = candidate }
            if let found = candidate.ownModule(containing: source) {
                (module, owner) = (found, candidate)
                break
            }
        }
        if module == nil, treeRoot != nil { searchAside(of: source, from: searched, directory) }
        guard let owner, treeRoot != nil else { return }
        above = KbuildDirectory.searchPath(above: owner.path, treeRoot: treeRoot).compactMap(directory)
    }

    /// Looks in directories beside those above the source: some Makefiles name objects by way of `../`.
    private mutating func searchAside(
        of source: String, from above: [String], _ directory: (String) -> KbuildDirectory?
    ) {
        for path in above {
            let own = source.dropFirst(path.count + 1).prefix { $0 != "/" }
            for entry in directory(path)?.subdirectories ?? [] {
                guard entry.path.hasPrefix("\(path)/\(own)/"), !above.contains(entry.path),
                    let candidate = directory(entry.path), let found = candidate.ownModule(containing: source)
                else { continue }
                (module, owner) = (found, candidate)
                return
            }
        }
    }

    /// The symbols that must be set for the source to be compiled, each once: the module's first.
    func symbols(for source: String) -> [String] {
        var symbols = module?.symbols(for: source) ?? []
        var below = owner?.path ?? ""
        for directory in above {
            if let entry = directory.subdirectories.first(where: { $0.path == below }) { symbols += entry.symbols }
            below = TreeFiles.parent(below)
            // A Makefile may also name a directory further down (`obj-y += a/b/`).
            for entry in directory.subdirectories where owner?.path == entry.path && entry.path != below {
                symbols += entry.symbols
            }
        }
        var seen: Set<String> = []
        return symbols.filter { seen.insert($0).inserted }
    }

    /// The flags of the Makefiles for a source. Of those that are subject to symbols, definitions are kept where the
    /// symbols are set, and search paths always.
    func arguments(for source: String, configuration: KernelConfiguration) -> [String] {
        guard let owner else { return [] }
        var flags = above.reversed().flatMap(\.inheritedFlags) + owner.inheritedFlags + owner.flags
        if source.hasPrefix(owner.path + "/"), source.hasSuffix(".c") {
            let object = String(source.dropFirst(owner.path.count + 1).dropLast(2)) + ".o"
            flags += owner.objectFlags[object] ?? []
        }
        return flags.filter { flag in
            flag.isSearchPath || flag.conditions.allSatisfy { configuration.isSet($0.symbol) == $0.isSet }
        }.flatMap(\.arguments)
    }
}
