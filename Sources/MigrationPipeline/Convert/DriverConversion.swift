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
    /// The way there: what each stage planned, and the files that are different after it.
    var stages: [Stage] = []

    struct Stage: Sendable {
        var plan: MigrationPlan
        var usage: DriverUsage
        var files: [String: [UInt8]]
    }

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
        let unread = UnreadPlaces(driver)
        if let error = unread.fatal {
            result.outcome = .failed(unparsed(driver, error))
            return result
        }
        if let refusal = driver.onlyInactive {
            result.outcome = .refused(refusal)
            return result
        }
        var driver = driver
        switch VersionedSource(driver: driver, target: target).answer() {
        case .asLoaded: break
        case .fits: return result
        case .convert(let usage, let level):
            driver.usage = usage
            driver.level = level
        }
        if driver.level.order > target.order, let refusal = backwards(driver) {
            result.outcome = .refused(refusal)
            return result
        }
        let first = attempt(driver, strategy, unread)
        // What embedding made and the compiler did not take is still to be had by wrapping.
        guard strategy == nil, case .failed(let problems) = first.outcome else { return first }
        var second = attempt(driver, .wrap, unread)
        switch second.outcome {
        case .converted(var plan):
            plan.obstacle = plan.obstacle ?? notTaken(problems, driver)
            second.outcome = .converted(plan)
            return second
        case .refused: return second
        default: return first
        }
    }

    private func notTaken(_ problems: [String], _ driver: LoadedDriver) -> Refusal? {
        guard let create = driver.usage.callback("create"), let problem = problems.first else { return nil }
        return Refusal(
            rule: "M-01", path: create.file.path, position: create.position,
            message: "what embedding made did not stand the check (\(problem))", advice: "report this, please")
    }

    /// There is no way back from a driver that has a vfio_device of its own.
    private func backwards(_ driver: LoadedDriver) -> Refusal? {
        // Where nothing tells the levels apart, the driver is there already.
        guard !driver.usage.usesOldAPI, !driver.usage.level.possible.contains(target),
            let unit = driver.usage.index.units.first
        else { return nil }
        let place = driver.usage.index.calls("mdev_register_driver", "mdev_register_parent").first
        return Refusal(
            rule: "M-15", path: place?.file.path ?? unit.mainPath,
            position: place?.position ?? LineColumn(line: 1, column: 1),
            message: "it is written for \(driver.level.releaseName), which is later than \(target.releaseName)",
            advice: "take the driver from a kernel of that release; `mdevport compat` shows which kernels it fits")
    }

    /// Goes the way to the target stage by stage; what each stage made is parsed before the next is planned.
    ///
    /// - Parameter prepared: files that something has changed already; the driver was parsed with them.
    func attempt(
        _ driver: LoadedDriver, _ strategy: Strategy?, _ unread: UnreadPlaces, prepared: [String: [UInt8]] = [:]
    ) -> DriverConversion {
        var result = DriverConversion(driver: driver, target: target, outcome: .nothingToDo, files: prepared)
        var usage = driver.usage
        var level = driver.level
        var whole: MigrationPlan?
        do {
            stages: while true {
                switch MigrationPlanner(strategy: strategy).plan(usage, from: level, to: target) {
                case .nothingToDo: break stages
                case .refused(let refusal):
                    result.outcome = .refused(refusal)
                    result.files = [:]
                    return result
                case .plan(let plan):
                    if let refusal = outside(plan, driver) {
                        result.outcome = .refused(refusal)
                        result.files = [:]
                        return result
                    }
                    if whole == nil, let error = unread.touched(by: plan) {
                        result.outcome = .failed(unparsed(driver, error))
                        return result
                    }
                    try Self.apply(plan, to: driver, &result.files)
                    result.stages.append(DriverConversion.Stage(plan: plan, usage: usage, files: result.files))
                    whole = whole?.followed(by: plan) ?? plan
                    guard plan.target != target else { break stages }
                    level = plan.target
                    usage = try DriverLoader.analyse(
                        driver.files, setups: driver.setups, level: level, contents: result.files)
                }
            }
        } catch let error as FrontendError {
            result.outcome = .failed(["\(error)"])
        } catch {
            result.outcome = .failed(["\(error): this is a fault of mdevport, nothing was changed"])
        }
        for (path, bytes) in result.files {
            result.files[path] = IncludeCleanup.without(driver.contents[path] ?? [], in: bytes, path: path)
        }
        if let whole, case .nothingToDo = result.outcome, !result.files.isEmpty {
            let problems = ResultCheck(target: target).problems(of: result.files, in: driver)
            result.outcome = problems.isEmpty ? .converted(whole) : .failed(problems)
        }
        if case .failed = result.outcome { result.files = [:] }
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

    /// Applies a stage to what the stages before it left.
    static func apply(
        _ plan: MigrationPlan, to driver: LoadedDriver, _ files: inout [String: [UInt8]]
    ) throws(EditConflict) {
        for (path, edits) in plan.edits {
            guard let bytes = files[path] ?? driver.contents[path] else { continue }
            let new = try Tidying().apply(edits, to: SourceFile(path: path, bytes: bytes))
            if new != driver.contents[path] { files[path] = new }
        }
    }
}
