// SPDX-License-Identifier: Apache-2.0
import Machine

/// A device's memory that the kernel has mapped for itself.
struct DeviceMemory {
    var physical: UInt64
    var size: UInt64
}

extension Kernel {
    /// Where the kernel sees a page frame of a device; nil where it has not mapped it.
    func deviceMemory(ofFrame frame: UInt64) -> UInt64? {
        let physical = frame * options.pageSize
        let found = deviceMemory.filter {
            physical >= $0.value.physical && physical - $0.value.physical < $0.value.size
        }
        // The same one each time where there are several.
        return found.min { $0.key < $1.key }.map { $0.key + (physical - $0.value.physical) }
    }
}
