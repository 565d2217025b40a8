// SPDX-License-Identifier: Apache-2.0

/// Why a kernel tree cannot be used.
public enum KernelTreeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The directory has no Makefile with a release, or no `include/linux/kconfig.h`.
    case notAKernelTree(path: String)
    /// The tree has no directory for the architecture.
    case architectureMissing(KernelArchitecture, root: String)
    /// A file that every tree has cannot be read.
    case unreadable(path: String)

    public var description: String {
        switch self {
        case .notAKernelTree(let path):
            "\(path) is not a kernel source tree (a Makefile with VERSION and PATCHLEVEL, and include/linux/kconfig.h)"
        case .architectureMissing(let architecture, let root):
            "\(root) has no arch/\(architecture.directoryName)/include"
        case .unreadable(let path):
            "\(path) cannot be read"
        }
    }
}
