// SPDX-License-Identifier: Apache-2.0

/// Everything a compiler needs to be told to parse one source of a kernel tree.
public struct TreeSetup: Sendable, Hashable {
    /// Command line arguments for clang, without the source and without the compiler's own name.
    public var arguments: [String]
    /// Files that the arguments refer to and that do not exist on disk.
    public var virtualFiles: [VirtualFile]
    /// What had to be made up, as sentences for people.
    public var assumptions: [String]
    /// The module the source belongs to, where a Makefile names it.
    public var module: KbuildModule?
    /// The configuration the source is parsed under.
    public var configuration: KernelConfiguration
}
