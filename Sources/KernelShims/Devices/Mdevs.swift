// SPDX-License-Identifier: Apache-2.0
import Machine

// Devices of the mdev core, as long as drivers do not see into them: their state is kept here.
extension Kernel {
    /// What an address that drivers know as `struct mdev_device *` stands for; the first use makes it one.
    func mdev(_ address: UInt64, _ machine: Machine, by function: String) throws(Stop) -> Mdev {
        try machine.touch(address)
        if let known = devices.mdevs[address] { return known }
        guard let object = machine.memory.object(at: address), object.kind == .opaque, object.offset == 0 else {
            throw .fault(.badArgument, "\(function)(): \(machine.memory.place(address)) is no mdev device")
        }
        var mdev = Mdev(number: devices.mdevs.count + 1)
        mdev.parent = devices.lastParent
        devices.mdevs[address] = mdev
        return mdev
    }

    /// The UUIDs of a run's devices: counted, so that they are the same each time.
    static func uuidBytes(_ number: Int) -> [UInt8] {
        [0x6d, 0x64, 0x65, 0x76, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0] + [
            UInt8(number >> 8 & 0xff), UInt8(number & 0xff),
        ]
    }

    /// mdev_dev().
    func mdevDevice(_ address: UInt64, _ machine: Machine, by function: String) throws(Stop) -> UInt64 {
        let mdev = try mdev(address, machine, by: function)
        if mdev.device != 0 { return mdev.device }
        let name = String(decoding: UUIDText.text(Self.uuidBytes(mdev.number), guid: false), as: UTF8.self)
        let device = try machine.make("device", name: "mdev device")
        devices.devices[device] = DeviceTable.Device()
        // Nobody but the mdev core drops the last reference to it.
        devices.devices[device]?.isKernelMade = true
        deviceNames[device] = name
        if let place = machine.member("kobj.name", of: "device", at: device) {
            let text = Array(name.utf8) + [0]
            let memory = try machine.memory.allocate(text.count, kind: .kernel, alignment: 1, name: "name")
            try machine.memory.write(text, at: memory)
            try machine.memory.store(place, size: 8, memory)
        }
        try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: device, 1)
        try machine.set("kobj.state_in_sysfs", of: "device", at: device, 1)
        try machine.set("parent", of: "device", at: device, mdev.parent)
        devices.mdevs[address]?.device = device
        return device
    }

    /// mdev_register_device(), which looks for the callbacks that its kernel wants.
    func addParent(_ device: UInt64, _ operations: UInt64, fails: Bool, _ machine: Machine) throws(Stop) -> UInt64 {
        guard operations != 0 else { return .error(.EINVAL) }
        guard let layout = machine.program.layout(of: "struct mdev_parent_ops") else {
            throw .unsupported("mdev_register_device() without the members of struct mdev_parent_ops")
        }
        func has(_ member: String) throws(Stop) -> Bool {
            guard let offset = layout.offset(of: member) else { return false }
            return try machine.memory.load(operations &+ UInt64(offset), size: 8) != 0
        }
        let hasDriver = try has("device_driver")
        let (creates, removes) = (try has("create"), try has("remove"))
        guard try has("supported_type_groups"), hasDriver || creates && removes else { return .error(.EINVAL) }
        if device == 0 { return .error(.EINVAL) }
        if devices.parents[device] != nil { return .error(.EEXIST) }
        try machine.touch(device)
        if fails { return .error(.ENOMEM) }
        try getDevice(device, by: "mdev_register_device", machine)
        devices.parents[device] = MdevParent(operations: operations)
        devices.lastParent = device
        machine.record(.note("‘\(deviceName(device, machine))’ is registered as a parent of mdev devices"))
        return 0
    }

    func removeParent(_ device: UInt64, _ machine: Machine) throws(Stop) {
        try machine.touch(device)
        guard devices.parents[device] != nil else {
            throw .fault(.badArgument, "mdev_unregister_device() of a device that is not registered")
        }
        for (address, mdev) in devices.mdevs.sorted(by: { $0.value.number < $1.value.number })
        where mdev.parent == device && machine.memory.object(at: mdev.data) != nil {
            // The mdev core would remove it here; it knows which ones were created, this model does not.
            throw .unsupported(
                "mdev_unregister_device() while \(machine.name(of: address) ?? "an mdev device") has driver data; call the driver's remove before"
            )
        }
        devices.parents[device] = nil
        if devices.lastParent == device { devices.lastParent = 0 }
        machine.record(.note("‘\(deviceName(device, machine))’ is no parent of mdev devices any more"))
        try putDevice(device, by: "mdev_unregister_device", machine)
    }
}
