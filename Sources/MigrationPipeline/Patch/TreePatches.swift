// SPDX-License-Identifier: Apache-2.0
import PatchSeries
import SourceText
import TreeEdits
import TreeSearch

/// The patches that belong to no driver, behind all others: the symbol that goes, then the documents.
struct TreePatches {
    let path: @Sendable (String) -> String

    /// - Parameter changes: by absolute path.
    func make(_ changes: [String: AroundDrivers.Change], _ around: AroundDrivers.Result) -> [SeriesPatch] {
        let documents = changes.filter { FileKind.of($0.key) == .documentation }
        let build = changes.filter { FileKind.of($0.key) != .documentation }
        var result: [SeriesPatch] = []
        if !build.isEmpty { result.append(symbol(build, around)) }
        if !documents.isEmpty { result.append(described(documents, around)) }
        return result
    }

    private func files(_ changes: [String: AroundDrivers.Change]) -> [String: [UInt8]?] {
        Dictionary(changes.map { (path($0.key), $0.value.new) }) { $1 }
    }

    // MARK: The symbol

    private func symbol(_ changes: [String: AroundDrivers.Change], _ around: AroundDrivers.Result) -> SeriesPatch {
        let removesEntry = changes.contains { file, change in
            FileKind.of(file) == .kconfig
                && KconfigEntries.removedSymbol(isDefinedIn: SourceFile(path: file, bytes: change.old))
                && !KconfigEntries.removedSymbol(isDefinedIn: SourceFile(path: file, bytes: change.new))
        }
        let kinds = Set(changes.keys.compactMap(FileKind.of))
        var places: [String] = []
        if kinds.contains(.kconfig) { places.append("the Kconfig entries of the drivers") }
        if kinds.contains(.defconfig) { places.append("default configurations") }
        if kinds.contains(.cSource) || kinds.contains(.header) { places.append("conditions in C") }
        if kinds.contains(.makefile), !removesEntry { places.append("Makefiles") }
        var body = [
            "CONFIG_VFIO_MDEV_DEVICE builds vfio_mdev, the shim between vfio and drivers that describe themselves in a "
                + "struct mdev_parent_ops. The drivers of this series register with vfio themselves and need no more than "
                + "CONFIG_VFIO_MDEV."
        ]
        if removesEntry {
            body.append(
                "Remove the symbol and the line that builds the shim"
                    + (places.isEmpty ? "." : ", and ask for CONFIG_VFIO_MDEV in \(English.list(places))."))
        } else if !places.isEmpty {
            body.append("Ask for CONFIG_VFIO_MDEV instead in \(English.list(places)).")
        }
        return SeriesPatch(
            subject: removesEntry
                ? "vfio/mdev: Remove CONFIG_VFIO_MDEV_DEVICE" : "vfio/mdev: Do without CONFIG_VFIO_MDEV_DEVICE",
            body: body, notes: reviews(around) + notes(around, ofDocuments: false), files: files(changes))
    }

    // MARK: Documents

    private func described(_ changes: [String: AroundDrivers.Change], _ around: AroundDrivers.Result) -> SeriesPatch {
        let names = changes.keys.map(PathText.name(of:)).sorted()
        let notes = notes(around, ofDocuments: true)
        var body = [
            "\(English.list(names)) \(English.verb(names.count, "names", "name")) what drivers of mediated devices do not "
                + "need or do not call any more. Mend lists and prototypes."
        ]
        if !notes.isEmpty {
            body.append(
                "The prose that explains vfio_mdev and struct mdev_parent_ops has to be written anew by a person.")
        }
        return SeriesPatch(
            subject: "Documentation: Follow the mdev drivers off vfio_mdev", body: body, notes: notes,
            files: files(changes))
    }

    /// What is left to do by hand.
    private func notes(_ around: AroundDrivers.Result, ofDocuments: Bool) -> [String] {
        around.notes.filter { (FileKind.of($0.path) == .documentation) == ofDocuments }.map { note in
            path(note.path) + (note.line.map { ":\($0)" } ?? "") + ": " + English.sentence(note.text)
        }
    }

    private func reviews(_ around: AroundDrivers.Result) -> [String] {
        around.reviews.map { item in
            "Review: \(path(item.path)):\(item.position.line): \(English.sentence(item.message)) "
                + English.sentence(item.reason)
        }
    }
}
