// SPDX-License-Identifier: Apache-2.0

/// The tree below /sys.
public final class Sysfs {
    public let root = SysfsNode(name: "", content: .directory, parent: nil)
    let scheduler: any Scheduler

    init(scheduler: any Scheduler) { self.scheduler = scheduler }

    /// - Throws: `Errno.EEXIST` where the name is taken.
    @discardableResult
    public func add(_ name: String, _ content: SysfsNode.Content, to parent: SysfsNode) throws -> SysfsNode {
        if parent.children[name] != nil { throw Errno.EEXIST }
        let node = SysfsNode(name: name, content: content, parent: parent)
        parent.children[name] = node
        return node
    }

    /// The directory of that name, made where it is not there.
    public func directory(_ name: String, in parent: SysfsNode) throws -> SysfsNode {
        if let known = parent.children[name] { return known }
        return try add(name, .directory, to: parent)
    }

    /// Takes a node and what is below out of the tree, and waits until nobody is in a show or store of it. `isOwn`: the
    /// caller is in one itself (sysfs_remove_file_self()).
    public func remove(_ node: SysfsNode, isOwn: Bool = false) throws {
        guard !node.isRemoved else { return }
        node.parent?.children[node.name] = nil
        let all = node.withDescendants
        for node in all { node.isRemoved = true }
        let own = isOwn ? 1 : 0
        for one in all where one.active > (one === node ? own : 0) {
            try scheduler.wait(for: "a call of \(one.path)") { one.active <= (one === node ? own : 0) }
        }
    }
}

extension SysfsNode {
    var withDescendants: [SysfsNode] { [self] + children.values.flatMap(\.withDescendants) }
}
