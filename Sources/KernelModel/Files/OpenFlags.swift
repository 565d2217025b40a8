// SPDX-License-Identifier: Apache-2.0

/// What open() is asked for.
public struct OpenFlags: Hashable, Sendable {
    public var isReadable: Bool
    public var isWritable: Bool
    /// O_NONBLOCK.
    public var isNonBlocking: Bool

    public init(isReadable: Bool, isWritable: Bool, isNonBlocking: Bool = false) {
        self.isReadable = isReadable
        self.isWritable = isWritable
        self.isNonBlocking = isNonBlocking
    }

    public static let readOnly = OpenFlags(isReadable: true, isWritable: false)
    public static let writeOnly = OpenFlags(isReadable: false, isWritable: true)
    public static let readWrite = OpenFlags(isReadable: true, isWritable: true)
}
