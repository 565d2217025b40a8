// SPDX-License-Identifier: Apache-2.0

/// A file that exists in memory only and is handed to libclang as an unsaved file.
public struct VirtualFile: Sendable, Hashable {
    /// The absolute path under which the compiler finds the file. Its directory need not exist.
    public var path: String
    /// The whole text of the file.
    public var text: String

    /// Creates a file of the given text at an absolute path.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
