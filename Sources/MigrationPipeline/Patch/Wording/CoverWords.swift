// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import MigrationPlanning
import PatchSeries
import SourceText

/// What is said of a series as a whole.
struct CoverWords {
    let work: ConvertCommand.Work
    let drivers: [SeriesAssembly.Driver]
    /// The driver of each of the first patches; those behind belong to none.
    let owners: [Int]
    let patches: [SeriesPatch]
    /// What each of the first patches needs that its driver did not need before.
    let levels: [KernelLevel?]
    /// Nil: nothing was executed.
    let proof: ConversionProof?
    let path: @Sendable (String) -> String

    /// Drivers whose ops table goes, and those that only follow.
    private var converted: [String] { names { $0.names != nil } }
    private var adapted: [String] { names { $0.names == nil } }
    private var converts: Bool { !converted.isEmpty }

    private func names(_ isMeant: (MigrationPlan) -> Bool) -> [String] {
        drivers.filter { plan($0).map(isMeant) ?? false }.map(\.conversion.driver.usage.name)
    }

    var title: String {
        let what =
            converts
            ? "Convert to use \(work.level.registerFunction)()" : "Adapt to \(PatchWords.interface(of: work.level))"
        let main = drivers.filter { plan($0)?.names != nil }
        guard let driver = main.first ?? drivers.first, main.count == 1 || drivers.count == 1 else {
            return converts ? "vfio/mdev: Convert \(converted.count) drivers to mdev_driver" : "vfio/mdev: " + what
        }
        return PatchWords(subjects: [what, "Convert to struct mdev_driver", "Adapt"], body: []).subject(driver.prefix)
    }

    var paragraphs: [String] {
        guard !patches.isEmpty else { return [] }
        return [purpose, order, needs, table].compactMap(\.self)
            + (proof.map { ProofWords(proof: $0).paragraphs } ?? []) + reviews + left
    }

    private var purpose: String {
        let level = PatchWords.interface(of: work.level)
        guard converts else { return "This series takes \(English.list(adapted)) to \(level)." }
        let one = converted.count == 1
        var text =
            "\(English.list(converted)) \(one ? "is" : "are") known to the kernel by a struct mdev_parent_ops, and vfio "
            + "reaches \(one ? "its" : "their") devices through a shim, vfio_mdev. This series makes "
            + "\(one ? "it a driver" : "them drivers") of the mdev bus, with a struct mdev_driver, and registers each "
            + "device with vfio by \(work.level.registerFunction)()."
        if !adapted.isEmpty {
            text += " \(English.list(adapted)) \(English.verb(adapted.count, "follows", "follow")) to \(level)."
        }
        return text
    }

    private var order: String? {
        let parts = drivers.flatMap(\.patches)
        guard patches.count > 1, converts else { return nil }
        var text = ""
        if parts.contains(where: { $0.part.isPreparation }) {
            text = "What can be done before the conversion comes first, each change by itself"
        }
        if converted.count > 1 {
            text += (text.isEmpty ? "The conversions come" : "; then the conversions,") + " one driver each"
        }
        let leaves = parts.contains { $0.part == .includes } || patches.count > owners.count
        if leaves {
            text +=
                (text.isEmpty ? "The conversion comes first" : "")
                + "; then what \(converted.count > 1 ? "they leave" : "it leaves") to clean up"
        }
        return text.isEmpty ? nil : text + "."
    }

    /// Which core a driver builds with on the way.
    private var needs: String? {
        var steps: [(number: Int, level: KernelLevel)] = []
        for (index, level) in levels.enumerated() {
            if let level, level != steps.last?.level { steps.append((index + 1, level)) }
        }
        guard let first = steps.first else { return nil }
        var text =
            "The code of the mdev and vfio core is not part of the series. Each patch leaves its driver so that it compiles: "
            + (first.number > 1 ? "before patch \(first.number) with the core that it was made from, " : "")
        text +=
            English.list(steps.map { "from patch \($0.number) on with \(PatchWords.interface(of: $0.level))" }) + "."
        if Set(owners).count > 1 {
            text +=
                " All drivers share one core, so each of these stretches goes in together with a change of it."
        }
        return text
    }

    // MARK: Table

    private var table: String? {
        guard !drivers.isEmpty else { return nil }
        var rows = [["driver", "from", "to", "how", "patches", "to review"]]
        for (index, driver) in drivers.enumerated() {
            guard let plan = plan(driver) else { continue }
            rows.append([
                driver.conversion.driver.usage.name, Self.plain(driver.conversion.driver.level),
                Self.plain(work.level),
                plan.strategy == .embed ? "embedded" : plan.strategy == .wrap ? "wrapped" : "adapted",
                String(owners.count { $0 == index }), String(plan.reviews.count),
            ])
        }
        return Columns(rows).text
    }

    /// Mails are best in ASCII.
    private static func plain(_ level: KernelLevel) -> String { level.releaseName.replacing("–", with: "-") }

    private func plan(_ driver: SeriesAssembly.Driver) -> MigrationPlan? {
        if case .converted(let plan) = driver.conversion.outcome { return plan }
        return nil
    }

    // MARK: What is left

    private var reviews: [String] {
        let count = patches.reduce(0) { $0 + $1.notes.count { $0.hasPrefix("Review: ") } }
        guard count > 0 else { return [] }
        let places = patches.indices.filter { patches[$0].notes.contains { $0.hasPrefix("Review: ") } }
            .map { String($0 + 1) }
        return [
            "\(count == 1 ? "One place wants" : "\(count) places want") a decision; see below the line of patch"
                + "\(places.count == 1 ? "" : "es") \(English.list(places))."
        ]
    }

    private var left: [String] {
        let refused = work.pure.compactMap { conversion -> String? in
            guard case .refused(let refusal) = conversion.outcome else { return nil }
            return "\(conversion.driver.usage.name) is not converted: \(path(refusal.path)):\(refusal.position.line): "
                + English.sentence(refusal.message)
        }
        return refused
    }
}
