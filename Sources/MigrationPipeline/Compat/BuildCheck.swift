// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelLevels
import MdevUsage

/// Holds a driver, as it is, against the headers of a level.
struct BuildCheck: Sendable {
    enum Outcome: Sendable {
        /// The compiler says nothing that it does not say at the driver's own level.
        case clean(basis: CompatReason, faults: [CompatReason])
        case diagnosed(CDiagnostic)
        /// The parser gave up.
        case unparsed(String)
    }

    func outcome(of driver: LoadedDriver, at level: KernelLevel) -> Outcome {
        guard level != driver.level else { return clean(driver.usage, level) }
        var known = KnownDiagnostics(driver.usage)
        var units: [ParseResult] = []
        for path in driver.files.paths {
            guard let setup = driver.setups[path] else { continue }
            let unit: ParseResult
            do {
                unit = try DriverParser().parse(path, setup: setup, level: level, contents: driver.contents)
            } catch {
                return .unparsed("\(error)")
            }
            // One is enough: the other files need no parse any more.
            if let first = known.new(in: unit).first { return .diagnosed(first) }
            units.append(unit)
        }
        return clean(UsageAnalysis().analyse(name: driver.files.name, units: units), level)
    }

    private func clean(_ usage: DriverUsage, _ level: KernelLevel) -> Outcome {
        let faults = RunTimeFaults(usage: usage, level: level)
        return .clean(basis: CompatReason(faults.basis), faults: faults.all)
    }
}
