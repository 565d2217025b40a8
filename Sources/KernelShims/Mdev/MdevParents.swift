// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// Parents up to C1.
extension Kernel {
    /// - Parameter takesDriver: what is registered is a `struct mdev_driver`, not a table.
    func addParent(
        _ address: UInt64, _ table: UInt64, takesDriver: Bool, _ call: KernelCall
    ) throws(Stop) -> UInt64 {
        let (machine, reference) = (call.machine, try call.reference)
        let device = address == 0 ? nil : try knownDevice(address, machine)
        let result: UInt64
        if takesDriver {
            let driver = table == 0 ? nil : try mdevDriver(at: table, machine)
            driver?.typeGroups = try typeGroups(
                at: try machine.pointer("supported_type_groups", of: "mdev_driver", at: table), parent: address, machine
            )
            result = try call.status { try reference.mdev.register(device, driver) }
        } else {
            let ops = table == 0 ? nil : try parentOperations(at: table, parent: address, machine)
            result = try call.status { try reference.mdev.register(device, ops) }
        }
        if result == 0, let device {
            devices.lastParent = address
            devices.parents[address] = reference.mdev.parent(of: device)
            machine.record(.note("‘\(device.name)’ is registered as a parent of mdev devices"))
        }
        return result
    }

    func removeParent(_ address: UInt64, _ call: KernelCall) throws(Stop) {
        let (machine, reference) = (call.machine, try call.reference)
        let device = try knownDevice(address, machine)
        guard reference.mdev.parent(of: device) != nil else {
            throw .fault(.badArgument, "mdev_unregister_device() of a device that is not registered")
        }
        try checkUnknownMdevs(of: address, machine)
        let name = device.name
        _ = try call.perform { try reference.mdev.unregister(device) }
        devices.parents[address] = nil
        if devices.lastParent == address { devices.lastParent = 0 }
        machine.record(.note("‘\(name)’ is no parent of mdev devices any more"))
    }
}
