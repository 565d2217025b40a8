// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// The platform bus: which driver takes which device, and what it is called with.
extension Kernel {
    /// `&platform_bus_type`, with /sys/devices/platform.
    func platformBus(_ machine: Machine) throws(Stop) -> UInt64 {
        let address = try ownBus("platform", machine)
        guard devices.platform.root == 0, let bus = devices.buses[address] else { return address }
        bus.match = { [unowned self, unowned machine] device, driver in
            try matches(device.handle, driver.handle, machine)
        }
        bus.probe = { [unowned self, unowned machine] device in
            try probe(device, machine) { () throws(Stop) in try callPlatform("probe", device, machine) }
        }
        bus.remove = { [unowned self, unowned machine] device in _ = try callPlatform("remove", device, machine) }
        bus.uevent = { [unowned self, unowned machine] device in
            [KernelModel.KernelLog.Variable("MODALIAS", try modalias(of: device, machine))]
        }
        let core = try reference(machine).devices
        let root = Device(name: "platform", scheduler: core.scheduler)
        root.release = { _ in }
        if let error = try model(machine, { try core.add(root) }) {
            throw .unsupported("the device ‘platform’: \(error)")
        }
        var place = machine.address(of: "platform_bus") ?? 0
        if place == 0 { place = try machine.memory.allocate(1, kind: .opaque, alignment: 64, name: "platform_bus") }
        know(root, at: place, machine)
        devices.platform.root = place
        return address
    }

    /// platform_dev_groups.
    func platformFiles(of device: Device, _ machine: Machine) throws(Stop) -> [AttributeGroup] {
        let text = try modalias(of: device, machine) + "\n"
        let override = SysfsFile(
            mode: 0o644, show: { Array("(null)\n".utf8) },
            store: { _ in throw Stop.unsupported("driver_override of a platform device") })
        return [
            AttributeGroup(
                name: nil,
                attributes: [
                    Attribute(name: "driver_override", file: override),
                    Attribute(name: "modalias", file: SysfsFile(mode: 0o444, show: { Array(text.utf8) })),
                ])
        ]
    }

    private func modalias(of device: Device, _ machine: Machine) throws(Stop) -> String {
        guard let pdev = devices.platform.container(of: device.handle) else { return "" }
        return "platform:" + (try platformName(pdev, machine))
    }

    /// platform_match(), without what firmware says.
    private func matches(_ device: UInt64, _ driver: UInt64, _ machine: Machine) throws -> Bool {
        announce(device, machine)
        guard let pdev = devices.platform.container(of: device) else { return false }
        let name = try platformName(pdev, machine)
        let table = try platformIDs(of: driver, machine)
        if !table.isEmpty {
            guard let found = table.first(where: { $0.name == name }) else { return false }
            try machine.set("id_entry", of: "platform_device", at: pdev, found.address)
            return true
        }
        return try machine.text(at: try machine.pointer("name", of: "device_driver", at: driver)) == name
    }

    /// The driver's id_table.
    func platformIDs(of driver: UInt64, _ machine: Machine) throws(Stop) -> [(name: String, address: UInt64)] {
        guard let size = machine.program.layout(of: "struct platform_device_id")?.size else { return [] }
        var entry = try machine.pointer("id_table", of: "platform_driver", at: platformDriver(around: driver, machine))
        var ids: [(name: String, address: UInt64)] = []
        while entry != 0 {
            let name = try machine.text(at: entry)
            if name.isEmpty { break }
            ids.append((name, entry))
            entry &+= UInt64(size)
        }
        return ids
    }

    private func platformDriver(around driver: UInt64, _ machine: Machine) -> UInt64 {
        driver &- UInt64(machine.program.layout(of: "struct platform_driver")?.offset(of: "driver") ?? 0)
    }

    private func callPlatform(_ member: String, _ device: Device, _ machine: Machine) throws(Stop) -> Int32? {
        guard let driver = device.driver?.handle, let pdev = devices.platform.container(of: device.handle) else {
            return nil
        }
        return try machine.callMember(
            member, of: "platform_driver", at: platformDriver(around: driver, machine), [pdev])
    }
}
