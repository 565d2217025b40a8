// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelHeaders
import KernelLevels
import MdevUsage
import MigrationPlanning
import SourceText

/// The files that make one driver, before they are parsed.
public struct DriverFiles: Sendable, Hashable {
    /// Name of the module, or of the file without its ending.
    public var name: String
    /// Absolute paths of the C files, sorted.
    public var paths: [String]
    /// Those of them that use the API or were named by the user; the rest is only looked at.
    public var candidates: [String]
}

/// A driver that was parsed and understood, with all that is needed to parse it again.
public struct LoadedDriver: Sendable {
    public var files: DriverFiles
    public var usage: DriverUsage
    /// The level that it was parsed at.
    public var level: KernelLevel
    /// That level is the one of the kernel tree around the driver.
    public var isLevelOfTree: Bool
    public var setups: [String: CompileSetup]
    /// How each C file was parsed in the end, by path.
    public var requests: [String: ParseRequest] = [:]
    /// Bytes as they were read, by path.
    public var contents: [String: [UInt8]]
    /// What was made up or dropped, for people.
    public var assumptions: [String]
    public var warnings: [String]

    /// Nothing of the API is compiled: all of it stands in `#if` branches that are left out.
    public var onlyInactive: Refusal? {
        guard usage.usesNothing else { return nil }
        for unit in usage.index.units {
            guard let tokens = unit.mainFile else { continue }
            for range in unit.inactive[unit.mainPath] ?? [] {
                for position in tokens.indices(in: range) {
                    guard
                        tokens.token(position, is: "mdev_parent_ops")
                            || tokens.token(position, is: "mdev_register_device")
                    else { continue }
                    return Refusal(
                        rule: "M-16", path: unit.mainPath,
                        position: tokens.file.position(of: tokens.tokens[position].range.start),
                        message: "all uses of the old API stand in #if branches that are left out here",
                        advice: "define what the #if asks for with -D NAME, or name the configured tree with --kernel")
                }
            }
        }
        return nil
    }

    /// Errors of the compiler in the driver's own files; where the text itself is broken, that comes first.
    public var errors: [CDiagnostic] {
        let own = usage.index.units.flatMap { unit in
            unit.errors.filter { error in unit.tree.tokens(ofFile: error.path) != nil || error.path.isEmpty }
        }
        return own.filter(\.isBrokenText) + own.filter { !$0.isBrokenText }
    }
}
