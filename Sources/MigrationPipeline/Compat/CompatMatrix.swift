// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MigrationPlanning
import SourceText

/// Fills the matrix: every driver is held against every level, and converted where `convert` would.
struct CompatMatrix: Sendable {
    /// Columns: from 4.10 to 6.0.
    static let levels = KernelLevel.range(.A0, .C1)

    let levels: [KernelLevel]
    /// Files and folders that a conversion may write to, as for `convert`.
    let writable: [String]
    let meter: ProgressMeter

    private struct Job: Sendable {
        var driver: Int
        var level: KernelLevel
        var isConversion: Bool
    }

    private enum Answer: Sendable {
        case build(BuildCheck.Outcome)
        case conversion(CompatConversion?)
    }

    func rows(_ drivers: [LoadedDriver]) -> [CompatRow] {
        var jobs: [Job] = []
        for (position, driver) in drivers.enumerated() {
            for level in levels {
                // Levels of the parse come first: they are the longer work.
                if Self.canBeJudged(driver) { jobs.append(Job(driver: position, level: level, isConversion: false)) }
                jobs.append(Job(driver: position, level: level, isConversion: true))
            }
        }
        let answers = Workers.map(jobs) { job in
            let driver = drivers[job.driver]
            meter.report("\(driver.usage.name) at \(job.level.releaseName)")
            return job.isConversion
                ? Answer.conversion(conversion(of: driver, to: job.level))
                : Answer.build(BuildCheck().outcome(of: driver, at: job.level))
        }
        var builds: [Int: [KernelLevel: BuildCheck.Outcome]] = [:]
        var conversions: [Int: [KernelLevel: CompatConversion]] = [:]
        for (job, answer) in zip(jobs, answers) {
            switch answer {
            case .build(let outcome): builds[job.driver, default: [:]][job.level] = outcome
            case .conversion(let outcome): conversions[job.driver, default: [:]][job.level] = outcome
            }
        }
        return drivers.enumerated().map { position, driver in
            CompatRow(
                name: driver.usage.name, files: driver.files.paths, written: driver.level,
                cells: levels.map { level in
                    CompatJudge(driver: driver, level: level).cell(
                        build: builds[position]?[level], conversion: conversions[position]?[level])
                })
        }
    }

    /// A driver that does not parse at its own level, or of which nothing is compiled, tells nothing about others.
    private static func canBeJudged(_ driver: LoadedDriver) -> Bool {
        driver.errors.isEmpty && driver.onlyInactive == nil
    }

    // MARK: Conversions

    /// nil where `convert` has nothing to do.
    private func conversion(of driver: LoadedDriver, to level: KernelLevel) -> CompatConversion? {
        guard ConvertCommand.targets.contains(level) else { return licenceRefusal(of: driver, at: level) }
        let result = DriverConverter(target: level, writable: writable).convert(driver)
        switch result.outcome {
        case .nothingToDo: return nil
        case .refused(let refusal): return CompatConversion(state: .refused, reason: CompatReason(refusal))
        case .failed(let problems):
            return CompatConversion(state: .failed, reason: CompatReason(problems.first ?? "the conversion failed"))
        case .converted(let plan):
            let cost = Self.changedLines(result)
            return CompatConversion(
                state: plan.reviews.isEmpty ? .converts : .convertsWithReview, reviews: plan.reviews,
                added: cost.added, removed: cost.removed)
        }
    }

    /// Whatever owns a vfio_device needs symbols for GPL modules: no later version of this tool will convert such a
    /// driver to a level that has no other way.
    private func licenceRefusal(of driver: LoadedDriver, at level: KernelLevel) -> CompatConversion? {
        guard level.order >= KernelLevel.S.order, let licence = driver.usage.licence, !licence.isGPLCompatible,
            let target = ConvertCommand.targets.first(where: \.bindsDrivers),
            case .refused(let refusal) = DriverConverter(target: target, writable: writable).convert(driver).outcome,
            refusal.rule == "M-28"
        else { return nil }
        return CompatConversion(state: .refused, reason: CompatReason(refusal))
    }

    private static func changedLines(_ conversion: DriverConversion) -> (added: Int, removed: Int) {
        var cost = (added: 0, removed: 0)
        for (path, bytes) in conversion.files {
            let diff = UnifiedDiff.between(conversion.driver.contents[path] ?? [], bytes, path: "")
            // The first two lines name the file.
            for line in diff.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropFirst(2) {
                if line.first == UInt8(ascii: "+") { cost.added += 1 }
                if line.first == UInt8(ascii: "-") { cost.removed += 1 }
            }
        }
        return cost
    }
}
