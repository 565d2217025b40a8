// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Objects of the model's mdev core by the addresses of their C structs.
final class MdevObjects {
    var devices: [UInt64: MdevDevice] = [:]
    /// By `struct mdev_type *`, or the kobject that stands for one.
    var types: [UInt64: MdevType] = [:]
    var drivers: [UInt64: MdevDriver] = [:]
    /// By `struct mdev_parent *`, at D0.
    var parents: [UInt64: MdevParent] = [:]
    /// mdev_set_drvdata() where nobody sees into `struct mdev_device`.
    var data: [UInt64: UInt64] = [:]
    /// What mdev_uuid() points to.
    var uuids: [UInt64: UInt64] = [:]
    /// Memory that goes with an mdev or a type.
    var memory: [UInt64: [UInt64]] = [:]
    var bus: UInt64 = 0
}

extension Kernel {
    /// `&mdev_bus_type`.
    func mdevBus(_ machine: Machine) throws(Stop) -> UInt64 {
        if mdevObjects.bus == 0 { mdevObjects.bus = try ownBus("mdev", machine) }
        return mdevObjects.bus
    }

    /// An mdev that the model made; nil for one that somebody made for a call.
    func knownMdev(_ address: UInt64, _ machine: Machine) throws(Stop) -> MdevDevice? {
        if let known = mdevObjects.devices[address] {
            try machine.touch(address)
            return known
        }
        return nil
    }
}
