// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import KernelLevels
import MigrationPlanning
import PatchSeries
import SourceText

/// A conversion as a series of patches, one logical change each.
public struct ConversionSeries: Sendable {
    public struct Result: Sendable {
        /// No patches where there is nothing to change.
        public var series: Series
        /// The folder that the paths in the series start from.
        public var root: String
        /// What `convert` says about the same paths.
        public var messages: [String]
        /// As of `convert`: 1 where something is refused, to be reviewed, or could not be verified.
        public var exitStatus: Int32
        /// A driver behaves differently: the series is empty, as nobody should mail it.
        public var isRefuted = false
    }

    public let settings: InputSettings
    /// As given with `--to`; nil for the default.
    public let target: String?
    public let strategy: Strategy?
    /// Executes each driver before and after, and compares; nil: does not.
    public let verification: VerifyOptions?
    /// Told now and then how far the work is; see `DriverLoader`.
    public var progress: (@Sendable (String) -> Void)?

    public init(
        settings: InputSettings, target: String?, strategy: Strategy? = nil,
        verification: VerifyOptions? = nil, progress: (@Sendable (String) -> Void)? = nil
    ) {
        self.settings = settings
        self.target = target
        self.strategy = strategy
        self.verification = verification
        self.progress = progress
    }

    /// - Throws: `InputError` for bad input, and where a conversion fails: a series is whole or not at all.
    public func make() async throws(InputError) -> Result {
        var command = ConvertCommand(settings: settings, target: target, isInPlace: false)
        command.strategy = strategy
        command.progress = progress
        command.verification = verification
        let work = try command.work()
        if let conflict = work.changed.conflicts.first { throw InputError(conflict) }
        for conversion in work.conversions {
            if case .failed(let problems) = conversion.outcome {
                throw InputError("\(conversion.driver.usage.name) is not converted: \(problems.first ?? "")")
            }
        }
        let proof = try command.proof(of: work.conversions, isBroken: false)
        if let proof, proof.isRefuted {
            return Result(
                series: Series(title: "", cover: [], before: [:], patches: []), root: settings.workingDirectory,
                messages: command.told(work) + proof.messages, exitStatus: 1, isRefuted: true)
        }
        let root = PatchRoot(settings).root(of: work.conversions.flatMap(\.driver.files.paths) + work.around.files.keys)
        let drivers = await split(work, root)
        return assemble(command, work, drivers, proof, root)
    }

    private func split(_ work: ConvertCommand.Work, _ root: String) async -> [SeriesAssembly.Driver] {
        let splitter = DriverSplitter(converter: work.converter)
        let pure = work.pure.filter { !$0.files.isEmpty }
        let patches = Workers.map(pure) { splitter.split($0) }
        var drivers: [SeriesAssembly.Driver] = []
        for (conversion, patches) in zip(pure, patches) {
            let files = conversion.files.keys.sorted()
            let main = conversion.driver.usage.tables.first?.node.file.path ?? files.first { $0.hasSuffix(".c") }
            let path = PatchRoot.path(main ?? files[0], below: KernelTree.enclosing(files[0])?.root ?? root)
            let history = await GitSubjects().subjects(of: files)
            let prefix = SubjectPrefix.of(path, driver: conversion.driver.usage.name, history: history)
            drivers.append(SeriesAssembly.Driver(conversion: conversion, patches: patches, prefix: prefix))
        }
        return drivers
    }

    private func assemble(
        _ command: ConvertCommand, _ work: ConvertCommand.Work, _ drivers: [SeriesAssembly.Driver],
        _ proof: ConversionProof?, _ root: String
    ) -> Result {
        let path: @Sendable (String) -> String = { PatchRoot.path($0, below: root) }
        // What the symbol's end changes in a driver's own files comes with the symbol.
        let own = ChangedFiles(work.pure).changes
        var later: [String: AroundDrivers.Change] = work.around.files
        for (file, change) in work.changed.changes where own[file]?.new != change.new {
            later[file] = AroundDrivers.Change(old: own[file]?.new ?? change.old, new: change.new)
        }
        let assembly = SeriesAssembly(
            drivers: drivers, path: path, end: work.changed.changes.mapValues(\.new))
        var result = assembly.make(further: Set(later.keys))
        for (file, change) in later where result.before[path(file)] == nil {
            result.before[path(file)] = work.changed.changes[file]?.old ?? change.old
        }
        result.patches += TreePatches(path: path).make(later, work.around)
        let cover = CoverWords(
            work: work, drivers: drivers, owners: result.owners, patches: result.patches, levels: result.needs,
            proof: proof, path: path)
        return Result(
            series: Series(
                title: cover.title, cover: cover.paragraphs, before: result.before, patches: result.patches),
            root: root, messages: command.told(work) + (proof?.messages ?? []),
            exitStatus: max(command.status(work), proof?.isOpen ?? false ? 1 : 0))
    }
}
