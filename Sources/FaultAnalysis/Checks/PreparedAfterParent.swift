// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// L-15: what probe uses is initialised when a device can already be created.
enum PreparedAfterParent {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        driver.initPaths.flatMap { path -> [Fault] in
            guard let start = path.events.firstIndex(where: { $0.kind == .registerParent }) else { return [] }
            return path.events[start...].compactMap { event in
                guard event.kind == .prepare, isUsed(event.subject, driver),
                    !path.events[..<start].contains(where: { $0.kind == .prepare && $0.subject == event.subject })
                else { return nil }
                return Fault(
                    "L-15", event.node, event.subject,
                    "the parent is registered in line \(path.events[start].node.position.line)")
            }
        }
    }

    /// Whether code that a device leads to names the place.
    private static func isUsed(_ subject: String, _ driver: DriverFacts) -> Bool {
        driver.index.functions.contains { name, function in
            driver.isReachedFromDevices(name)
                && function.descendants(.reference, .memberReference).contains { Places.subject($0) == subject }
        }
    }
}
