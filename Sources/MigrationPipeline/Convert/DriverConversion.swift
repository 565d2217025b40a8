// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import Findings
import KernelLevels
import MdevUsage
import MigrationPlanning
import SourceText

/// What became of one driver.
public struct DriverConversion: Sendable {
    public enum Outcome: Sendable {
        case converted(MigrationPlan)
        case refused(Refusal)
        case nothingToDo
        /// The input or the result does not stand up to the compiler, or the edits contradict each other.
        case failed([String])
    }

    public var driver: LoadedDriver
    public var target: KernelLevel
    public var outcome: Outcome
    /// New bytes by path, of files that change.
    public var files: [String: [UInt8]]

    public var reviews: [ReviewItem] {
        if case .converted(let plan) = outcome { return plan.reviews }
        return []
    }
}

/// Plans, applies and checks the conversion of one driver; writes nothing.
public struct DriverConverter: Sendable {
    public let target: KernelLevel
    /// Files and folders that may be written, as absolute paths; nil for all.
    public let writable: [String]?
    /// nil: whichever fits.
    public let strategy: Strategy?

    public init(target: KernelLevel, writable: [String]? = nil, strategy: Strategy? = nil) {
        self.target = target
        self.writable = writable
        self.strategy = strategy
    }

    public func convert(_ driver: LoadedDriver) -> DriverConversion {
        var result = DriverConversion(driver: driver, target: target, outcome: .nothingToDo, files: [:])
        if let error = driver.errors.first {
            result.outcome = .failed(unparsed(driver, error))
            return result
        }
        if let refusal = driver.onlyInactive {
            result.outcome = .refused(refusal)
            return result
        }
        let first = attempt(driver, strategy)
        // What embedding made and the compiler did not take is still to be had by wrapping.
        if strategy == nil, case .failed = first.outcome {
            let second = attempt(driver, .wrap)
            if case .converted = second.outcome { return second }
        }
        return first
    }

    private func attempt(_ driver: LoadedDriver, _ strategy: Strategy?) -> DriverConversion {
        var result = DriverConversion(driver: driver, target: target, outcome: .nothingToDo, files: [:])
        switch MigrationPlanner(strategy: strategy).plan(driver.usage, from: driver.level, to: target) {
        case .nothingToDo: break
        case .refused(let refusal): result.outcome = .refused(refusal)
        case .plan(let plan):
            if let refusal = outside(plan, driver) {
                result.outcome = .refused(refusal)
                return result
            }
            do {
                result.files = try apply(plan, to: driver)
                let problems = ResultCheck(target: target).problems(of: result.files, in: driver)
                result.outcome = problems.isEmpty ? .converted(plan) : .failed(problems)
            } catch {
                result.outcome = .failed(["\(error): this is a fault of mdevport, nothing was changed"])
            }
            if case .failed = result.outcome { result.files = [:] }
        }
        return result
    }

    /// Files that the user did not name are not written.
    private func outside(_ plan: MigrationPlan, _ driver: LoadedDriver) -> Refusal? {
        guard let writable else { return nil }
        for (path, edits) in plan.edits.sorted(by: { $0.key < $1.key }) {
            guard !writable.contains(where: { PathText.isBelow(path, $0) }), let edit = edits.edits.first else {
                continue
            }
            let file = SourceFile(path: path, bytes: driver.contents[path] ?? [])
            return Refusal(
                rule: "M-01", path: path, position: file.position(of: edit.range.start),
                message: "\(PathText.name(of: path)) has to change, too, and is not among the paths given",
                advice: "name it, or its folder, on the command line as well")
        }
        return nil
    }

    private func unparsed(_ driver: LoadedDriver, _ error: CDiagnostic) -> [String] {
        var text = "\(error.path):\(error.position): does not parse: \(error.message)"
        if error.isBrokenText {
            text += " (the file breaks off, or its braces do not match)"
        } else if error.isMissingDeclaration, driver.setups.values.contains(where: { $0.origin == .bundledHeaders }) {
            text += " (parsed with the bundled headers; name the kernel tree with --kernel DIR, or flags behind --)"
        }
        let missing = driver.usage.index.units.flatMap(\.missingIncludes)
        if !missing.isEmpty, error.isMissingDeclaration {
            text += "; includes found nowhere: " + missing.joined(separator: ", ")
        }
        return [text]
    }

    private func apply(_ plan: MigrationPlan, to driver: LoadedDriver) throws(EditConflict) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (path, edits) in plan.edits {
            guard let bytes = driver.contents[path] else { continue }
            let new = try Tidying().apply(edits, to: SourceFile(path: path, bytes: bytes))
            if new != bytes { files[path] = new }
        }
        return files
    }
}

/// Parses a result again: no new diagnostics, no old API left, and converting again changes nothing.
struct ResultCheck {
    let target: KernelLevel

    func problems(of files: [String: [UInt8]], in driver: LoadedDriver) -> [String] {
        let usage: DriverUsage
        do {
            usage = try DriverLoader.analyse(driver.files, setups: driver.setups, level: target, contents: files)
        } catch {
            return ["\(error)"]
        }
        var problems = newDiagnostics(usage, driver)
        if usage.usesOldAPI { problems.append("\(driver.usage.name): old API is left in the result") }
        for name in ["mdev_get_drvdata", "mdev_set_drvdata"] {
            guard let call = usage.index.calls[name]?.first else { continue }
            problems.append("\(call.file.path):\(call.position): \(name)() is left in the result")
        }
        if problems.isEmpty, case .plan = MigrationPlanner().plan(usage, from: target, to: target) {
            problems.append("\(driver.usage.name): a second conversion would change the result again")
        }
        return problems
    }

    private func newDiagnostics(_ usage: DriverUsage, _ driver: LoadedDriver) -> [String] {
        var known: [String: Int] = [:]
        for diagnostic in driver.usage.index.units.flatMap(\.diagnostics) where diagnostic.level >= .warning {
            known[diagnostic.message, default: 0] += 1
        }
        var problems: [String] = []
        for diagnostic in usage.index.units.flatMap(\.diagnostics) where diagnostic.level >= .warning {
            if let count = known[diagnostic.message], count > 0 {
                known[diagnostic.message] = count - 1
                continue
            }
            problems.append("the result has a new diagnostic: \(diagnostic)")
        }
        return problems
    }
}
