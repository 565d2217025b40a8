// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import KernelModel
import Machine

// The C structs of mdevs and of their types, made and freed as the model's objects come and go.
extension Kernel {
    func installHooks(_ reference: ReferenceKernel, _ machine: Machine) {
        let (mdev, vfio): (MdevCore, VFIOCore) = (reference.mdev, reference.vfio)
        vfio.isBigEndian = machine.program.target.isBigEndian
        vfio.pinUserPage = { [unowned self, unowned machine] address, _ in
            (try userSpace(machine).pin(address) &- PhysicalLayout(machine).pageOffset) >> 12
        }
        vfio.unpinUserPage = { [unowned self, unowned machine] frame in
            try userSpace(machine).unpin(memory: frame << 12 &+ PhysicalLayout(machine).pageOffset)
        }
        reference.devices.hasResources = { [unowned self] in managed.resources[$0.handle]?.isEmpty == false }
        mdev.onAllocate = { [unowned self, unowned machine] in try makeStruct(of: $0, machine) }
        mdev.onRelease = { [unowned self, unowned machine] in try freeStruct(of: $0, machine) }
        mdev.onAllocateType = { [unowned self, unowned machine] in try makeStruct(of: $0, machine) }
        mdev.onReleaseType = { [unowned self, unowned machine] in
            mdevObjects.types[$0.handle] = nil
            try freeMemory(of: $0.handle, machine)
        }
    }

    private func makeStruct(of mdev: MdevDevice, _ machine: Machine) throws(Stop) {
        let address = try machine.make("mdev_device", name: "mdev \(mdev.uuid)")
        var memory = [address]
        let device: UInt64
        if let inner = machine.member("dev", of: "mdev_device", at: address) {
            device = inner
        } else {
            device = try machine.make("device", name: "device of mdev \(mdev.uuid)")
            memory.append(device)
        }
        let name = try machine.makeText(mdev.uuid, name: "name of mdev \(mdev.uuid)")
        memory.append(name)
        mdev.handle = address
        mdevObjects.devices[address] = mdev
        mdevObjects.memory[address] = memory
        know(mdev.device, at: device, machine)
        deviceNames[device] = mdev.uuid
        let members: [(String, UInt64)] = [
            ("kobj.name", name), ("kobj.kref.refcount.refs.counter", 1), ("kobj.state_initialized", 1),
            ("parent", mdev.parent.device.handle), ("bus", try mdevBus(machine)),
        ]
        for (member, value) in members { try machine.set(member, of: "device", at: device, value) }
        try machine.set("type", of: "mdev_device", at: address, mdev.type.handle)
        if let place = machine.member("uuid", of: "mdev_device", at: address) {
            try machine.memory.write(Self.guid(mdev.uuid), at: place)
        }
    }

    private func freeStruct(of mdev: MdevDevice, _ machine: Machine) throws(Stop) {
        let address = mdev.handle
        // device_release(): of a device that was never bound.
        try releaseManaged(of: mdev.device.handle, machine)
        forgetDevice(at: mdev.device.handle)
        mdevObjects.devices[address] = nil
        mdevObjects.data[address] = nil
        if let uuid = mdevObjects.uuids.removeValue(forKey: address) {
            mdevObjects.memory[address, default: []].append(uuid)
        }
        try freeMemory(of: address, machine)
        mdev.device.handle = 0
        mdev.handle = 0
    }

    /// Of a type that comes from an attribute group; drivers see the kobject in it, or nothing.
    private func makeStruct(of type: MdevType, _ machine: Machine) throws(Stop) {
        let isKobject = try reference(machine).level.showsTypesAsKobjects
        let address = try machine.make(isKobject ? "kobject" : "mdev_type", name: "mdev type \(type.name)")
        type.handle = address
        mdevObjects.types[address] = type
        mdevObjects.memory[address] = [address]
        guard isKobject else { return }
        let parent: MdevParent = type.parent
        let name = try machine.makeText(
            "\(parent.device.driverText)-\(type.name)", name: "name of mdev type \(type.name)")
        mdevObjects.memory[address]?.append(name)
        try machine.set("name", of: "kobject", at: address, name)
        try machine.set("kref.refcount.refs.counter", of: "kobject", at: address, 1)
    }

    private func freeMemory(of address: UInt64, _ machine: Machine) throws(Stop) {
        for memory in mdevObjects.memory.removeValue(forKey: address) ?? [] {
            try machine.memory.release(memory, accepting: [.kernel, .opaque], by: "put_device")
        }
    }

    /// A guid_t; zero for what is no UUID.
    static func guid(_ text: String) -> [UInt8] {
        let characters = Array(text.utf8)
        guard characters.count == UUIDText.textLength else { return Array(repeating: 0, count: 16) }
        return UUIDText.parse(guid: true) { characters[$0] } ?? Array(repeating: 0, count: 16)
    }
}
