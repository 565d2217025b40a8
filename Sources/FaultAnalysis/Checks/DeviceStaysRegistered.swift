// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// L-01: nothing that remove does unregisters the vfio_device.
enum DeviceStaysRegistered {
    static let function = "vfio_unregister_group_dev"

    static func faults(_ driver: DriverFacts) -> [Fault] {
        driver.bindings.compactMap { binding in
            guard let remove = binding.remove, let probe = binding.probe, !unregisters(remove, driver),
                DriverFacts.registrations.contains(where: { driver.calls.graph.reaches(probe.name, $0) })
            else { return nil }
            return Fault("L-01", remove, remove.name)
        }
    }

    /// Whether remove comes to the unregistration, be it in a file that was not parsed or by a managed resource.
    private static func unregisters(_ remove: SyntaxNode, _ driver: DriverFacts) -> Bool {
        if driver.calls.graph.reaches(remove.name, function) { return true }
        if driver.surroundings.isMentionedElsewhere(function) { return true }
        // Somebody else may be called back, such as the release of a managed resource.
        let callers = (driver.index.calls[function] ?? []).compactMap(\.enclosingFunction?.name)
        return callers.contains { caller in
            driver.index.values.keys.contains { name in
                name != driver.bindings.first?.probe?.name && driver.calls.graph.reaches(name, caller)
            }
        }
    }
}
