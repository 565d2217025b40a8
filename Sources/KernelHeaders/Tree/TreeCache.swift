// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What was read of one kernel tree so far. Shared by copies of a `KernelTree`; safe to use from several threads.
final class TreeCache: Sendable {
    private struct State {
        var snapshots: [KernelArchitecture: ArchitectureSnapshot] = [:]
        var directories: [DirectoryKey: KbuildDirectory?] = [:]
    }

    private struct DirectoryKey: Hashable {
        var path: String
        var architecture: KernelArchitecture
    }

    private let state = Mutex(State())

    /// What holds for an architecture. Two threads may both work it out the first time.
    func snapshot(
        _ architecture: KernelArchitecture, make: () -> ArchitectureSnapshot
    ) -> ArchitectureSnapshot {
        if let known = state.withLock({ $0.snapshots[architecture] }) { return known }
        let made = make()
        state.withLock { $0.snapshots[architecture] = made }
        return made
    }

    /// The Makefile of a directory.
    func directory(_ path: String, treeRoot: String?, architecture: KernelArchitecture) -> KbuildDirectory? {
        let key = DirectoryKey(path: path, architecture: architecture)
        if let known = state.withLock({ $0.directories[key] }) { return known }
        let made = KbuildDirectory(path: path, treeRoot: treeRoot, architecture: architecture)
        state.withLock { $0.directories[key] = .some(made) }
        return made
    }
}
