// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelHeaders
import KernelLevels
import MdevUsage
import SourceText

/// Parses files of a driver against the headers of a level.
struct DriverParser: Sendable {
    /// Warnings that conversion must not add to; kernel code is not held to the others. A setup's `-Wno-everything` is
    /// taken out: it would silence what clang warns of without being asked, such as wrong pointer types.
    static let warningFlags = [
        "-Wall", "-Wextra", "-Wno-unused-parameter", "-Wno-unused-function", "-Wno-unused-const-variable",
        "-Wno-pointer-sign", "-Wno-gnu",
        "-Wno-format-security", "-Wno-unused-but-set-variable", "-Wno-address-of-packed-member", "-Wunused-variable",
        "-Wunused-label", "-Wdeclaration-after-statement",
    ]

    /// A parse, and how to repeat it.
    struct Parsed: Sendable {
        var result: ParseResult
        var request: ParseRequest
    }

    func parse(
        _ path: String, setup: CompileSetup, level: KernelLevel, contents: [String: [UInt8]] = [:],
        extraFlags: [String] = []
    ) throws(FrontendError) -> ParseResult {
        try parsed(path, setup: setup, level: level, contents: contents, extraFlags: extraFlags).result
    }

    func parsed(
        _ path: String, setup: CompileSetup, level: KernelLevel, contents: [String: [UInt8]] = [:],
        extraFlags: [String] = []
    ) throws(FrontendError) -> Parsed {
        let first = try parseOnce(path, setup: setup, level: level, contents: contents, extraFlags: extraFlags)
        let members = Self.vendorMembers(in: first.result)
        guard !members.isEmpty else { return first }
        let fields = members.map { "void *\($0);" }.joined(separator: " ")
        return try parseOnce(
            path, setup: setup, level: level, contents: contents,
            extraFlags: extraFlags + ["-DMDEVPORT_VENDOR_MEMBERS=\(fields)"])
    }

    /// Members of an ops table that no kernel of kernel.org has had: a vendor's kernel must have, and the table would not
    /// be read at all without them.
    private static func vendorMembers(in result: ParseResult) -> [String] {
        var names: [String] = []
        for error in result.errors where error.message.contains(OldAPI.tableRecord) {
            let isMember =
                error.message.hasPrefix("field designator") || error.message.hasPrefix("no member named")
            let parts = error.message.split(separator: "'")
            guard isMember, parts.count > 1, !OldAPI.tableMembers.contains(String(parts[1])),
                !names.contains(String(parts[1]))
            else { continue }
            names.append(String(parts[1]))
        }
        return names
    }

    private func parseOnce(
        _ path: String, setup: CompileSetup, level: KernelLevel, contents: [String: [UInt8]], extraFlags: [String]
    ) throws(FrontendError) -> Parsed {
        var folders = [PathText.folder(of: path)]
        while true {
            let request = ParseRequest(
                path: path,
                arguments: ["-I" + BundledHeaders.overlayFolder] + setup.arguments.filter { $0 != "-Wno-everything" }
                    + Self.warningFlags + extraFlags + ["-ferror-limit=0"],
                virtualFiles: setup.virtualFiles + BundledHeaders.overlay(for: level),
                ownFolders: folders, contents: contents)
            let result = try ClangParser().parse(request)
            // Private headers in other folders are the driver's own files, too.
            let further = PrivateHeaders(folder: folders[0]).folders(of: result).filter { !folders.contains($0) }
            if further.isEmpty { return Parsed(result: result, request: request) }
            folders += further
        }
    }
}
