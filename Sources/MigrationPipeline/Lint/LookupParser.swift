// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelHeaders
import SourceText

/// Parses files for finding: against one small header that knows the API of every level, unless the user gave the
/// compiler's flags.
struct LookupParser: Sendable {
    /// The release that is assumed where no kernel tree says: the last before the API changed for drivers.
    private static let assumedRelease = KernelRelease(5, 12)

    private var finder: SetupFinder

    /// - Throws: `InputError` for an unknown architecture or a folder that is no kernel tree.
    init(_ settings: InputSettings) throws(InputError) { finder = try settings.setupFinder() }

    /// How a file is to be parsed. Cheap, but not to be called from several threads.
    /// - Throws: `InputError` for flags that cannot be used.
    mutating func request(for path: String, bytes: [UInt8]) throws(InputError) -> (ParseRequest, warnings: [String]) {
        let setup: CompileSetup
        if finder.explicitFlags != nil {
            do { setup = try finder.setup(for: path) } catch { throw InputError("\(error)") }
        } else {
            do { setup = lookup(for: path, definitions: try finder.definitions(for: path)) } catch {
                throw InputError("\(error)")
            }
        }
        let request = ParseRequest(
            path: path, arguments: setup.arguments, virtualFiles: setup.virtualFiles, ownFolders: [],
            contents: [path: bytes])
        return (request, setup.warnings)
    }

    private mutating func lookup(for path: String, definitions: [String]) -> CompileSetup {
        let tree = finder.tree(for: path)
        let architecture = finder.architecture ?? tree?.defaultArchitecture(for: path) ?? .x86
        let own = SafeFlags(finder.extraFlags, directory: finder.workingDirectory, root: finder.workingDirectory)
        let stem = String(PathText.name(of: path).prefix { $0 != "." })
        let arguments = BundledHeaders.lookupArguments(
            for: architecture, release: tree?.release ?? Self.assumedRelease, moduleName: stem)
        return CompileSetup(
            origin: .bundledHeaders, arguments: arguments + definitions + own.arguments,
            virtualFiles: BundledHeaders.lookup(),
            warnings: own.warnings)
    }
}
