// SPDX-License-Identifier: Apache-2.0

/// L-04: a failing probe leaves a counter as if there were a device.
enum CounterStaysRaised {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        ProbeFailures.faults(
            "L-04", driver, left: Counters.changed,
            isReturned: { path, event in Counters.undoes(path, event) },
            detail: { event, remove in
                "line \(event.node.position.line) counts the device, and only \(remove.name)() takes that back"
            })
    }
}

/// What paths do to counters.
enum Counters {
    /// The changes that a path does not take back, one for each counter.
    static func changed(_ path: FlowPath) -> [PathEvent] {
        var seen: Set<String> = []
        return path.events.filter { event in
            (event.kind == .raise || event.kind == .lower) && path.net(of: event.subject) != 0
                && (path.net(of: event.subject) > 0) == (event.kind == .raise) && seen.insert(event.subject).inserted
        }
    }

    /// Whether a path counts the other way round.
    static func undoes(_ path: FlowPath, _ event: PathEvent) -> Bool {
        let net = path.net(of: event.subject)
        return event.kind == .raise ? net < 0 : net > 0
    }
}
