// SPDX-License-Identifier: Apache-2.0

/// A directory, file or link below /sys.
public final class SysfsNode {
    public enum Content {
        case directory
        case file(SysfsFile)
        case link(SysfsNode)
    }

    public let name: String
    /// Stays after the removal, as kernfs keeps it: the path of what was removed can still be told.
    public let parent: SysfsNode?
    public let content: Content
    public internal(set) var children: [String: SysfsNode] = [:]
    /// Taken out of the tree; files that are open give -ENODEV.
    public internal(set) var isRemoved = false
    /// Calls of show and store that are under way; whoever removes the node waits for them.
    public internal(set) var active = 0
    /// A store of it removes it (kernfs_remove_self()).
    var removesItself = false

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

    /// A child by its name.
    public subscript(_ name: String) -> SysfsNode? { children[name] }

    public var isDirectory: Bool {
        if case .directory = content { return true }
        return false
    }

    /// Itself and everything below, a directory before what is in it, names in byte order.
    var withDescendants: [SysfsNode] {
        [self] + children.values.sorted { $0.name.isBefore($1.name) }.flatMap(\.withDescendants)
    }

    /// Ends the cycles of strong references.
    func takeApart() {
        for child in children.values { child.takeApart() }
        children = [:]
    }
}

extension String {
    /// In byte order.
    func isBefore(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
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

    /// A file that shows a text.
    public init(mode: UInt16, text: @escaping () throws -> String) {
        self.init(mode: mode, show: { Array(try text().utf8) })
    }
}
