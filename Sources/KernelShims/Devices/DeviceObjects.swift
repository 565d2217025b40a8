// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// Which object of the model a C struct stands for.
extension Kernel {
    /// The model's device of a `struct device`; nil where no call has made it one.
    public func modelDevice(_ address: UInt64) -> Device? { devices.devices[address]?.model }

    /// The same; a device that somebody else registered, and whose address the run only hands around, is put below
    /// /sys/devices.
    public func knownDevice(_ address: UInt64, _ machine: Machine) throws(Stop) -> Device {
        if let known = modelDevice(address) { return known }
        try machine.touch(address)
        switch machine.memory.object(at: address)?.kind {
        case .kernel?, .opaque?, .external?: break
        default: throw .fault(.badArgument, "\(machine.memory.place(address)) is no device that was initialised")
        }
        let core = try reference(machine).devices
        let made = Device(name: deviceName(address, machine), scheduler: core.scheduler)
        made.release = { _ in }
        do { try core.add(made) } catch { throw .unsupported("the device ‘\(made.name)’: \(error)") }
        let before = devices.devices[address]
        for _ in 1..<max(1, before?.references ?? 1) { core.get(made) }
        know(made, at: address, machine)
        devices.devices[address]?.isKernelMade = before?.isKernelMade ?? false
        return made
    }

    /// Makes a device of the model the one of a C struct, for functions that are given its address.
    public func know(_ device: Device, at address: UInt64, _ machine: Machine) {
        device.handle = address
        devices.devices[address] = DeviceTable.Device(model: device)
        deviceNames[address] = device.name
        device.onDriverDataCleared = { [unowned self, unowned machine] in try self.clearDriver(of: address, machine) }
    }

    /// Writes what a C struct says of a device that the model made: name, parent, bus, class and references.
    public func tellMembers(of device: Device, _ machine: Machine) throws(Stop) {
        let address = device.handle
        if address == 0 { return }
        if machine.member("kobj.name", of: "device", at: address) != nil, devices.names[address] == nil {
            let memory = try machine.makeText(device.name, name: "a device's name")
            devices.names[address] = memory
            try machine.set("kobj.name", of: "device", at: address, memory)
        }
        try machine.set("kobj.state_initialized", of: "device", at: address, 1)
        try machine.set("kobj.state_in_sysfs", of: "device", at: address, device.isRegistered ? 1 : 0)
        try machine.set("parent", of: "device", at: address, device.parent?.handle ?? 0)
        try machine.set("bus", of: "device", at: address, device.bus?.handle ?? 0)
        try machine.set("class", of: "device", at: address, device.deviceClass?.handle ?? 0)
        try machine.set("driver", of: "device", at: address, device.driver?.handle ?? 0)
        try tellReferences(of: device, machine)
    }

    /// The struct goes.
    public func forgetDevice(at address: UInt64) {
        devices.names[address] = nil
        devices.devices[address] = nil
        deviceNames[address] = nil
        driverNames[address] = nil
    }

    /// Counts of references in C structs say what the model's do: the device's and those of all above it.
    func tellReferences(of device: Device, _ machine: Machine) throws(Stop) {
        var next: Device? = device
        while let one = next {
            if one.handle != 0, devices.devices[one.handle]?.model === one {
                let count = UInt64(max(0, one.references))
                try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: one.handle, count)
            }
            next = one.parent
        }
    }

    /// A driver has left a device, or its probe failed (device_unbind_cleanup()).
    func clearDriver(of address: UInt64, _ machine: Machine) throws(Stop) {
        try releaseManaged(of: address, machine)
        try machine.set("driver", of: "device", at: address, 0)
        try machine.set("driver_data", of: "device", at: address, 0)
        driverNames[address] = nil
    }

    /// The device whose `kobj` it is.
    func device(ofKobject kobj: UInt64, _ machine: Machine) -> Device? {
        let offset = machine.program.layout(of: "struct device")?.offset(of: "kobj") ?? 0
        return modelDevice(kobj &- UInt64(offset))
    }

    /// The model's module of a THIS_MODULE; nil where the run has none.
    func modelModule(_ address: UInt64) -> Module? {
        guard address != 0, let modules = referenceKernel?.modules else { return nil }
        return modules.loaded.first { $0.handle == address } ?? modules.available.values.first { $0.handle == address }
    }
}

extension KernelCall {
    /// Errors of the model as the result of a function of the driver core.
    func core(_ body: (DeviceCore) throws -> Void) throws(Stop) -> UInt64 {
        let core = try reference.devices
        return try status { try body(core) }
    }
}

extension Kernel {
    /// Calls the model from code that has no call at hand.
    /// - Returns: the model's error, if it gives one.
    func model(_ machine: Machine, _ body: () throws -> Void) throws(Stop) -> Errno? {
        switch try result(of: body) {
        case .success: nil
        case .failure(let errno): errno
        }
    }
}
