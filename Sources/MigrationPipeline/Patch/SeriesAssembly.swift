// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import MigrationPlanning
import PatchSeries
import SourceText

/// Puts the patches of several drivers into one order: by the interfaces that they need, so that all drivers are at a level
/// before one goes beyond it; then part by part and, within a part, driver by driver. Each patch says what all files look
/// like behind it, also where two drivers share one.
struct SeriesAssembly {
    /// A driver, and what becomes of it.
    struct Driver: Sendable {
        var conversion: DriverConversion
        var patches: [DriverPatch]
        /// What its subjects begin with.
        var prefix: String
    }

    let drivers: [Driver]
    /// Path from the tree's root of an absolute one.
    let path: @Sendable (String) -> String
    /// Bytes of the drivers' files in the end, by absolute path.
    let end: [String: [UInt8]]

    struct Result: Sendable {
        var before: [String: [UInt8]] = [:]
        var patches: [SeriesPatch] = []
        /// The drivers that the patches belong to.
        var owners: [Int] = []
        /// What each needs that the driver did not need before.
        var needs: [KernelLevel?] = []
    }

    /// - Parameter further: files by absolute path that something else changes behind the drivers.
    func make(further: Set<String>) -> Result {
        var result = Result()
        var files = FilesOfDrivers(drivers.map(\.conversion))
        let queue = drivers.indices.flatMap { index in
            drivers[index].patches.map { patch in
                // What a driver needs anyway comes first.
                let isNew = patch.level != drivers[index].conversion.driver.level
                return (index: index, patch: patch, level: isNew ? patch.level.order : -1)
            }
        }.enumerated().sorted { a, b in
            let (first, second) = (a.element, b.element)
            return (first.level, first.patch.part, first.index, a.offset)
                < (second.level, second.patch.part, second.index, b.offset)
        }.map { (index: $0.element.index, patch: $0.element.patch) }
        for (index, patch) in queue {
            let driver = drivers[index]
            let old = files.state(of: index)
            let changed = files.advance(index, to: patch.files)
            guard !changed.isEmpty else { continue }
            let words = PatchWords.of(patch, old: old)
            result.patches.append(
                SeriesPatch(
                    subject: words.subject(
                        driver.prefix, of: driver.conversion.driver.usage.name, taken: result.patches.map(\.subject)),
                    body: words.body, notes: notes(patch),
                    files: rooted(changed).mapValues { $0 }))
            result.owners.append(index)
            result.needs.append(patch.need)
        }
        correct(&result, files, further)
        for (file, bytes) in files.before where end[file] != bytes { result.before[path(file)] = bytes }
        return result
    }

    private func rooted(_ files: [String: [UInt8]]) -> [String: [UInt8]] {
        Dictionary(files.map { (path($0.key), $0.value) }) { $1 }
    }

    /// Where files that drivers share did not come out as the conversion of all of them, the last patch makes it so.
    private func correct(_ result: inout Result, _ files: FilesOfDrivers, _ further: Set<String>) {
        for (file, bytes) in end where !further.contains(file) && files.current[file] != bytes {
            let name = path(file)
            let last = result.patches.lastIndex { $0.files[name] != nil } ?? result.patches.indices.last
            guard let last else { continue }
            result.patches[last].files[name] = bytes
        }
    }

    /// Review items, below the line.
    private func notes(_ patch: DriverPatch) -> [String] {
        patch.changes.flatMap(\.plan.reviews).map { item in
            var text = "Review: \(path(item.path)):\(item.position.line): \(English.sentence(item.message)) "
            text += "\(English.sentence(item.reason))"
            if !item.choices.isEmpty { text += " Either " + item.choices.joined(separator: "; or ") + "." }
            return text
        }
    }
}

/// The files of several drivers while they change one after the other.
struct FilesOfDrivers {
    let before: [String: [UInt8]]
    private(set) var current: [String: [UInt8]]
    /// What each driver has made of its own files so far.
    private var states: [[String: [UInt8]]]
    private var users: [String: [Int]] = [:]

    init(_ conversions: [DriverConversion]) {
        var before: [String: [UInt8]] = [:]
        for (index, conversion) in conversions.enumerated() {
            for path in conversion.files.keys {
                before[path] = conversion.driver.contents[path] ?? []
                users[path, default: []].append(index)
            }
        }
        self.before = before
        current = before
        states = Array(repeating: [:], count: conversions.count)
    }

    /// All files of a driver that are different from how they were.
    func state(of driver: Int) -> [String: [UInt8]] {
        before.filter { users[$0.key]?.contains(driver) ?? false }.merging(states[driver]) { $1 }
    }

    /// Takes a driver's next step; returns the files that are different now.
    mutating func advance(_ driver: Int, to files: [String: [UInt8]]) -> [String: [UInt8]] {
        states[driver] = files
        var changed: [String: [UInt8]] = [:]
        for path in files.keys {
            guard let old = before[path], let bytes = merged(path, old) else { continue }
            if bytes != current[path] { changed[path] = bytes }
        }
        current.merge(changed) { $1 }
        return changed
    }

    /// A file that several drivers change has what each of them has done by now; nil where that contradicts itself.
    private func merged(_ path: String, _ old: [UInt8]) -> [UInt8]? {
        let versions = (users[path] ?? []).compactMap { states[$0][path] }
        guard versions.count > 1, !versions.allSatisfy({ $0 == versions[0] }) else { return versions.first }
        return try? ChangedFiles.merge(path, old, versions)
    }
}
