// SPDX-License-Identifier: Apache-2.0

/// L-14: a failing probe frees state that is still on a list of the driver's.
enum ElementStaysOnList {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        ProbeFailures.faults(
            "L-14", driver, left: { $0.held(.link, .unlink) },
            isReturned: { path, event in path.events(.unlink).contains { $0.subject == event.subject } },
            detail: { event, remove in
                "it came on the list in line \(event.node.position.line), and \(remove.name)() takes it off"
            })
    }
}
