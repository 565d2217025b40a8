// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// Until the driver core has it.
extension Kernel {
    func modelDevice(_ address: UInt64) -> Device? { modelDevices[address] }

    func knownDevice(_ address: UInt64, _ machine: Machine) throws(Stop) -> Device {
        try machine.touch(address)
        if let known = modelDevices[address] { return known }
        let device = Device(name: deviceName(address, machine), scheduler: try reference(machine).scheduler)
        device.release = { _ in }
        do { try reference(machine).devices.add(device) } catch { throw .unsupported("\(error)") }
        know(device, at: address, machine)
        return device
    }

    func know(_ device: Device, at address: UInt64, _ machine: Machine) {
        device.handle = address
        modelDevices[address] = device
        deviceNames[address] = device.name
        device.onDriverDataCleared = { [unowned machine] in
            try machine.set("driver", of: "device", at: address, 0)
            try machine.set("driver_data", of: "device", at: address, 0)
        }
    }

    func forgetDevice(at address: UInt64) {
        modelDevices[address] = nil
        deviceNames[address] = nil
    }

    func modelModule(_ address: UInt64) -> Module? {
        guard address != 0, let modules = referenceKernel?.modules else { return nil }
        return modules.loaded.first { $0.handle == address } ?? modules.available.values.first { $0.handle == address }
    }
}
