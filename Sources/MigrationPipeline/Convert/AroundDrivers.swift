// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import SourceText
import TreeEdits
import TreeSearch

/// What `convert` does beside the drivers: Kconfig, Makefiles, default configurations and documents among the paths.
struct AroundDrivers: Sendable {
    /// A file that no driver's conversion changes.
    struct Change: Sendable {
        var old: [UInt8]
        var new: [UInt8]
    }

    struct Result: Sendable {
        var files: [String: Change] = [:]
        var notes: [TreeNote] = []
        var reviews: [ReviewItem] = []

        var isEmpty: Bool { files.isEmpty && notes.isEmpty && reviews.isEmpty }

        var summary: [String] {
            guard !files.isEmpty || !reviews.isEmpty else { return [] }
            let count = files.count == 1 ? "1 file" : "\(files.count) files"
            return ["around the drivers: \(count) changed" + (reviews.isEmpty ? "" : "; \(reviews.count) to review")]
        }
    }

    let settings: InputSettings
    let target: KernelLevel

    private var roots: [String] { settings.paths.map { PathText.absolute($0, in: settings.workingDirectory) } }
    private var edits: TreeEdits { TreeEdits(target: target, roots: roots, tree: { DriverEntries.tree(around: $0) }) }

    /// What the search for drivers has to look for besides.
    static func words(at target: KernelLevel) -> [FileKind: Set<String>] {
        TreeEdits(target: target, roots: []).isIdle ? [:] : TreeEdits.words
    }

    /// Changes C files that a conversion has changed in the conversion, all others in the result.
    func run(_ candidates: [Candidate], _ conversions: inout [DriverConversion]) throws(InputError) -> Result {
        guard !edits.isIdle else { return Result() }
        var owners: [String: Int] = [:]
        var untouchable: Set<String> = []
        for (index, conversion) in conversions.enumerated() {
            for path in conversion.files.keys { owners[path] = index }
            switch conversion.outcome {
            case .refused, .failed:
                untouchable.formUnion(conversion.driver.files.paths + conversion.driver.contents.keys)
            case .converted, .nothingToDo: break
            }
        }
        let current = candidates.map { candidate in
            var candidate = candidate
            if let owner = owners[candidate.path], let bytes = conversions[owner].files[candidate.path] {
                candidate.bytes = bytes
            }
            return candidate
        }
        let found: TreeEdits.Result
        do { found = try edits.edits(of: current) } catch {
            throw InputError("\(error): this is a fault of mdevport, nothing was changed")
        }
        let documents = found.reviews.filter { FileKind.of($0.path) == .documentation }
        var result = Result(reviews: found.reviews.filter { FileKind.of($0.path) != .documentation })
        result.notes += found.notes + DocumentNote.notes(of: documents)
        for (path, bytes) in found.files.sorted(by: { $0.key < $1.key }) {
            if let owner = owners[path] {
                conversions[owner].files[path] = bytes
            } else if untouchable.contains(path) {
                result.notes.append(
                    TreeNote(
                        path: path, line: nil,
                        text: "asks for a symbol that does not exist at \(target.releaseName); "
                            + "not changed, as its driver is not converted"))
            } else {
                let old = candidates.first { $0.path == path }?.bytes ?? []
                result.files[path] = Change(old: old, new: bytes)
            }
        }
        let entries = DriverEntries(settings: settings, target: target, roots: roots, candidates: candidates)
        result.notes += entries.notes(conversions)
        result.notes += shimNotes(result, conversions)
        return result
    }

    /// Who still needs the shim when its entry goes.
    private func shimNotes(_ result: Result, _ conversions: [DriverConversion]) -> [TreeNote] {
        var notes: [TreeNote] = []
        for (path, change) in result.files.sorted(by: { $0.key < $1.key }) where FileKind.of(path) == .kconfig {
            guard KconfigEntries.removedSymbol(isDefinedIn: SourceFile(path: path, bytes: change.old)),
                !KconfigEntries.removedSymbol(isDefinedIn: SourceFile(path: path, bytes: change.new))
            else { continue }
            let left = conversions.filter {
                if case .refused = $0.outcome { return $0.driver.usage.usesOldAPI }
                return false
            }
            if !left.isEmpty {
                let names = left.map(\.driver.usage.name).joined(separator: ", ")
                notes.append(
                    TreeNote(path: path, line: nil, text: "the shim goes, and these drivers are still on it: \(names)"))
            }
        }
        return notes
    }
}

extension FileKind {
    static func of(_ path: String) -> FileKind? { FileKind(fileName: PathText.name(of: path)) }
}

extension InputSettings {
    /// A review item for people.
    func lines(of item: ReviewItem) -> [String] {
        ["\(shown(item.path)):\(item.position): review: \(item.message) [\(item.rule)]", "  why: \(item.reason)"]
            + item.choices.map { "  either: \($0)" }
    }
}
