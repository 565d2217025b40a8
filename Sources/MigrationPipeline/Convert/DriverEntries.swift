// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import KernelLevels
import SourceText
import TreeEdits
import TreeSearch

/// The Kconfig entries of drivers: whether they name the symbol that goes, and whether they lie where they may be
/// changed.
struct DriverEntries {
    let settings: InputSettings
    let target: KernelLevel
    let roots: [String]
    let candidates: [Candidate]

    private struct Place {
        var path: String
        var entry: KconfigEntries.Entry
        var isInside: Bool
    }

    /// What to say about the entries of drivers that use the old API.
    func notes(_ conversions: [DriverConversion]) -> [TreeNote] {
        let inside = places(candidates.filter { $0.kind == .kconfig }, isInside: true)
        var outside: [String: [Place]] = [:]
        var notes: [TreeNote] = []
        for conversion in conversions where conversion.driver.usage.usesOldAPI {
            let files = conversion.driver.files
            guard let source = files.candidates.first ?? files.paths.first, let symbol = Self.symbol(of: source) else {
                continue
            }
            var found = inside.filter { $0.entry.symbol == symbol }
            if found.isEmpty {
                let place = Self.tree(around: source) ?? PathText.folder(of: source)
                if outside[place] == nil { outside[place] = search(around: source) }
                found = outside[place]?.filter { $0.entry.symbol == symbol } ?? []
            }
            for note in found.compactMap({ note($0, conversion) }) where !notes.contains(note) { notes.append(note) }
        }
        return notes.sorted { ($0.path, $0.line ?? 0) < ($1.path, $1.line ?? 0) }
    }

    private func note(_ place: Place, _ conversion: DriverConversion) -> TreeNote? {
        let entry = place.entry
        func note(_ text: String) -> TreeNote { TreeNote(path: place.path, line: entry.line, text: text) }
        guard entry.namesRemoved else {
            return note(
                entry.namesSuccessor
                    ? "\(entry.symbol) needs VFIO_MDEV and names it already; nothing to change"
                    : "\(entry.symbol) needs VFIO_MDEV and does not name it; see that something above it does")
        }
        if !place.isInside {
            return note(
                "\(entry.symbol) names a symbol that does not exist at \(target.releaseName), and the file is not among "
                    + "the paths given; name it, too, or write VFIO_MDEV in: \(entry.text)")
        }
        if case .refused = conversion.outcome {
            return note(
                "changed although \(conversion.driver.usage.name) is not converted: the symbol does not exist at "
                    + target.releaseName)
        }
        return nil
    }

    // MARK: Looking them up

    /// The symbol that a source is built under.
    private static func symbol(of source: String) -> String? {
        guard let module = DriverFinder.module(of: source), case .symbol(let symbol) = module.gate else { return nil }
        return symbol
    }

    /// The kernel tree around a path.
    static func tree(around path: String) -> String? { KernelTree.enclosing(path)?.root }

    private func places(_ files: [Candidate], isInside: Bool) -> [Place] {
        files.flatMap { file in
            KconfigEntries(of: SourceFile(path: file.path, bytes: file.bytes)).entries.map {
                Place(path: file.path, entry: $0, isInside: isInside)
            }
        }
    }

    /// Entries outside the paths given: anywhere in the kernel tree, else in the folders above the driver.
    private func search(around source: String) -> [Place] {
        let words: [FileKind: Set<String>] = [.kconfig: TreeEdits.words[.kconfig] ?? []]
        var starts: [String] = []
        if let tree = Self.tree(around: source) {
            starts = [tree]
        } else {
            var folder = PathText.folder(of: source)
            for _ in 0..<3 where folder != "/" && folder != "." {
                starts += FileBytes.entries(of: folder).filter { FileKind(fileName: $0) == .kconfig }.sorted()
                    .map { folder + "/" + $0 }
                folder = PathText.folder(of: folder)
            }
        }
        guard let result = try? TreeSearch(words: words).run(roots: starts) else { return [] }
        let others = result.candidates.filter { file in
            file.kind == .kconfig && !roots.contains { PathText.isBelow(file.path, $0) }
        }
        return places(others, isInside: false)
    }
}
