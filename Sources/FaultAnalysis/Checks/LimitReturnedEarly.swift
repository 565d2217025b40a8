// SPDX-License-Identifier: Apache-2.0

/// L-05: remove says that there is room for another device while this one is still in use.
enum LimitReturnedEarly {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        driver.bindings.flatMap { binding -> [Fault] in
            let taken = binding.probePaths.filter(\.succeeds).flatMap(Counters.changed)
            return binding.removePaths.flatMap { path -> [Fault] in
                guard let end = path.events.firstIndex(where: { $0.kind == .unregister }) else { return [] }
                return path.events[..<end].compactMap { event in
                    guard event.kind == .raise || event.kind == .lower,
                        taken.contains(where: { $0.subject == event.subject && $0.kind != event.kind })
                    else { return nil }
                    let line = path.events[end].node.position.line
                    return Fault("L-05", event.node, event.subject, "the device is unregistered in line \(line)")
                }
            }
        }
    }
}
