// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelHeaders
import KernelLevels
import MdevUsage
import SourceText
import TreeSearch

/// Finds, parses and understands drivers.
public struct DriverLoader: Sendable {
    public let settings: InputSettings

    private let progress: (@Sendable (String) -> Void)?

    /// - Parameter progress: told now and then how far the work is, once it lasts; an empty text when it is done.
    public init(_ settings: InputSettings, progress: (@Sendable (String) -> Void)? = nil) {
        self.settings = settings
        self.progress = progress
    }

    public struct Result: Sendable {
        public var drivers: [LoadedDriver]
        /// Files that could not be parsed at all, one sentence each.
        public var failures: [String]
        public var notes: [String]
        /// What was found by the words asked for besides.
        public var around: [Candidate] = []
    }

    /// Words to look for besides those of drivers.
    var further: [FileKind: Set<String>] = [:]

    /// - Throws: `InputError` for bad paths, trees or flags.
    public func load() throws(InputError) -> Result {
        let meter = ProgressMeter(progress)
        defer { meter.finish() }
        let found = try DriverFinder(settings: settings, meter: meter, further: further).find()
        var finder = try settings.setupFinder()
        var prepared: [(files: DriverFiles, setups: [String: CompileSetup], treeLevel: KernelLevel?)] = []
        for files in found.drivers {
            meter.report("preparing \(files.name)")
            var setups: [String: CompileSetup] = [:]
            for path in files.paths {
                do { setups[path] = try finder.setup(for: path) } catch { throw InputError("\(error)") }
            }
            let tree = files.paths.first.flatMap { finder.tree(for: $0) }
            prepared.append((files, setups, tree.flatMap(Self.level)))
        }
        let outcomes = Workers.map(prepared) { driver in
            meter.report("parsing \(driver.files.name)")
            return Self.load(driver.files, setups: driver.setups, treeLevel: driver.treeLevel)
        }
        var result = Result(drivers: [], failures: [], notes: found.notes, around: found.around)
        for outcome in outcomes {
            switch outcome {
            case .success(let driver): if !Self.isEmpty(driver) { result.drivers.append(driver) }
            case .failure(let error): result.failures.append("\(error)")
            }
        }
        return result
    }

    /// Nothing of the API was found in the parse, only words.
    private static func isEmpty(_ driver: LoadedDriver) -> Bool {
        driver.usage.usesNothing && driver.errors.isEmpty && driver.onlyInactive == nil
    }

    /// The level of a tree, from its headers.
    static func level(of tree: KernelTree) -> KernelLevel? {
        guard let mdev = FileBytes.read(tree.root + "/include/linux/mdev.h"),
            let vfio = FileBytes.read(tree.root + "/include/linux/vfio.h")
        else { return nil }
        return LevelProbe.level(
            mdev: String(decoding: mdev, as: UTF8.self), vfio: String(decoding: vfio, as: UTF8.self))
    }

    // MARK: One driver

    /// - Parameter treeLevel: what the driver is parsed at, as far as its own signatures allow.
    static func load(
        _ files: DriverFiles, setups: [String: CompileSetup], treeLevel: KernelLevel?
    ) -> Swift.Result<LoadedDriver, FrontendError> {
        do {
            let first = treeLevel ?? .A2
            var parsed = try parse(files, setups: setups, level: first)
            var usage = analyse(files, parsed)
            var level = first
            // The driver's own signatures decide; the tree's level stands where they allow it.
            if !usage.level.possible.contains(first) {
                level = usage.level.best
                parsed = try parse(files, setups: setups, level: level)
                usage = analyse(files, parsed)
            }
            var driver = driver(
                files, usage: usage, level: level, isLevelOfTree: level == treeLevel, setups: setups)
            for unit in parsed { driver.requests[unit.request.path] = unit.request }
            return .success(driver)
        } catch {
            return .failure(error)
        }
    }

    static func analyse(
        _ files: DriverFiles, setups: [String: CompileSetup], level: KernelLevel, contents: [String: [UInt8]] = [:]
    ) throws(FrontendError) -> DriverUsage {
        analyse(files, try parse(files, setups: setups, level: level, contents: contents))
    }

    private static func analyse(_ files: DriverFiles, _ parsed: [DriverParser.Parsed]) -> DriverUsage {
        UsageAnalysis().analyse(name: files.name, units: parsed.map(\.result))
    }

    static func parse(
        _ files: DriverFiles, setups: [String: CompileSetup], level: KernelLevel, contents: [String: [UInt8]] = [:]
    ) throws(FrontendError) -> [DriverParser.Parsed] {
        var units: [DriverParser.Parsed] = []
        for path in files.paths {
            guard let setup = setups[path] else { continue }
            units.append(try DriverParser().parsed(path, setup: setup, level: level, contents: contents))
        }
        return units
    }

    private static func driver(
        _ files: DriverFiles, usage: DriverUsage, level: KernelLevel, isLevelOfTree: Bool,
        setups: [String: CompileSetup]
    ) -> LoadedDriver {
        var contents: [String: [UInt8]] = [:]
        for unit in usage.index.units {
            for list in unit.tree.files { contents[list.file.path] = list.file.bytes }
        }
        let ordered = files.paths.compactMap { setups[$0] }
        return LoadedDriver(
            files: files, usage: usage, level: level, isLevelOfTree: isLevelOfTree, setups: setups,
            contents: contents, assumptions: assumptions(of: ordered, usage.index.units),
            warnings: warnings(of: ordered))
    }

    /// What was made up for some parses, for people.
    static func assumptions(of setups: [CompileSetup], _ units: [ParseResult]) -> [String] {
        var assumptions: [String] = []
        for text in setups.flatMap(\.assumptions) where !assumptions.contains(text) { assumptions.append(text) }
        for unit in units where !unit.missingIncludes.isEmpty {
            let names = unit.missingIncludes.joined(separator: ", ")
            assumptions.append("taken as empty, found nowhere: \(names)")
        }
        return assumptions
    }

    private static func warnings(of setups: [CompileSetup]) -> [String] {
        var warnings: [String] = []
        for text in setups.flatMap(\.warnings) where !warnings.contains(text) { warnings.append(text) }
        return warnings
    }
}
