// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The files that several conversions change, each once: a private header may belong to more than one module.
struct ChangedFiles: Sendable {
    struct Change: Sendable {
        var old: [UInt8]
        var new: [UInt8]
    }

    private(set) var changes: [String: Change] = [:]
    /// Conversions that want different things of the same lines of a file, one sentence each.
    private(set) var conflicts: [String] = []

    init(_ conversions: [DriverConversion]) {
        var wanted: [String: [(driver: String, old: [UInt8], new: [UInt8])]] = [:]
        for conversion in conversions {
            for (path, bytes) in conversion.files {
                wanted[path, default: []].append(
                    (conversion.driver.usage.name, conversion.driver.contents[path] ?? [], bytes))
            }
        }
        for (path, versions) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let first = versions.first else { continue }
            if versions.allSatisfy({ $0.new == first.new }) {
                changes[path] = Change(old: first.old, new: first.new)
                continue
            }
            do {
                changes[path] = Change(old: first.old, new: try Self.merge(path, first.old, versions.map(\.new)))
            } catch {
                let names = versions.map(\.driver).joined(separator: " and ")
                conflicts.append("\(path): \(names) want different things of this file; convert them one by one")
            }
        }
    }

    static func merge(_ path: String, _ old: [UInt8], _ versions: [[UInt8]]) throws(EditConflict) -> [UInt8] {
        var edits = EditSet()
        for new in versions {
            for edit in UnifiedDiff.lineEdits(from: old, to: new) ?? [] {
                edits.add(TextEdit(edit.range, edit.replacement.replacing("\r\n", with: "\n")))
            }
        }
        return try edits.apply(to: SourceFile(path: path, bytes: old))
    }
}
