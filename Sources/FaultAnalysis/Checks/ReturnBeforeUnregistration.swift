// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// L-02: remove unregisters the vfio_device, but may return before.
enum ReturnBeforeUnregistration {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        driver.bindings.flatMap { binding -> [Fault] in
            guard let remove = binding.remove, binding.removePaths.contains(where: { $0.has(.unregister) }) else {
                return []
            }
            return binding.removePaths.compactMap { path in
                guard !path.has(.unregister), !path.has(.lose), let end = path.end else { return nil }
                return Fault("L-02", end, remove.name)
            }
        }
    }
}
