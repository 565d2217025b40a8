// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelHeaders
import KernelLevels
import MigrationPlanning
import SourceText

/// `mdevport convert`: rewrites drivers, prints a diff or writes in place.
public struct ConvertCommand: Sendable {
    public let settings: InputSettings
    /// As given with `--to`; nil for the default.
    public let target: String?
    public let isInPlace: Bool
    /// As given with `--strategy`; nil for whichever fits.
    public var strategy: Strategy?
    /// Executes each driver before and after, and compares; nil: does not.
    public var verification: VerifyOptions?
    /// Told now and then how far the work is; see `DriverLoader`.
    public var progress: (@Sendable (String) -> Void)?

    /// Levels that this version converts to.
    public static let targets: [KernelLevel] = [.B0, .S, .B1, .B2, .B3, .C0, .C1]

    public init(settings: InputSettings, target: String?, isInPlace: Bool) {
        self.settings = settings
        self.target = target
        self.isInPlace = isInPlace
    }

    /// What a conversion comes to, before anything is printed or written.
    struct Work: Sendable {
        var level: KernelLevel
        var converter: DriverConverter
        /// Each driver by itself.
        var pure: [DriverConversion]
        /// The same with what is changed around the drivers.
        var conversions: [DriverConversion]
        var around: AroundDrivers.Result
        var changed: ChangedFiles
        var isEmpty: Bool { pure.isEmpty && around.isEmpty }
        /// Of the search.
        var notes: [String]
    }

    func work() throws(InputError) -> Work {
        let level = try targetLevel()
        var loader = DriverLoader(settings, progress: progress)
        loader.further = AroundDrivers.words(at: level)
        let loaded = try loader.load()
        if let failure = loaded.failures.first { throw InputError(failure) }
        let converter = DriverConverter(
            target: level, writable: settings.paths.map { PathText.absolute($0, in: settings.workingDirectory) },
            strategy: strategy)
        let pure = Workers.map(loaded.drivers) { converter.convert($0) }
        var conversions = pure
        let around = try AroundDrivers(settings: settings, target: level).run(loaded.around, &conversions)
        return Work(
            level: level, converter: converter, pure: pure, conversions: conversions, around: around,
            changed: ChangedFiles(conversions), notes: loaded.notes)
    }

    /// What is said of each driver and of what is around them.
    func told(_ work: Work) -> [String] {
        var messages = work.notes + work.changed.conflicts
        for conversion in work.conversions {
            messages += conversion.driver.warnings
            messages += report(conversion)
        }
        messages += self.messages(work.around) + work.around.reviews.flatMap(settings.lines)
        return messages
    }

    private func messages(_ around: AroundDrivers.Result) -> [String] {
        around.notes.map { settings.shown($0.path) + ($0.line.map { ":\($0)" } ?? "") + ": " + $0.text }
    }

    /// 0, 1 or 2, as far as no driver is executed.
    func status(_ work: Work) -> Int32 {
        max(status(work.conversions, isBroken: isBroken(work)), work.around.reviews.isEmpty ? 0 : 1)
    }

    private func isBroken(_ work: Work) -> Bool {
        !work.changed.conflicts.isEmpty
            || work.conversions.contains { if case .failed = $0.outcome { true } else { false } }
    }

    public func run() throws(InputError) -> CommandOutput {
        let work = try work()
        let (conversions, around, changed) = (work.conversions, work.around, work.changed)
        let isBroken = isBroken(work)
        let proof = try proof(of: conversions, isBroken: isBroken)
        let writes = writes(isBroken: isBroken, proof)
        var output: [UInt8] = []
        var messages = told(work)
        if !isInPlace {
            for (path, change) in changed.changes.sorted(by: { $0.key < $1.key }) {
                output += UnifiedDiff.between(change.old, change.new, path: diffPath(path))
            }
            for (path, change) in around.files.sorted(by: { $0.key < $1.key }) {
                output += UnifiedDiff.between(change.old, change.new, path: diffPath(path))
            }
        } else if writes {
            var files = around.files.mapValues(\.new)
            files.merge(changed.changes.mapValues(\.new)) { $1 }
            try AtomicWriter().write(files)
        }
        if work.isEmpty {
            messages.append("no drivers of mediated devices here: nothing to convert")
        }
        messages += proof?.messages ?? []
        if isInPlace, !writes {
            messages.append("nothing was written")
        } else {
            messages.append(contentsOf: summary(conversions) + around.summary)
        }
        let isProven = proof.map { !$0.isRefuted && !$0.isOpen } ?? true
        return CommandOutput(bytes: output, messages: messages, exitStatus: max(status(work), isProven ? 0 : 1))
    }

