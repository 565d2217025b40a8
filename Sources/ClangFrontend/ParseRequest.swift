// SPDX-License-Identifier: Apache-2.0
import KernelHeaders

/// What libclang is asked to parse.
public struct ParseRequest: Sendable {
    /// The file to parse.
    public var path: String
    /// Compiler flags, without the file.
    public var arguments: [String]
    /// Files that replace or complete what is on disk; the parsed file itself may be among them.
    public var virtualFiles: [VirtualFile]
    /// Folders whose files are the driver's own: their syntax is kept, that of all other files is not.
    public var ownFolders: [String]
    /// Bytes of own files where they are at hand already; other own files are read from disk.
    public var contents: [String: [UInt8]]

    public init(
        path: String, arguments: [String], virtualFiles: [VirtualFile] = [], ownFolders: [String],
        contents: [String: [UInt8]] = [:]
    ) {
        self.path = path
        self.arguments = arguments
        self.virtualFiles = virtualFiles
        self.ownFolders = ownFolders
        self.contents = contents
    }

    /// Whether the syntax of a file is wanted.
    func isOwn(_ file: String) -> Bool {
        if file == path { return true }
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
        return ownFolders.contains(folder)
    }
}

public enum FrontendError: Error, Sendable, CustomStringConvertible {
    /// libclang gave no translation unit.
    case parserFailed(path: String)
    case unreadable(path: String, reason: String)
    case badFlags(origin: String, message: String)

    public var description: String {
        switch self {
        case .parserFailed(let path): "\(path): the parser gave up on this file; check the flags it is given"
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .badFlags(let origin, let message): "\(origin): \(message)"
        }
    }
}
