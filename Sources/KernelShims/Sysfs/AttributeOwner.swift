// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Whose attributes they are: which struct is around a `struct attribute`, and what its show() and store() are given.
public enum AttributeOwner: Hashable, Sendable {
    /// `struct device *`.
    case device(UInt64)
    /// `struct device_driver *`.
    case driver(UInt64)
    /// `struct class *`.
    case deviceClass(UInt64)
    /// `struct bus_type *`.
    case bus(UInt64)
    /// A kobject of the driver's own with kobj_sysfs_ops.
    case kobject(UInt64)
    /// A type of mdevs up to A2: its kobject, and the parent's `struct device *`.
    case mdevTypeKobject(kobj: UInt64, device: UInt64)
    /// `struct mdev_type *`, B0 to C1.
    case mdevType(UInt64)

    /// The struct around the attribute.
    var attributeType: String {
        switch self {
        case .device: "device_attribute"
        case .driver: "driver_attribute"
        case .deviceClass: "class_attribute"
        case .bus: "bus_attribute"
        case .kobject: "kobj_attribute"
        case .mdevTypeKobject, .mdevType: "mdev_type_attribute"
        }
    }

    /// What comes in front of the buffer.
    func arguments(_ attribute: UInt64) -> [UInt64] {
        switch self {
        case .device(let owner), .deviceClass(let owner), .kobject(let owner), .mdevType(let owner): [owner, attribute]
        case .driver(let owner), .bus(let owner): [owner]
        case .mdevTypeKobject(let kobj, let device): [kobj, device]
        }
    }

    /// The mdev core makes files of types one by one, and asks nobody whether they are visible.
    var asksVisibility: Bool {
        switch self {
        case .mdevTypeKobject, .mdevType: false
        default: true
        }
    }

    /// What is_visible() is given.
    func kobject(_ machine: Machine) throws(Stop) -> UInt64 {
        switch self {
        case .device(let device):
            guard let kobj = machine.member("kobj", of: "device", at: device) else {
                throw .unsupported("is_visible() of a device that nobody sees into")
            }
            return kobj
        case .kobject(let kobj): return kobj
        default: throw .unsupported("is_visible() of attributes that are no device's")
        }
    }
}
