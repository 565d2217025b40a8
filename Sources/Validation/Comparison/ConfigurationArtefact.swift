// SPDX-License-Identifier: Apache-2.0

/// What a trace says about how its kernel was configured, not about how it behaves. Left aside on both sides.
public enum ConfigurationArtefact: String, Sendable, CaseIterable {
    /// `power` directories and what is in them: runtime power management of devices.
    case powerDirectories = "power directories"
    /// A kernel with module signatures says so of every module built outside.
    case taint = "loading out-of-tree module taints kernel"

    func covers(_ effect: TraceEffect) -> Bool {
        switch (self, effect) {
        case (.powerDirectories, .node(let node)): node.path.split(separator: "/").contains("power")
        case (.taint, .message(_, let text)): text.contains(rawValue)
        default: false
        }
    }
}
