// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelLevels
import MdevUsage
import MigrationPlanning

/// Parses a result again: no new diagnostics, no old API left, and converting again changes nothing.
struct ResultCheck {
    let target: KernelLevel

    func problems(of files: [String: [UInt8]], in driver: LoadedDriver) -> [String] {
        do {
            return problems(
                try DriverLoader.analyse(driver.files, setups: driver.setups, level: target, contents: files),
                in: driver)
        } catch {
            return ["\(error)"]
        }
    }

    /// - Parameter usage: of the result, parsed at the target.
    func problems(_ usage: DriverUsage, in driver: LoadedDriver) -> [String] {
        var problems = newDiagnostics(usage, driver)
        if target.bindsDrivers { problems += leftOvers(usage, name: driver.usage.name) }
        if problems.isEmpty, case .plan = MigrationPlanner().plan(usage, from: target, to: target) {
            problems.append("\(driver.usage.name): a second conversion would change the result again")
        }
        return problems
    }

    /// Old API that should be gone.
    private func leftOvers(_ usage: DriverUsage, name: String) -> [String] {
        var problems = usage.hasOldTables ? ["\(name): old API is left in the result"] : []
        for call in usage.index.calls("mdev_get_drvdata", "mdev_set_drvdata").prefix(1) {
            problems.append("\(call.file.path):\(call.position): \(call.calledName ?? "")() is left in the result")
        }
        return problems
    }

    private func newDiagnostics(_ usage: DriverUsage, _ driver: LoadedDriver) -> [String] {
        var known = KnownDiagnostics(driver.usage)
        return usage.index.units.flatMap { known.new(in: $0) }.map { "the result has a new diagnostic: \($0)" }
    }
}
