// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// Platform devices from their making to their end.
extension Kernel {
    /// platform_device_alloc().
    func makePlatformDevice(_ name: String, id: Int, _ machine: Machine) throws(Stop) -> UInt64 {
        guard machine.program.layout(of: "struct platform_device") != nil else {
            throw .unsupported("a platform device without the members of struct platform_device")
        }
        let pdev = try machine.make("platform_device", name: "platform device \(name)")
        guard let device = machine.member("dev", of: "platform_device", at: pdev) else { return 0 }
        let text = try machine.makeText(name, name: "a platform device's name")
        try machine.set("name", of: "platform_device", at: pdev, text)
        try machine.set("id", of: "platform_device", at: pdev, .int(id))
        try initialiseDevice(device, machine)
        devices.devices[device]?.isKernelMade = true
        devices.devices[device]?.owned = [text, pdev]
        devices.platform.devices[pdev] = PlatformTable.Device(device: device, isKernelMade: true)
        return pdev
    }

    /// platform_device_add().
    func addPlatformDevice(_ pdev: UInt64, fails: Bool, _ machine: Machine) throws(Stop) -> UInt64 {
        let bus = try platformBus(machine)
        guard let device = devices.platform.devices[pdev]?.device else {
            throw .fault(.badArgument, "platform_device_add() of a device that was not made by platform_device_alloc()")
        }
        if try machine.pointer("parent", of: "device", at: device) == 0 {
            try machine.set("parent", of: "device", at: device, devices.platform.root)
        }
        try machine.set("bus", of: "device", at: device, bus)
        let name = try platformName(pdev, machine)
        switch Int32(truncatingIfNeeded: try machine.field("id", of: "platform_device", at: pdev) ?? 0) {
        case -1: try nameDevice(device, Array(name.utf8), machine)
        case -2:
            let number = devices.platform.freeNumber
            devices.platform.devices[pdev]?.automatic = number
            try machine.set("id", of: "platform_device", at: pdev, .int(number))
            try machine.set("id_auto", of: "platform_device", at: pdev, 1)
            try nameDevice(device, Array("\(name).\(number).auto".utf8), machine)
        case let id: try nameDevice(device, Array("\(name).\(id)".utf8), machine)
        }
        let result = try addDevice(device, fails: fails, machine)
        if result != 0 { try forgetNumber(of: pdev, machine) }
        return result
    }

    private func forgetNumber(of pdev: UInt64, _ machine: Machine) throws(Stop) {
        guard devices.platform.devices[pdev]?.automatic != nil else { return }
        devices.platform.devices[pdev]?.automatic = nil
        try machine.set("id", of: "platform_device", at: pdev, .int(-2))
    }

    /// platform_device_del().
    func removePlatformDevice(_ pdev: UInt64, by function: String, _ machine: Machine) throws(Stop) {
        guard let device = devices.platform.devices[pdev]?.device else {
            throw .fault(.badArgument, "\(function)() of what is no platform device")
        }
        try removeDevice(device, by: function, machine)
        try forgetNumber(of: pdev, machine)
        devices.platform.devices[pdev] = nil
    }

    /// Without the number behind it.
    func platformName(_ pdev: UInt64, _ machine: Machine) throws(Stop) -> String {
        try machine.text(at: try machine.pointer("name", of: "platform_device", at: pdev))
    }

    /// A driver of platform devices wants one. Who has made none itself gets it as hardware that is found later, so that
    /// it is in nobody's way.
    func addPlatformHardware(_ machine: Machine) throws(Stop) {
        for platform in devices.platform.drivers {
            guard let driver = machine.member("driver", of: "platform_driver", at: platform),
                let model = devices.drivers[driver]?.model, model.devices.isEmpty,
                try !model.bus.hasMatch(for: model)
            else { continue }
            let names = try platformNames(of: driver, machine)
            guard let name = names.first else { continue }
            let pdev = try makePlatformDevice(name, id: -1, machine)
            guard try addPlatformDevice(pdev, fails: false, machine) == 0,
                let device = devices.platform.devices[pdev]?.device
            else { continue }
            devices.platform.hardware.insert(pdev)
            // It is nobody's to give back.
            devices.added.removeAll { $0 == device }
        }
    }

    private func platformNames(of driver: UInt64, _ machine: Machine) throws(Stop) -> [String] {
        var names: [String] = []
        for (name, _) in try platformIDs(of: driver, machine) { names.append(name) }
        names.append(try machine.text(at: try machine.pointer("name", of: "device_driver", at: driver)))
        return names
    }
}

extension Bus {
    /// A device that the driver could have.
    fileprivate func hasMatch(for driver: Driver) throws(Stop) -> Bool {
        do {
            for device in devices where try match?(device, driver) ?? true { return true }
            return false
        } catch let stop as Stop { throw stop } catch { return false }
    }
}
