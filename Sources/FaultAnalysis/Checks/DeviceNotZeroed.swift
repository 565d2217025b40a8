// SPDX-License-Identifier: Apache-2.0

/// L-08: `vfio_init_group_dev()` is given memory that holds something else, such as the device before this one.
enum DeviceNotZeroed {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        driver.bindings.flatMap { binding in
            binding.probePaths.flatMap { $0.events(.reuse) }.compactMap { event in
                // Who clears it in remove has it zeroed the next time.
                let isCleared = binding.removePaths.contains { path in
                    path.events(.clear).contains { $0.subject == event.subject }
                }
                return isCleared ? nil : Fault("L-08", event.node, event.subject)
            }
        }
    }
}
