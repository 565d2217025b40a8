// SPDX-License-Identifier: Apache-2.0

extension ReferenceKernel {
    /// What is at a path of the system: only /sys and /dev are there.
    enum Place {
        case sysfs(SysfsNode)
        /// Below /dev, with its name there.
        case directory(String)
        case device(DeviceNodes.Node)
        case null
    }

    func place(at path: String, followsLast: Bool) throws -> Place {
        if path.isEmpty { throw Errno.ENOENT }
        if path == "/sys" || path.hasPrefix("/sys/") {
            return .sysfs(try sysfs.node(at: path, followsLast: followsLast))
        }
        guard path == "/dev" || path.hasPrefix("/dev/") else { throw Errno.ENOENT }
        var parts: [Substring] = []
        for part in path.dropFirst(4).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        let name = parts.joined(separator: "/")
        if name == "null" { return .null }
        switch deviceNodes.kind(name) {
        case .node(let node):
            if path.hasSuffix("/") { throw Errno.ENOTDIR }
            return .device(node)
        case .directory: return .directory(name)
        case nil:
            // Something below a node.
            let above = parts.indices.dropLast().contains { end in
                deviceNodes.nodes[parts[...end].joined(separator: "/")] != nil
            }
            throw above ? Errno.ENOTDIR : Errno.ENOENT
        }
    }

    func status(of place: Place) -> FileStatus {
        switch place {
        case .sysfs(let node):
            switch node.content {
            case .directory: FileStatus(kind: .directory, mode: 0o755)
            case .file(let file): FileStatus(kind: .file, mode: file.mode)
            case .link: FileStatus(kind: .link, mode: 0o777)
            }
        case .directory: FileStatus(kind: .directory, mode: 0o755)
        case .device(let node): FileStatus(kind: .characterDevice, mode: node.mode, number: node.number)
        case .null:
            FileStatus(kind: .characterDevice, mode: 0o666, number: DeviceNumber(major: 1, minor: 3))
        }
    }
}
