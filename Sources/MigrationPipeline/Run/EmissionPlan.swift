// SPDX-License-Identifier: Apache-2.0
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
        guard FileBytes.exists(path), !FileBytes.isFolder(path) else {
            throw InputError("\(file): cannot be read")
        }
        var finder = try settings.setupFinder()
        let setup: CompileSetup
        do { setup = try finder.setup(for: path) } catch { throw InputError("\(error)") }
        let name = DriverFinder.module(of: path)?.name ?? String(PathText.name(of: path).prefix { $0 != "." })
        let files = DriverFiles(name: name, paths: [path], candidates: [path])
        let level = finder.tree(for: path).flatMap(DriverLoader.level)
        switch DriverLoader.load(files, setups: [path: setup], treeLevel: level) {
        case .failure(let error): throw InputError("\(error)")
        case .success(let driver):
            guard let request = driver.emissionRequests.first else {
                throw InputError("\(file): no flags were found for this file")
            }
            self.request = request
            self.level = driver.level
            assumptions = driver.assumptions
            warnings = driver.warnings
        }
    }
}
