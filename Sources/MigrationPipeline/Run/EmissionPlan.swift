// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelHeaders
import KernelLevels
import Machine
import SourceText

/// One C file, ready to be emitted as all other commands understand it.
public struct EmissionPlan: Sendable {
    public var request: EmissionRequest
    /// The level whose mdev and vfio headers the file sees.
    public var level: KernelLevel
    /// What was made up or dropped, for people.
    public var assumptions: [String]
    public var warnings: [String]

    /// Finds flags and headers of a file: of the command line, its build, the kernel tree around it, or bundled ones. The
    /// file is parsed for it, because its own signatures decide which level it was written for.
    /// - Parameter settings: its paths are not looked at.
    /// - Throws: `InputError` for a file that cannot be read, bad trees and bad flags.
    public init(file: String, settings: InputSettings) throws(InputError) {
        let path = PathText.absolute(file, in: settings.workingDirectory)
        guard FileBytes.exists(path) else { throw InputError("\(file): cannot be read") }
        guard !FileBytes.isFolder(path) else { throw InputError("\(file): is a folder; name C files") }
        var finder = try settings.setupFinder()
        let treeLevel = finder.tree(for: path).flatMap(DriverLoader.level)
        do {
            if let treeLevel, let plan = try Self.plan(path, setup: try finder.setup(for: path), at: treeLevel) {
                self = plan
            } else {
                self = try Self.plan(path, finder: &finder, treeLevel: treeLevel)
            }
        } catch {
            throw InputError("\(error)")
        }
    }

    init(
        _ request: ParseRequest, level: KernelLevel, assumptions: [String] = [], warnings: [String] = []
    ) {
        self.request = EmissionRequest(request).withDynamicDebug()
        self.level = level
        self.assumptions = assumptions
        self.warnings = warnings
    }

    /// A file of a tree is taken at the tree's level as long as the compiler agrees. One parse is enough for that.
    private static func plan(
        _ path: String, setup: CompileSetup, at level: KernelLevel
    ) throws(FrontendError) -> EmissionPlan? {
        let parsed = try DriverParser().parsed(path, setup: setup, level: level)
        let isMisfit = parsed.result.diagnostics.contains {
            $0.level >= .error || $0.option == "-Wincompatible-function-pointer-types"
        }
        guard !isMisfit else { return nil }
        return EmissionPlan(
            parsed.request, level: level, assumptions: DriverLoader.assumptions(of: [setup], [parsed.result]),
            warnings: setup.warnings)
    }

    /// Otherwise the whole driver's signatures decide: a file by itself need not show any.
    private static func plan(
        _ path: String, finder: inout SetupFinder, treeLevel: KernelLevel?
    ) throws(FrontendError) -> EmissionPlan {
        var files = DriverFiles(
            name: String(PathText.name(of: path).prefix { $0 != "." }), paths: [path], candidates: [path])
        if let module = DriverFinder.module(of: path) {
            files.name = module.name
            if module.sources.count <= DriverFinder.smallModule {
                files.paths = Set(module.sources.filter(FileBytes.exists) + [path]).sorted()
            }
        }
        var setups: [String: CompileSetup] = [:]
        for source in files.paths { setups[source] = try finder.setup(for: source) }
        let driver = try DriverLoader.load(files, setups: setups, treeLevel: treeLevel).get()
        guard let request = driver.requests[path] else { throw .parserFailed(path: path) }
        return EmissionPlan(
            request, level: driver.level, assumptions: driver.assumptions, warnings: driver.warnings)
    }
}
