// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import MigrationPlanning
import SourceText

/// What a patch says: its subject without the prefix of the subsystem, in the order of preference, and its paragraphs.
struct PatchWords: Sendable {
    var subjects: [String]
    var body: [String]

    /// Leaves room for `[PATCH v2 nn/mm] ` in a line of 75.
    static let roomForSubject = 58

    /// The first that fits; the shortest where none does.
    ///
    /// - Parameter taken: subjects of other patches; a second one of the kind says whose it is.
    func subject(_ prefix: String, of driver: String = "", taken: [String] = []) -> String {
        func best(_ ending: String) -> String {
            let all = subjects.map { "\(prefix): \($0)\(ending)" }
            return all.first { $0.count <= Self.roomForSubject } ?? all.min { $0.count < $1.count } ?? prefix
        }
        let subject = best("")
        return taken.contains(subject) ? best(" in \(driver)") : subject
    }

    /// - Parameters:
    ///   - old: the driver's files before the patch, by path, as far as the patch changes them.
    static func of(_ patch: DriverPatch, old: [String: [UInt8]]) -> PatchWords {
        let words = words(patch, old)
        guard let level = patch.need else { return words }
        return PatchWords(
            subjects: words.subjects,
            body: words.body + ["This needs \(interface(of: level)), and so does all that follows."])
    }

    private static func words(_ patch: DriverPatch, _ old: [String: [UInt8]]) -> PatchWords {
        let change = patch.changes[0]
        let preparation = PreparationWords(change)
        switch patch.part {
        case .initialisers: return preparation.initialisers
        case .unusedParameters: return preparation.unusedParameters
        case .helpers: return preparation.helpers
        case .types: return preparation.types
        case .inUseTests: return preparation.inUseTests
        case .parentGroups: return preparation.parentGroups
        case .includes: return IncludeWords(old: old, new: patch.files).words
        case .conversion: break
        }
        guard change.plan.names != nil else {
            return UpgradeWords(change, further: Array(patch.changes.dropFirst())).words
        }
        let further = Array(patch.changes.dropFirst())
        var words = ConversionWords(change, further: further).words
        for change in further { words.body += UpgradeWords(change).sentences.filter { !words.body.contains($0) } }
        return words
    }

    /// What a driver at a level is written for.
    static func interface(of level: KernelLevel) -> String {
        level == .S
            ? "the mdev core without vfio_mdev and struct mdev_parent_ops"
            : "the mdev and vfio interfaces of Linux \(level.firstReleaseName)"
    }
}
