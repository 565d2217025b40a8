// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// L-06: a device that was initialised goes without `vfio_uninit_group_dev()`.
enum DeviceSetLeaked {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        guard driver.level.hasDeviceSets, !isCalledBack(driver) else { return [] }
        return driver.bindings.flatMap { binding in
            failing(binding.probePaths) + leaving(binding.removePaths)
        }
    }

    /// Whether a managed resource or the like uninitialises the device.
    private static func isCalledBack(_ driver: DriverFacts) -> Bool {
        driver.index.values.contains { name, uses in
            driver.index.functions[name] != nil && uses.contains { $0.ancestor { $0.kind == .call } != nil }
                && driver.calls.graph.reaches(name, "vfio_uninit_group_dev")
        }
    }

    private static func failing(_ paths: [FlowPath]) -> [Fault] {
        paths.compactMap { path in
            guard path.fails, let event = path.first(.initialise), !path.has(.uninitialise),
                !path.loses(after: event), let failure = path.failure?.node,
                !paths.contains(where: { other in
                    other.fails && other.has(.uninitialise) && path.sharesFailure(with: other, after: event)
                })
            else { return nil }
            return Fault(
                "L-06", failure, failure.calledName ?? "",
                "vfio_init_group_dev() is called in line \(event.node.position.line)")
        }
    }

    private static func leaving(_ paths: [FlowPath]) -> [Fault] {
        guard !paths.contains(where: { $0.has(.uninitialise) }) else { return [] }
        return paths.compactMap { path in
            guard let event = path.first(.unregister), !path.loses(after: event) else {
                return nil
            }
            return Fault("L-06", event.node, "vfio_unregister_group_dev")
        }
    }
}
