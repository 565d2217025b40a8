// SPDX-License-Identifier: Apache-2.0

/// `struct stat`, as far as it is looked at.
public struct FileStatus: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case directory, file, link, characterDevice }

    public var kind: Kind
    /// Permission bits.
    public var mode: UInt16
    /// Of a character device.
    public var number: DeviceNumber?

    public init(kind: Kind, mode: UInt16, number: DeviceNumber? = nil) {
        self.kind = kind
        self.mode = mode
        self.number = number
    }
}
