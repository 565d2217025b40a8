// SPDX-License-Identifier: Apache-2.0

/// A directory, file or link below /sys.
public final class SysfsNode {
    public enum Content {
        case directory
        case file(SysfsFile)
        case link(SysfsNode)
    }

    public let name: String
    public internal(set) unowned(safe) var parent: SysfsNode?
    public let content: Content
    public internal(set) var children: [String: SysfsNode] = [:]
    /// Taken out of the tree; files that are open give -ENODEV.
    public internal(set) var isRemoved = false
    /// Calls of show and store that are under way; whoever removes the node waits for them.
    public internal(set) var active = 0

    init(name: String, content: Content, parent: SysfsNode?) {
        self.name = name
        self.content = content
        self.parent = parent
    }

    /// From the top: "/devices/virtual/mtty/mtty", as uevents have it.
    public var path: String {
        guard let parent else { return "" }
        return parent.path + "/" + name
    }
}

/// What a file does. Closures give text and bytes as the kernel's functions do; an `Errno` is their error.
public struct SysfsFile {
    /// Permission bits, such as 0o644.
    public var mode: UInt16
    public var show: (() throws -> [UInt8])?
    /// Gives how many bytes were taken.
    public var store: (([UInt8]) throws -> Int)?

    public init(mode: UInt16, show: (() throws -> [UInt8])? = nil, store: (([UInt8]) throws -> Int)? = nil) {
        self.mode = mode
        self.show = show
        self.store = store
    }
}
