// SPDX-License-Identifier: Apache-2.0

/// L-03: a failing probe frees less than remove does.
enum LeakOnFailure {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        ProbeFailures.faults(
            "L-03", driver, left: { $0.held(.allocate, .free).filter { !$0.subject.isEmpty } },
            isReturned: { path, event in path.events(.free).contains { $0.subject == event.subject } },
            detail: { event, remove in
                "it was allocated in line \(event.node.position.line), and \(remove.name)() frees it"
            })
    }
}
