// SPDX-License-Identifier: Apache-2.0

/// The files of an mdev that its driver made: numbers and nonsense are written to those that can be written, and those
/// that can be read are read again. What takes back what another file did (`unlink` beside `link`) comes at the end.
struct AttributeRun {
    /// What is there by default, what is beyond all masks, and no number.
    static let values = ["4", "5", "256", "none"]

    let session: Session
    let directory: String
    private let writable: [String]
    private let undoing: [String]
    private let readable: [String]

    /// - Parameter nodes: what stands in the directory.
    init(_ session: Session, _ directory: String, _ nodes: [TraceNode]) {
        self.session = session
        self.directory = directory
        let files = nodes.compactMap { node -> (path: String, mode: UInt32)? in
            guard case .file(let mode, _) = node.kind, node.depth == 1 else { return nil }
            return ["remove", "uevent"].contains(node.path) ? nil : (node.path, mode)
        }
        let writable = files.filter { $0.mode & 0o222 != 0 }.map(\.path)
        let undoing = writable.filter { $0.hasPrefix("un") && writable.contains(String($0.dropFirst(2))) }
        self.undoing = undoing
        self.writable = writable.filter { !undoing.contains($0) }
        readable = files.filter { $0.mode & 0o444 != 0 }.map(\.path)
    }

    func write() throws {
        for name in writable { try write(name) }
        try readAll()
    }

    /// After whatever was done.
    func undo() throws {
        guard !undoing.isEmpty else { return }
        for name in undoing { try write(name) }
        try readAll()
    }

    private func write(_ name: String) throws {
        for value in Self.values {
            try session.perform(
                "sysfs_write",
                [
                    TraceField("path", written: "\(directory)/\(name)"), TraceField("data", text: Array(value.utf8)),
                ])
        }
    }

    private func readAll() throws {
        guard !writable.isEmpty else { return }
        for name in readable {
            try session.perform("sysfs_read", [TraceField("path", written: "\(directory)/\(name)")])
        }
    }
}
