// SPDX-License-Identifier: Apache-2.0

/// L-07: the mdev driver is unregistered while parents may still create devices for it.
enum DriverGoneBeforeParents {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        leaving(driver.exitPaths) + failing(driver.initPaths)
    }

    private static func leaving(_ paths: [FlowPath]) -> [Fault] {
        paths.flatMap { path -> [Fault] in
            guard let last = path.events.lastIndex(where: { $0.kind == .unregisterParent }) else { return [] }
            return path.events[..<last].filter { $0.kind == .unregisterDriver }.map { event in
                Fault(
                    "L-07", event.node, event.subject,
                    "the parents go in line \(path.events[last].node.position.line)")
            }
        }
    }

    /// A failing init: what it has registered is there until it is unregistered.
    private static func failing(_ paths: [FlowPath]) -> [Fault] {
        paths.flatMap { path -> [Fault] in
            path.events.indices.compactMap { position in
                guard path.events[position].kind == .unregisterDriver else { return nil }
                let before = path.events[..<position]
                let parents =
                    before.filter { $0.kind == .registerParent }.count
                    - before.filter { $0.kind == .unregisterParent }.count
                guard parents > 0, path.events[position...].contains(where: { $0.kind == .unregisterParent }) else {
                    return nil
                }
                return Fault("L-07", path.events[position].node, path.events[position].subject)
            }
        }
    }
}
