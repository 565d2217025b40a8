// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// The symbol that went, the one that took its place, and what was built under it.
enum RemovedSymbol {
    static let name = "VFIO_MDEV_DEVICE"
    static let successor = "VFIO_MDEV"
    static let variable = "CONFIG_VFIO_MDEV_DEVICE"
    static let successorVariable = "CONFIG_VFIO_MDEV"
    /// The module of the shim, without ending.
    static let module = "vfio_mdev"

    /// Whether the symbol does not exist at a level.
    static func isGone(at level: KernelLevel) -> Bool { level.order >= KernelLevel.S.order }

    /// The name that takes the place of one, itself where it is another.
    static func renamed(_ text: String) -> String { text == name ? successor : text }
}

/// Whether the symbol's own entry and what it builds may go.
enum EntryRemoval: Sendable {
    case allowed
    /// Entry and object lie in one folder, and only one of both may be written.
    case lacksFolder
    /// Drivers that are not among the paths may still need it.
    case lacksTree
}
