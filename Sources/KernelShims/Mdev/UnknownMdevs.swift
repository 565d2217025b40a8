// SPDX-License-Identifier: Apache-2.0
import Machine

// Mdevs that somebody made for a call, as long as drivers do not see into them: their state is kept here.
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
    static func uuid(_ number: Int) -> String {
        let bytes: [UInt8] = [0x6d, 0x64, 0x65, 0x76, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0]
        let count = [UInt8(number >> 8 & 0xff), UInt8(number & 0xff)]
        return String(decoding: UUIDText.text(bytes + count, guid: false), as: UTF8.self)
    }

    /// mdev_dev().
    func mdevDevice(_ address: UInt64, _ machine: Machine, by function: String) throws(Stop) -> UInt64 {
        let mdev = try mdev(address, machine, by: function)
        if mdev.device != 0 { return mdev.device }
        let name = Self.uuid(mdev.number)
        let device = try machine.make("device", name: "mdev device")
        devices.devices[device] = DeviceTable.Device()
        // Nobody but the mdev core drops the last reference to it.
        devices.devices[device]?.isKernelMade = true
        deviceNames[device] = name
        if let place = machine.member("kobj.name", of: "device", at: device) {
            try machine.memory.store(place, size: 8, try machine.makeText(name, name: "name"))
        }
        try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: device, 1)
        try machine.set("kobj.state_in_sysfs", of: "device", at: device, 1)
        try machine.set("parent", of: "device", at: device, mdev.parent)
        devices.mdevs[address]?.device = device
        return device
    }

    /// Not while drivers have data in mdevs that somebody made for calls: nobody knows whether they were created.
    func checkUnknownMdevs(of parent: UInt64, _ machine: Machine) throws(Stop) {
        for (address, mdev) in devices.mdevs.sorted(by: { $0.value.number < $1.value.number })
        where mdev.parent == parent && machine.memory.object(at: mdev.data) != nil {
            throw .unsupported(
                "mdev_unregister_device() while \(machine.name(of: address) ?? "an mdev device") has driver data; call the driver's remove before"
            )
        }
    }
}
