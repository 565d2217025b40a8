// SPDX-License-Identifier: Apache-2.0

/// The tree below /sys: kernfs and sysfs.
public final class Sysfs {
    public let root = SysfsNode(name: "", content: .directory, parent: nil)
    /// What one read or write takes at most.
    public static let pageSize = 4096
    let scheduler: any Scheduler
    let log: KernelLog
    let allocations: Allocations

    init(scheduler: any Scheduler, log: KernelLog, allocations: Allocations) {
        self.scheduler = scheduler
        self.log = log
        self.allocations = allocations
    }

    deinit { root.takeApart() }

    // MARK: Adding

    /// - Throws: `Errno.EEXIST` where the name is taken, said as sysfs_warn_dup() does; `Errno.ENOENT` below something
    ///   that was removed, or for a link to it; `Errno.ENOMEM`.
    @discardableResult
    public func add(_ name: String, _ content: SysfsNode.Content, to parent: SysfsNode) throws -> SysfsNode {
        if parent.isRemoved { throw Errno.ENOENT }
        if case .link(let target) = content, target.isRemoved { throw Errno.ENOENT }
        try allocations(.sysfs(name))
        if parent.children[name] != nil {
            log.message(4, "sysfs: cannot create duplicate filename '\(parent.path)/\(name)'")
            throw Errno.EEXIST
        }
        let node = SysfsNode(name: name, content: content, parent: parent)
        parent.children[name] = node
        return node
    }

    /// kobject_add() of a directory: tells once more why it failed.
    @discardableResult
    public func addObject(_ name: String, to parent: SysfsNode) throws -> SysfsNode {
        do {
            return try add(name, .directory, to: parent)
        } catch let error as Errno {
            let text =
                error == .EEXIST
                ? "with -EEXIST, don't try to register things with the same name in the same directory."
                : "(error: \(error.result) parent: \(parent.name))"
            log.message(3, "kobject_add_internal failed for \(name) \(text)")
            throw error
        }
    }

    /// The directory of that name, made where it is not there.
    public func directory(_ name: String, in parent: SysfsNode) throws -> SysfsNode {
        if let known = parent.children[name] { return known }
        return try add(name, .directory, to: parent)
    }

    // MARK: Removing

    /// Takes a node and what is below out of the tree, and waits until nobody is in a show or store of it. Nothing
    /// happens where it is removed already.
    public func remove(_ node: SysfsNode) throws {
        guard !node.isRemoved, let parent = node.parent else { return }
        parent.children[node.name] = nil
        let all = node.withDescendants
        for one in all {
            one.isRemoved = true
            one.children = [:]
        }
        // The innermost first.
        for one in all.reversed() where one.active > 0 {
            try scheduler.wait(for: "the end of a call of \(one.path)") { one.active == 0 }
        }
    }

    /// Removes a child by its name; nothing where there is none.
    public func remove(_ name: String, from parent: SysfsNode) throws {
        if let node = parent.children[name] { try remove(node) }
    }

    /// sysfs_remove_file_self(): called in a store of the file, which does not count as under way any more.
    /// - Returns: false where another store of the file did it; this comes back when that is done.
    public func removeSelf(_ node: SysfsNode) throws -> Bool {
        node.active -= 1
        defer { node.active += 1 }
        if node.removesItself {
            try scheduler.wait(for: "the removal of \(node.path)") { node.isRemoved && node.active == 0 }
            return false
        }
        node.removesItself = true
        // Whoever removed it before from outside has won.
        if node.isRemoved { return true }
        try remove(node)
        return true
    }

    // MARK: Groups

    /// sysfs_create_groups(): all or, for an `Errno`, none.
    public func add(_ groups: [AttributeGroup], to node: SysfsNode) throws {
        for (index, group) in groups.enumerated() {
            do {
                try add(group, to: node)
            } catch let error as Errno {
                for made in groups[..<index].reversed() { try remove(made, from: node) }
                throw error
            }
        }
    }

    private func add(_ group: AttributeGroup, to node: SysfsNode) throws {
        let place = try group.name.map { try add($0, .directory, to: node) } ?? node
        for (index, attribute) in group.attributes.enumerated() {
            do {
                try add(attribute.name, .file(attribute.file), to: place)
            } catch let error as Errno {
                for made in group.attributes[..<index] { try remove(made.name, from: place) }
                if group.name != nil { try remove(place) }
                throw error
            }
        }
    }

    /// sysfs_remove_groups().
    public func remove(_ groups: [AttributeGroup], from node: SysfsNode) throws {
        for group in groups { try remove(group, from: node) }
    }

    private func remove(_ group: AttributeGroup, from node: SysfsNode) throws {
        guard let name = group.name else {
            for attribute in group.attributes { try remove(attribute.name, from: node) }
            return
        }
        guard let place = node.children[name] else {
            log.message(4, "sysfs group '\(name)' not found for kobject '\(node.name)'")
            return
        }
        for attribute in group.attributes { try remove(attribute.name, from: place) }
        try remove(place)
    }
}
