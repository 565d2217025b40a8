// SPDX-License-Identifier: Apache-2.0
import KernelModel

/// The way from the C structs of the driver core to the model's objects, and what only the shims know of them.
struct DeviceTable {
    struct Device {
        /// nil for what somebody else registered and no call needed to know more of.
        var model: KernelModel.Device?
        /// Where there is no model.
        var references = 1
        /// The kernel made the object itself and frees it with the last reference.
        var isKernelMade = false
        /// What the kernel frees then, where it is not the device itself: the object around it, and its parts.
        var owned: [UInt64] = []
        /// The run was told that it is registered.
        var isAnnounced = false
    }

    struct Driver {
        var model: KernelModel.Driver
        var name: String { model.name }
    }

    struct Class {
        var model: DeviceClass
        /// class_create() made the struct.
        var isKernelMade: Bool
        /// No driver's: "misc".
        var isKernelsOwn = false
    }

    struct CharacterDevice {
        var first: UInt32
        var model: KernelModel.CharacterDevice
    }

    var devices: [UInt64: Device] = [:]
    /// What dev_set_name() allocated, by device: it goes with the last reference.
    var names: [UInt64: UInt64] = [:]
    /// Those that drivers added, in that order.
    var added: [UInt64] = []
    var drivers: [UInt64: Driver] = [:]
    /// Registered drivers, in that order.
    var driverOrder: [UInt64] = []
    var buses: [UInt64: Bus] = [:]
    var classes: [UInt64: Class] = [:]
    var regions: [CharacterRegion] = []
    /// cdevs that were added.
    var characterDevices: [UInt64: CharacterDevice] = [:]
    /// Those that are registered, by `struct miscdevice *`.
    var miscDevices: [UInt64: MiscDevice] = [:]
    /// Groups that were created one by one, by kobject.
    var groups: [UInt64: [(address: UInt64, group: AttributeGroup)]] = [:]
    /// By the device that was given to mdev_register_device().
    var parents: [UInt64: MdevParent] = [:]
    /// The one that was registered last.
    var lastParent: UInt64 = 0
    var mdevs: [UInt64: Mdev] = [:]
    /// Buses of the kernel itself that drivers register with by other calls, by name.
    var ownBuses: [String: UInt64] = [:]
    var platform = PlatformTable()

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

extension DeviceNumber {
    /// A dev_t of the kernel's own.
    init(_ number: UInt32) { self.init(major: Int(number >> 20), minor: Int(number & 0xfffff)) }

    var bits: UInt32 { UInt32(truncatingIfNeeded: major << 20 | minor) }
}
