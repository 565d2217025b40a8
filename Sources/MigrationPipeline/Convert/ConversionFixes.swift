// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import SourceText

/// What `convert` would do to a file, as the change that mends what `lint` finds in it.
struct ConversionFixes: Sendable {
    let input: InputSettings
    let target: KernelLevel

    /// The conversion of the driver that a file belongs to; none where it is refused or leaves something to review.
    func fixes(for path: String) -> [Fix] {
        guard ConvertCommand.targets.contains(target), path.hasSuffix(".c") else { return [] }
        var settings = input
        settings.paths = [path]
        guard let loaded = try? DriverLoader(settings).load() else { return [] }
        return loaded.drivers.compactMap { driver in
            let conversion = DriverConverter(target: target).convert(driver)
            guard case .converted(let plan) = conversion.outcome, plan.reviews.isEmpty, conversion.files[path] != nil
            else { return nil }
            var edits: [String: [TextEdit]] = [:]
            for (path, bytes) in conversion.files {
                guard let changes = UnifiedDiff.lineEdits(from: driver.contents[path] ?? [], to: bytes) else {
                    return nil
                }
                edits[path] = changes
            }
            return Fix(title: "Convert \(driver.usage.name) to \(target.releaseName)", edits: edits)
        }
    }
}
