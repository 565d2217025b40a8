// SPDX-License-Identifier: Apache-2.0
import KernelModel

/// Miscellaneous devices that drivers registered.
struct MiscTable {
    struct Entry {
        var minor: Int
        var isDynamic: Bool
        var device: UInt64
        var files: KernelModel.CharacterDevice
    }

    /// By `struct miscdevice *`.
    var entries: [UInt64: Entry] = [:]
    /// The `struct class`, once somebody needs it.
    var deviceClass: UInt64 = 0

    /// Minor numbers that are given out: 127, 126, …
    static let dynamicCount = 128

    /// That of the vfio container is always taken.
    func isTaken(_ minor: Int) -> Bool { minor == 196 || entries.values.contains { $0.minor == minor } }

    var freeMinor: Int? { (0..<Self.dynamicCount).reversed().first { !isTaken($0) } }
}
