// SPDX-License-Identifier: Apache-2.0

extension Sysfs {
    /// How many links a path may lead over (MAXSYMLINKS).
    private static let mostLinks = 40

    /// The node at a path of /sys, "/sys/class/x" or "/class/x".
    /// - Parameter followsLast: whether a link at the very end is followed. One with a "/" behind it always is.
    public func node(at path: String, followsLast: Bool = true) throws -> SysfsNode {
        var text = Substring(path)
        if text == "/sys" || text.hasPrefix("/sys/") { text = text.dropFirst(4) }
        var links = 0
        return try walk(root, text, followsLast, &links)
    }

    private func walk(_ start: SysfsNode, _ path: Substring, _ followsLast: Bool, _ links: inout Int) throws
        -> SysfsNode
    {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        let needsDirectory = path.hasSuffix("/")
        var place = start
        for (index, part) in parts.enumerated() {
            guard place.isDirectory else { throw Errno.ENOTDIR }
            if part == "." { continue }
            if part == ".." {
                place = place.parent ?? place
                continue
            }
            guard let next = place.children[String(part)] else { throw Errno.ENOENT }
            let isLast = index == parts.count - 1
            if case .link(let target) = next.content, !isLast || followsLast || needsDirectory {
                links += 1
                if links > Self.mostLinks { throw Errno.ELOOP }
                // What was removed is looked for by its path: another of the same name may be there.
                place = target.isRemoved ? try walk(root, Substring(target.path), true, &links) : target
            } else {
                place = next
            }
        }
        if needsDirectory, !place.isDirectory { throw Errno.ENOTDIR }
        return place
    }

    /// The text of a link, relative to where it is (kernfs_get_target_path()).
    public func target(of link: SysfsNode) throws -> String {
        guard case .link(let target) = link.content, let place = link.parent else { throw Errno.EINVAL }
        var ups = ""
        var base = place
        while let above = base.parent {
            var node = target.parent
            while let one = node, one.parent != nil, one !== base { node = one.parent }
            if node === base { break }
            ups += "../"
            base = above
        }
        var names: [String] = []
        var node: SysfsNode? = target
        while let one = node, one.parent != nil, one !== base {
            names.insert(one.name, at: 0)
            node = one.parent
        }
        return ups + names.joined(separator: "/")
    }

    /// Names in a directory, in byte order.
    public func list(_ node: SysfsNode) throws -> [String] {
        guard node.isDirectory else { throw Errno.ENOTDIR }
        return node.children.keys.sorted { $0.isBefore($1) }
    }
}
