// SPDX-License-Identifier: Apache-2.0

/// The tree below /dev, as devtmpfs keeps it: a node per device with numbers, directories while something is in them.
public final class DeviceNodes {
    public struct Node: Hashable, Sendable {
        public var number: DeviceNumber
        /// Permission bits.
        public var mode: UInt16
    }

    /// By name below /dev, "vfio/0".
    public private(set) var nodes: [String: Node] = [:]

    public init() {}

    public func add(_ name: String, _ number: DeviceNumber, mode: UInt16) {
        // What is there already stays: mknod() gives -EEXIST, which nobody looks at.
        if nodes[name] == nil { nodes[name] = Node(number: number, mode: mode) }
    }

    public func remove(_ name: String) { nodes[name] = nil }

    /// What is at a path below /dev: nil nothing.
    func kind(_ path: String) -> Kind? {
        if let node = nodes[path] { return .node(node) }
        if path.isEmpty || nodes.keys.contains(where: { $0.hasPrefix(path + "/") }) { return .directory }
        return nil
    }

    enum Kind {
        case node(Node)
        case directory
    }

    /// Names in a directory, in byte order.
    func list(_ path: String) -> [String] {
        let prefix = path.isEmpty ? "" : path + "/"
        let names = nodes.keys.filter { $0.hasPrefix(prefix) }.map { name in
            String(name.dropFirst(prefix.count).prefix { $0 != "/" })
        }
        return Set(names).sorted { $0.isBefore($1) }
    }
}
