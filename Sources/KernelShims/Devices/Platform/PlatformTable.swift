// SPDX-License-Identifier: Apache-2.0
import KernelModel

/// Platform devices and drivers by the addresses of their C structs.
struct PlatformTable {
    struct Device {
        /// The `struct device` in it.
        var device: UInt64
        /// PLATFORM_DEVID_AUTO: the number that it got.
        var automatic: Int?
        /// platform_device_alloc() made it.
        var isKernelMade: Bool
    }

    /// By `struct platform_device *`.
    var devices: [UInt64: Device] = [:]
    /// `struct platform_driver *` that are registered, in that order.
    var drivers: [UInt64] = []
    /// /sys/devices/platform; 0 before somebody needs it.
    var root: UInt64 = 0
    /// Devices that are there because a driver wants them.
    var hardware: Set<UInt64> = []

    /// The struct around a `struct device`.
    func container(of device: UInt64) -> UInt64? { devices.first { $0.value.device == device }?.key }

    /// The lowest number that no device has.
    var freeNumber: Int {
        let taken = Set(devices.values.compactMap(\.automatic))
        return (0...taken.count).first { !taken.contains($0) } ?? 0
    }
}
