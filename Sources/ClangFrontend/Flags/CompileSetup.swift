// SPDX-License-Identifier: Apache-2.0
import KernelHeaders

/// How one file is to be parsed, and where that knowledge comes from.
public struct CompileSetup: Sendable {
    public enum Origin: Sendable, Hashable {
        /// Flags behind `--` on the command line.
        case commandLine
        case compileCommands(path: String)
        /// Kbuild's `.NAME.o.cmd`.
        case kbuildCommand(path: String)
        case kernelTree(root: String)
        case bundledHeaders

        public var description: String {
            switch self {
            case .commandLine: "flags of the command line"
            case .compileCommands(let path), .kbuildCommand(let path): path
            case .kernelTree(let root): "kernel tree \(root)"
            case .bundledHeaders: "bundled headers"
            }
        }
    }

    public var origin: Origin
    public var arguments: [String]
    public var virtualFiles: [VirtualFile]
    /// What was made up, for people.
    public var assumptions: [String]
    /// Flags that were dropped, for people.
    public var warnings: [String]

    public init(
        origin: Origin, arguments: [String], virtualFiles: [VirtualFile] = [], assumptions: [String] = [],
        warnings: [String] = []
    ) {
        self.origin = origin
        self.arguments = arguments
        self.virtualFiles = virtualFiles
        self.assumptions = assumptions
        self.warnings = warnings
    }
}