    /// What is known to be wrong is not written, nor is anything beside it.
    func writes(isBroken: Bool, _ proof: ConversionProof?) -> Bool {
        isInPlace && !isBroken && proof?.isRefuted != true
    }

    /// What cannot be compiled is not executed.
    func proof(of conversions: [DriverConversion], isBroken: Bool) throws(InputError) -> ConversionProof? {
        guard let verification, !isBroken else { return nil }
        return try ConversionProof(conversions, settings, options: verification, progress: progress ?? { _ in })
    }

    private func targetLevel() throws(InputError) -> KernelLevel {
        guard let target else { return .S }
        let names = Self.targets.map(\.releaseName).joined(separator: ", ")
        guard let level = KernelLevel.named(target) else {
            throw InputError("--to \(target): unknown level; this version converts to \(names)")
        }
        guard Self.targets.contains(level) else {
            throw InputError("--to \(target): not supported yet; this version converts to \(names)")
        }
        return level
    }

    private func status(_ conversions: [DriverConversion], isBroken: Bool) -> Int32 {
        if isBroken { return 2 }
        let open = conversions.contains { conversion in
            if case .refused = conversion.outcome { return true }
            return !conversion.reviews.isEmpty
        }
        return open ? 1 : 0
    }

    private func report(_ conversion: DriverConversion) -> [String] {
        let name = conversion.driver.usage.name
        switch conversion.outcome {
        case .nothingToDo: return ["\(name): nothing to convert"]
        case .refused(let refusal):
            return [
                "\(settings.shown(refusal.path)):\(refusal.position): \(name) is not converted: \(refusal.message) [\(refusal.rule)]",
                "  \(refusal.advice)",
            ]
        case .failed(let problems):
            let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
            return problems.prefix(1).map { "\(name) is not converted: \(settings.shown($0))\(more)" }
        case .converted(let plan):
            var lines: [String] = []
            if let obstacle = plan.obstacle {
                let place = "\(settings.shown(obstacle.path)):\(obstacle.position)"
                lines.append("\(place): \(name) is wrapped, not embedded: \(obstacle.message) [\(obstacle.rule)]")
            }
            let unread = UnreadPlaces(conversion.driver).count
            if unread > 0 {
                lines.append(
                    "\(name): \(unread) error\(unread == 1 ? "" : "s") of the parser in places that are not changed, for want of headers"
                )
            }
            for branch in InactiveBranches.find(in: conversion.driver.usage.index) {
                lines.append(
                    "\(settings.shown(branch.path)):\(branch.position): left as it is: an #if branch that is not built here uses \(branch.word)"
                )
            }
            for step in plan.steps where step.rule == "M-06" { lines.append("\(name): \(step.title) [M-06]") }
            return lines + plan.reviews.flatMap(settings.lines)
        }
    }

    private func summary(_ conversions: [DriverConversion]) -> [String] {
        let converted = conversions.filter { !$0.files.isEmpty }
        guard !converted.isEmpty else { return [] }
        let names = converted.map(\.driver.usage.name).joined(separator: ", ")
        let reviews = converted.reduce(0) { $0 + $1.reviews.count }
        let level = converted[0].target.releaseName
        return ["converted to \(level): \(names)" + (reviews == 0 ? "" : "; \(reviews) to review")]
    }

    /// The path in the diff: from the working directory, else from the kernel tree, else without the leading slash.
    private func diffPath(_ path: String) -> String {
        let shown = settings.shown(path)
        guard shown.hasPrefix("/") else { return shown }
        if let tree = KernelTree.enclosing(path), PathText.isBelow(path, tree.root) {
            return String(path.dropFirst(tree.root.count + 1))
        }
        return String(shown.dropFirst())
    }
}
