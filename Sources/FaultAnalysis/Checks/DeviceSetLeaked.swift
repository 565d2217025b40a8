// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// L-06: a device that was initialised goes without `vfio_uninit_group_dev()`.
enum DeviceSetLeaked {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        guard driver.level.hasDeviceSets else { return [] }
        return driver.bindings.flatMap { binding in
            failing(binding.probePaths) + leaving(binding.removePaths)
        }
    }

    private static func failing(_ paths: [FlowPath]) -> [Fault] {
        paths.compactMap { path in
            guard path.fails, let event = path.first(.initialise), !path.has(.uninitialise),
                !path.loses(after: event), let failure = path.failure?.node
            else { return nil }
            return Fault(
                "L-06", failure, failure.calledName ?? "",
                "vfio_init_group_dev() is called in line \(event.node.position.line)")
        }
    }

    private static func leaving(_ paths: [FlowPath]) -> [Fault] {
        paths.compactMap { path in
            guard let event = path.first(.unregister), !path.has(.uninitialise), !path.loses(after: event) else {
                return nil
            }
            return Fault("L-06", event.node, "vfio_unregister_group_dev")
        }
    }
}
