// SPDX-License-Identifier: Apache-2.0

/// The files under a path with their modes and contents, in the order of their names.
struct TreeWalk {
    let performer: Performer
    let base: String
    var nodes: [TraceNode] = []

    init(performer: Performer, base: String) {
        self.performer = performer
        self.base = base
    }

    mutating func visit(_ relative: String, depth: Int) throws {
        let path = relative.isEmpty ? base : "\(base)/\(relative)"
        let name = relative.isEmpty ? "." : relative
        let user = performer.user
        guard case .success(let status) = try TraceResult.resultOrError({ try user.lstat(path) }) else { return }
        switch status.kind {
        case .link:
            let target = try TraceResult.resultOrError { try user.readlink(path) }
            nodes.append(TraceNode(name, .link((try? target.get()) ?? "")))
        case .characterDevice: nodes.append(TraceNode(name, .characterDevice(mode: status.mode)))
        case .file:
            nodes.append(TraceNode(name, .file(mode: status.mode, content: try content(path, relative, status))))
        case .directory:
            nodes.append(TraceNode(name, .directory))
            // What is in it depends on the kernel's configuration.
            guard depth > 0, !path.hasSuffix("/power") else { return }
            guard case .success(let names) = try TraceResult.resultOrError({ try user.list(path) }) else { return }
            for entry in names { try visit(relative.isEmpty ? entry : "\(relative)/\(entry)", depth: depth - 1) }
        }
    }

    private func content(_ path: String, _ relative: String, _ status: UserFileStatus) throws -> String? {
        guard status.mode & 0o444 != 0 else { return nil }
        let (result, bytes) = try performer.readFile(path)
        if result.isError { return result.description }
        // The numbers of a device vary.
        return relative == "dev" ? "(dev)" : TraceText.quoted(bytes)
    }
}
