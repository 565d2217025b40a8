// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import KernelHeaders
import SourceText

#if canImport(Glibc)
    import Glibc
#endif

public enum ToolVersion {
    public static let text = "0.1.0"
}

/// An error in what the user gave: one line, exit status 2.
public struct InputError: Error, Sendable, CustomStringConvertible {
    public let message: String
    public init(_ message: String) { self.message = message }
    public var description: String { message }
}

/// What a command is to look at.
public struct InputSettings: Sendable {
    public var paths: [String]
    public var kernel: String?
    public var architecture: String?
    public var extraFlags: [String]
    public var explicitFlags: [String]?
    public var workingDirectory: String

    public init(
        paths: [String], kernel: String? = nil, architecture: String? = nil, extraFlags: [String] = [],
        explicitFlags: [String]? = nil, workingDirectory: String? = nil
    ) {
        self.paths = paths
        self.kernel = kernel
        self.architecture = architecture
        self.extraFlags = extraFlags
        self.explicitFlags = explicitFlags
        self.workingDirectory = workingDirectory ?? Self.currentDirectory
    }

    private static var currentDirectory: String {
        guard let buffer = getcwd(nil, 0) else { return "/" }
        defer { free(buffer) }
        return String(cString: buffer)
    }

    /// - Throws: `InputError` for an unknown architecture or a folder that is no kernel tree.
    public func setupFinder() throws(InputError) -> SetupFinder {
        var tree: KernelTree?
        if let kernel {
            do { tree = try KernelTree(root: PathText.absolute(kernel, in: workingDirectory)) } catch {
                throw InputError("\(error)")
            }
        }
        var chosen: KernelArchitecture?
        if let architecture {
            let name = architecture == "x86_64" ? "x86" : architecture == "s390x" ? "s390" : architecture
            guard let known = KernelArchitecture(rawValue: name) else {
                let names = KernelArchitecture.allCases.map(\.rawValue).joined(separator: ", ")
                throw InputError("--arch \(architecture): unknown architecture; known are \(names)")
            }
            chosen = known
        }
        return SetupFinder(
            explicitFlags: explicitFlags, kernel: tree, architecture: chosen, extraFlags: extraFlags,
            workingDirectory: workingDirectory)
    }

    /// A path as the user will want to see it: relative where it lies below the working directory.
    public func shown(_ path: String) -> String {
        let prefix = workingDirectory == "/" ? "/" : workingDirectory + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
