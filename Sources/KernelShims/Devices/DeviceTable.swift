// SPDX-License-Identifier: Apache-2.0
import KernelModel

/// What the driver core knows of the devices of one run, by their addresses.
struct DeviceTable {
    struct Device {
        var references = 1
        var isAdded = false
        var parent: UInt64 = 0
        var bus: UInt64 = 0
        /// The driver that it is bound to, 0 for none.
        var driver: UInt64 = 0
        /// The kernel made the object itself and frees it with the last reference.
        var isKernelMade = false
    }

    struct Driver {
        var bus: UInt64
        var name: String
        /// Devices in the order in which they were bound.
        var devices: [UInt64] = []
    }

    var devices: [UInt64: Device] = [:]
    /// What dev_set_name() allocated, by device: it goes with the last reference.
    var names: [UInt64: UInt64] = [:]
    /// Those that were added, in that order.
    var added: [UInt64] = []
    var drivers: [UInt64: Driver] = [:]
    /// Registered drivers, in that order.
    var driverOrder: [UInt64] = []
    var buses: [UInt64: String] = [:]
    var classes: [UInt64: String] = [:]
    var regions: [CharacterRegion] = []
    /// Ranges of numbers that lead to a cdev.
    var characterDevices: [UInt64: CharacterRegion] = [:]
    /// Names of the groups that were created, by kobject.
    var groups: [UInt64: [UInt64]] = [:]
    /// By the device that was given to mdev_register_device().
    var parents: [UInt64: MdevParent] = [:]
    /// The one that was registered last.
    var lastParent: UInt64 = 0
    var mdevs: [UInt64: Mdev] = [:]
    /// Buses of the kernel itself that drivers register with by other calls, by name.
    var ownBuses: [String: UInt64] = [:]

    init() {}
}

/// Numbers of character devices.
struct CharacterRegion: Hashable {
    var first: UInt32
    var count: UInt32
    var name: String
}

/// What the mdev core keeps in a `struct mdev_device` that drivers do not see into.
struct Mdev {
    var number: Int
    var data: UInt64 = 0
    /// Its `struct device`, made when it is asked for.
    var device: UInt64 = 0
    var uuid: UInt64 = 0
    var parent: UInt64 = 0
}
