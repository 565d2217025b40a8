// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import KernelLevels
import MigrationPlanning
import PatchSeries
import SourceText

/// A conversion as a series: one patch for each driver, one for what stands around them.
public struct ConversionSeries: Sendable {
    public struct Result: Sendable {
        /// No patches where there is nothing to change.
        public var series: Series
        /// The folder that the paths in the series start from.
        public var root: String
        /// What `convert` says about the same paths.
        public var messages: [String]
        /// As of `convert`: 1 where something is refused or to be reviewed.
        public var exitStatus: Int32
    }

    public let settings: InputSettings
    /// As given with `--to`; nil for the default.
    public let target: String?
    public let strategy: Strategy?
    /// Told now and then how far the work is; see `DriverLoader`.
    public var progress: (@Sendable (String) -> Void)?

    public init(
        settings: InputSettings, target: String?, strategy: Strategy? = nil,
        progress: (@Sendable (String) -> Void)? = nil
    ) {
        self.settings = settings
        self.target = target
        self.strategy = strategy
        self.progress = progress
    }

    /// - Throws: `InputError` for bad input, and where a conversion fails: a series is whole or not at all.
    public func make() async throws(InputError) -> Result {
        var command = ConvertCommand(settings: settings, target: target, isInPlace: false)
        command.strategy = strategy
        command.progress = progress
        let output = try command.run()
        guard output.exitStatus < 2 else { throw InputError(output.messages.last ?? "nothing was converted") }
        let level = target.flatMap { KernelLevel.named($0) } ?? .S
        var loader = DriverLoader(settings)
        loader.further = AroundDrivers.words(at: level)
        let loaded = try loader.load()
        let converter = DriverConverter(
            target: level, writable: settings.paths.map { PathText.absolute($0, in: settings.workingDirectory) },
            strategy: strategy)
        var conversions = Workers.map(loaded.drivers) { converter.convert($0) }
        let around = try AroundDrivers(settings: settings, target: level).run(loaded.around, &conversions)
        let root = root(loaded.drivers.flatMap(\.files.paths) + around.files.keys)
        var series = Series(title: "Convert mediated device drivers", cover: [], before: [:], patches: [])
        for conversion in conversions where !conversion.files.isEmpty {
            let name = conversion.driver.usage.name
            var patch = SeriesPatch(
                subject: "vfio/\(name): Convert to use vfio_register_group_dev()",
                body: ["Make \(name) a driver of the mdev bus itself, without the ops table of the parent."], notes: [],
                files: [:])
            for (path, bytes) in conversion.files {
                let old = conversion.driver.contents[path] ?? []
                add(path, old, bytes, &patch, &series, root)
            }
            series.patches.append(patch)
        }
        if !around.files.isEmpty {
            var patch = SeriesPatch(
                subject: "vfio/mdev: Remove CONFIG_VFIO_MDEV_DEVICE", body: ["Nothing asks for it any more."],
                notes: [],
                files: [:])
            for (path, change) in around.files { add(path, change.old, change.new, &patch, &series, root) }
            series.patches.append(patch)
        }
        return Result(series: series, root: root, messages: output.messages, exitStatus: output.exitStatus)
    }

    private func add(
        _ path: String, _ old: [UInt8], _ new: [UInt8], _ patch: inout SeriesPatch, _ series: inout Series,
        _ root: String
    ) {
        let name = String(path.dropFirst(root == "/" ? 1 : root.count + 1))
        if series.before[name] == nil { series.before[name] = old }
        patch.files[name] = .some(new)
    }

    private func root(_ paths: [String]) -> String {
        guard let first = paths.sorted().first else { return settings.workingDirectory }
        var folder = PathText.folder(of: first)
        while folder != "/" {
            if FileBytes.exists(folder + "/.git") { return folder }
            folder = PathText.folder(of: folder)
        }
        return KernelTree.enclosing(first)?.root ?? settings.workingDirectory
    }
}
