// SPDX-License-Identifier: Apache-2.0

/// What is done with a driver when nobody says what: it is loaded, an mdev of every type is made, looked at, opened,
/// asked everything that it can be asked, read and written at the edges of its regions, given interrupts, closed and
/// removed; then the driver is unloaded. What comes next depends on what the driver reports, so the operations are made
/// as it goes. The trace can be replayed: a `tree` has its depth, and what is written is in the line.
public struct DefaultScenario: Sendable {
    public struct Module: Sendable, Equatable {
        public var name: String
        public var parameters: String

        public init(_ name: String, parameters: String = "") {
            self.name = name
            self.parameters = parameters
        }
    }

    /// In the order of loading.
    public var modules: [Module]

    /// Requests that are left out, as they end in faults.
    public var avoided: Set<String> = []

    public init(modules: [Module]) { self.modules = modules }

    /// Ends early at a fault, unless the performer goes on.
    public func perform(by performer: Performer) throws -> Trace {
        let session = Session(performer, avoiding: avoided)
        do {
            try run(session)
            session.trace.entries.append(TraceEntry(.remark("end"), line: session.nextLine))
        } catch is Session.Ended {}
        return session.trace
    }

    private func run(_ session: Session) throws {
        try session.heading("load")
        for module in modules {
            try session.perform(
                "insmod",
                [TraceField("name", written: module.name), TraceField("params", written: "\"\(module.parameters)\"")])
            try session.refcnt(module.name)
        }
        try session.heading("parents and types")
        let parents = try session.tree("/sys/class/mdev_bus", depth: 1).filter { $0.depth == 1 }.map(\.path)
        var types: [String] = []
        for parent in parents {
            let nodes = try session.tree("/sys/class/mdev_bus/\(parent)/.", depth: 4)
            types += nodes.compactMap { Self.type($0) }.filter { !types.contains($0) }
        }
        _ = try session.tree("/sys/bus/mdev/drivers", depth: 3)
        if !types.isEmpty { try session.available(types) }

        for (number, type) in types.enumerated() {
            try session.heading("type \(type)")
            let mdev = MdevRun(session: session, type: type, uuid: Self.uuid(number + 1))
            try mdev.perform(module: modules.last?.name, types: types)
        }
        if let type = types.first {
            try session.heading("beyond the ends of the regions")
            try MdevRun(session: session, type: type, uuid: Self.uuid(0)).performBeyondEdges()
        }
        try session.heading("unload")
        for module in modules.reversed() { try session.perform("rmmod", [TraceField("name", written: module.name)]) }
        _ = try session.tree("/sys/class/mdev_bus", depth: 1)
    }

    /// `mdev_supported_types/TYPE`.
    private static func type(_ node: TraceNode) -> String? {
        let parts = node.path.split(separator: "/")
        guard node.kind == .directory, parts.count == 2, parts[0] == "mdev_supported_types" else { return nil }
        return String(parts[1])
    }

    private static func uuid(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "11111111-aaaa-4aaa-8aaa-" + String(repeating: "0", count: 12 - digits.count) + digits
    }
}
