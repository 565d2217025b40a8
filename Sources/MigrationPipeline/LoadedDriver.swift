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

/// Parses files of a driver against the headers of a level.
struct DriverParser: Sendable {
    /// Warnings that conversion must not add to; kernel code is not held to the others. A setup's `-Wno-everything` is
    /// taken out: it would silence what clang warns of without being asked, such as wrong pointer types.
    static let warningFlags = [
        "-Wall", "-Wextra", "-Wno-unused-parameter", "-Wno-unused-function", "-Wno-unused-const-variable", "-Wno-pointer-sign", "-Wno-gnu",
        "-Wno-format-security", "-Wno-unused-but-set-variable", "-Wno-address-of-packed-member", "-Wunused-variable",
        "-Wunused-label", "-Wdeclaration-after-statement",
    ]

    func parse(
        _ path: String, setup: CompileSetup, level: KernelLevel, contents: [String: [UInt8]] = [:],
        extraFlags: [String] = []
    ) throws(FrontendError) -> ParseResult {
        var folders = [PathText.folder(of: path)]
        while true {
            let request = ParseRequest(
                path: path,
                arguments: ["-I" + BundledHeaders.overlayFolder] + setup.arguments.filter { $0 != "-Wno-everything" }
                    + Self.warningFlags + extraFlags
                    + ["-ferror-limit=0"],
                virtualFiles: setup.virtualFiles + BundledHeaders.overlay(for: level),
                ownFolders: folders, contents: contents)
            let result = try ClangParser().parse(request)
            let further = PrivateHeaders(folder: folders[0]).folders(of: result).filter { !folders.contains($0) }
            if further.isEmpty { return result }
            folders += further
        }
    }
}
