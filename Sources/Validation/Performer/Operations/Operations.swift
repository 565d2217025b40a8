// SPDX-License-Identifier: Apache-2.0

/// How one operation line is performed.
struct OperationRule: Sendable {
    /// What the kernel said is printed under the next line that does not do this.
    var leavesEffects = false
    let perform: @Sendable (Performer, TraceOperation) throws -> Answer?

    init(leavesEffects: Bool = false, _ perform: @escaping @Sendable (Performer, TraceOperation) throws -> Answer?) {
        self.leavesEffects = leavesEffects
        self.perform = perform
    }
}

/// All operations by name; each group stands in a file of its own.
enum Operations {
    static let all: [String: OperationRule] = [
        sysfs, modules, mdev, stale, files, ioctls, regions, mappings, jobs, races, guests, hardware, time, memory,
    ]
    .reduce(into: [:]) { all, group in all.merge(group) { first, _ in first } }
}
