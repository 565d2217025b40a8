// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelHeaders
import MigrationRules
import SourceText
import TreeSearch

/// Finds the drivers below some paths: by the words they use, put together by what Kbuild links.
struct DriverFinder: Sendable {
    /// Words whose presence makes a C file (part of) a driver of mediated devices: what the rules look for of mdev, and
    /// the registrations that no rule is about.
    static func words() throws(InputError) -> Set<String> {
        let rules: RuleSet
        do { rules = try RuleSet.bundled() } catch { throw InputError("\(error)") }
        // Who only asks for an mdev's backing device is a driver of IOMMUs.
        return rules.triggerWords
            .filter { ($0.hasPrefix("mdev_") || $0.hasPrefix("MDEV_")) && !$0.hasSuffix("_iommu_device") }
            .union(["mdev_register_driver", "mdev_register_parent"])
    }

    /// Modules with more sources than this are only looked at where words are found.
    static let smallModule = 8

    struct Found: Sendable {
        var drivers: [DriverFiles]
        var notes: [String]
        var filesSeen: Int
        /// What has a word of `further`.
        var around: [Candidate] = []
    }

    let settings: InputSettings
    var meter = ProgressMeter(nil)
    /// Words to look for in the same walk, in C files as well; they make no driver.
    var further: [FileKind: Set<String>] = [:]

    /// - Throws: `InputError` for paths that do not exist and folders without C files.
    func find() throws(InputError) -> Found {
        let roots = settings.paths.map { PathText.absolute($0, in: settings.workingDirectory) }
        let words = try Self.words()
        var result: SearchResult
        do {
            let search = TreeSearch(words: [.cSource: words, .header: words].merging(further) { $0.union($1) })
            result = try search.run(roots: roots) { meter.report("searching: \($0) files") }
        } catch {
            throw InputError("\(error)")
        }
        let around = result.candidates
        result.candidates = CandidateSplit(words: words, further: further).drivers(result.candidates)
        let named = Set(roots)
        var notes = result.problems
        let core = coreFolders(result.candidates)
        for folder in core.sorted() {
            notes.append("\(settings.shown(folder)): the mdev core itself, not a driver; left out")
        }
        var sources: [String] = []
        for candidate in result.candidates where candidate.kind == .cSource {
            guard candidate.hasWord || named.contains(candidate.path) else { continue }
            guard !core.contains(PathText.folder(of: candidate.path)) else { continue }
            sources.append(candidate.path)
        }
        try rejectUnusable(roots, result, hasMore: around.contains { $0.hasWord && further[$0.kind] != nil })
        return Found(drivers: group(sources), notes: notes, filesSeen: result.filesSeen, around: around)
    }

    /// Folders of the mdev core: where `mdev_register_device()` is defined, not only called.
    private func coreFolders(_ candidates: [Candidate]) -> Set<String> {
        var folders: Set<String> = []
        for candidate in candidates where candidate.kind == .cSource && candidate.hasWord {
            let tokens = TokenList(SourceFile(path: candidate.path, bytes: candidate.bytes))
            for index in tokens.tokens.indices
            where tokens.token(index, is: "mdev_register_device") || tokens.token(index, is: "mdev_register_parent") {
                guard tokens.token(index + 1, is: "("), let close = tokens.closing(of: index + 1),
                    tokens.token(close + 1, is: "{")
                else { continue }
                folders.insert(PathText.folder(of: candidate.path))
            }
        }
        return folders
    }

    private func rejectUnusable(_ roots: [String], _ result: SearchResult, hasMore: Bool) throws(InputError) {
        for root in roots {
            if let problem = result.problems.first(where: { $0.contains(root) }), !FileBytes.isFolder(root) {
                throw InputError(problem)
            }
            guard FileBytes.isFolder(root), further.isEmpty ? result.filesRead == 0 : !hasMore else { continue }
            if !further.isEmpty, CodeFiles.orOthersExist(below: root) { continue }
            throw InputError("\(settings.shown(root)): no C files here")
        }
    }

    // MARK: Modules

    private func group(_ sources: [String]) -> [DriverFiles] {
        var drivers: [String: DriverFiles] = [:]
        for source in sources.sorted() {
            let module = Self.module(of: source)
            let name = module?.name ?? String(PathText.name(of: source).prefix { $0 != "." })
            let key = module.map { $0.name + ":" + ($0.sources.first ?? "") } ?? source
            if drivers[key] == nil {
                var paths: [String] = []
                if let module, module.sources.count <= Self.smallModule {
                    paths = module.sources.filter(FileBytes.exists)
                }
                drivers[key] = DriverFiles(name: name, paths: paths, candidates: [])
            }
            drivers[key]?.candidates.append(source)
            if drivers[key]?.paths.contains(source) == false { drivers[key]?.paths.append(source) }
        }
        return drivers.values.map { driver in
            var driver = driver
            driver.paths.sort()
            return driver
        }.sorted { ($0.paths.first ?? "", $0.name) < ($1.paths.first ?? "", $1.name) }
    }

    /// The module that a file is linked into, looked for in its folder and those above it, up to three.
    static func module(of source: String) -> KbuildModule? {
        var folder = PathText.folder(of: source)
        for _ in 0..<3 {
            if let module = KbuildDirectory(path: folder)?.module(containing: source) { return module }
            guard folder != "/", folder != "." else { return nil }
            folder = PathText.folder(of: folder)
        }
        return nil
    }
}
