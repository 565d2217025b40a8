// SPDX-License-Identifier: Apache-2.0

/// One kernel module of a program: files that are loaded together.
public struct ProgramModule: Sendable, Hashable {
    /// Its place in `Program.modules`.
    public let number: Int
    /// KBUILD_MODNAME of the file with the init function, of the first file where none has one; empty where it has none.
    public let name: String
    /// Paths of its C files, in the order in which they were given.
    public let files: [String]
    /// Functions by the other names that the files give them.
    var aliases: [String: Int] = [:]
    /// Functions with a body by their names; those of the files themselves come before those of headers.
    var functions: [String: Int] = [:]

    init(number: Int, name: String, files: [String]) {
        self.number = number
        self.name = name
        self.files = files
    }
}
