// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// A driver's `struct mdev_driver` as the model's.
extension Kernel {
    /// The same object for the same struct, registered or only named by an ops table.
    func mdevDriver(at address: UInt64, _ machine: Machine) throws(Stop) -> MdevDriver {
        try machine.touch(address)
        if let known = mdevObjects.drivers[address], known.driver.name == (try mdevDriverName(address, machine)) {
            return known
        }
        let result = MdevDriver(name: try mdevDriverName(address, machine), bus: try reference(machine).mdev.bus)
        result.handle = address
        result.driver.handle = machine.member("driver", of: "mdev_driver", at: address) ?? 0
        try fill(result, machine)
        mdevObjects.drivers[address] = result
        return result
    }

    /// `name` of the struct itself up to A2, of the driver in it from then on.
    private func mdevDriverName(_ address: UInt64, _ machine: Machine) throws(Stop) -> String {
        let own = try machine.pointer("name", of: "mdev_driver", at: address)
        let inner = try machine.pointer("driver.name", of: "mdev_driver", at: address)
        return try machine.text(at: own != 0 ? own : inner)
    }

    private func fill(_ driver: MdevDriver, _ machine: Machine) throws(Stop) {
        let address = driver.handle
        let name = "mdev_driver"
        let inner = driver.driver.handle
        let owner = try machine.pointer("driver.owner", of: name, at: address)
        driver.driver.owner = modelModule(owner)
        let probe = try machine.callback("probe", of: name, at: address)
        driver.probe = { [unowned machine] mdev in
            try machine.set("driver", of: "device", at: mdev.device.handle, inner)
            guard let probe else { return }
            do {
                try machine.call(probe, [probe.takes("device", at: 0) ? mdev.device.handle : mdev.handle])
            } catch let errno as Errno {
                try machine.set("driver", of: "device", at: mdev.device.handle, 0)
                throw errno
            }
        }
        let remove = try machine.callback("remove", of: name, at: address)
        driver.remove = { [unowned self, unowned machine] mdev in
            if let remove {
                try machine.call(remove, [remove.takes("device", at: 0) ? mdev.device.handle : mdev.handle])
                checkRemoved(mdev, by: remove.function, machine)
            }
            try machine.set("driver", of: "device", at: mdev.device.handle, 0)
        }
        let groups = try machine.pointer("driver.dev_groups", of: name, at: address)
        driver.driver.deviceGroups = { [unowned self, unowned machine] device in
            try attributeGroups(at: groups, of: .device(device.handle), machine)
        }
        try fillTypes(driver, machine)
    }

    /// What D0 asks drivers about their types.
    private func fillTypes(_ driver: MdevDriver, _ machine: Machine) throws(Stop) {
        let (address, name) = (driver.handle, "mdev_driver")
        let interface = try machine.pointer("device_api", of: name, at: address)
        if interface != 0 { driver.deviceAPI = try machine.text(at: interface) }
        driver.maximalInstances = UInt32(
            truncatingIfNeeded: try machine.field("max_instances", of: name, at: address) ?? 0)
        if let available = try machine.callback("get_available", of: name, at: address) {
            driver.availableInstances = { [unowned machine] type in
                let count = try machine.call(available.function, as: available.signature, [type.handle])
                return UInt32(truncatingIfNeeded: count)
            }
        }
        if let describe = try machine.callback("show_description", of: name, at: address) {
            driver.description = { [unowned machine] type in
                let page = try machine.memory.allocate(
                    4096, kind: .kernel, alignment: 4096, zeroed: true, name: "the page of a show()")
                let result: Result<Int, Errno>
                do {
                    result = .success(try machine.call(describe, [type.handle, page]))
                } catch let errno as Errno {
                    result = .failure(errno)
                }
                let bytes = try machine.memory.bytes(at: page, count: min(4096, (try? result.get()) ?? 0))
                try machine.memory.release(page, accepting: [.kernel], by: "show_description")
                _ = try result.get()
                return bytes
            }
        }
    }
}
