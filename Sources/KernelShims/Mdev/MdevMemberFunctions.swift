// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// What drivers ask of mdevs and types. Where they see into `struct mdev_device`, its members are what counts.
enum MdevMemberFunctions {
    static let all: [KernelFunction] = .table(members, types, groups)

    private static let members: [KernelFunction] = [
        KernelFunction("mdev_get_drvdata", ["ptr(ptr)"]) { call throws(Stop) in
            let mdev = try call.value(0)
            if let place = call.drvdata(of: mdev) {
                return try call.memory.load(place, size: 8)
            }
            if try call.kernel.knownMdev(mdev, call.machine) != nil {
                return try call.kernel.mdevObjects.data[mdev] ?? 0
            }
            return try call.kernel.mdev(mdev, call.machine, by: call.name).data
        },
        KernelFunction("mdev_set_drvdata", ["void(ptr, ptr)"]) { call throws(Stop) in
            let (mdev, data) = (try call.value(0), try call.value(1))
            if let place = call.drvdata(of: mdev) {
                try call.memory.store(place, size: 8, data)
                return 0
            }
            let kernel = try call.kernel
            if try kernel.knownMdev(mdev, call.machine) != nil {
                kernel.mdevObjects.data[mdev] = data
                return 0
            }
            _ = try kernel.mdev(mdev, call.machine, by: call.name)
            kernel.devices.mdevs[mdev]?.data = data
            return 0
        },
        KernelFunction("mdev_dev", ["ptr(ptr)"]) { call throws(Stop) in
            let mdev = try call.value(0)
            if let place = call.machine.member("dev", of: "mdev_device", at: mdev) { return place }
            if let known = try call.kernel.knownMdev(mdev, call.machine) { return known.device.handle }
            return try call.kernel.mdevDevice(mdev, call.machine, by: call.name)
        },
        KernelFunction("mdev_from_dev", ["ptr(ptr)"]) { call throws(Stop) in
            let (kernel, device) = (try call.kernel, try call.value(0))
            try call.machine.touch(device)
            if let known = kernel.mdevObjects.devices.values.first(where: { $0.device.handle == device }) {
                return known.handle
            }
            if kernel.modelDevice(device) != nil { return 0 }
            if call.machine.program.layout(of: "struct mdev_device") != nil {
                throw .unsupported("mdev_from_dev() where struct mdev_device is known")
            }
            // NULL for the devices of other buses.
            return kernel.devices.mdevs.first { $0.value.device == device }?.key ?? 0
        },
        KernelFunction("mdev_parent_dev", ["ptr(ptr)"]) { call throws(Stop) in
            if let known = try call.kernel.knownMdev(try call.value(0), call.machine) {
                return known.parent.device.handle
            }
            let mdev = try call.kernel.mdev(try call.value(0), call.machine, by: call.name)
            if mdev.parent == 0 {
                throw .unsupported("mdev_parent_dev() before a device was given to mdev_register_device()")
            }
            return mdev.parent
        },
        KernelFunction("mdev_uuid", ["ptr(ptr)"]) { call throws(Stop) in try call.uuid(of: try call.value(0)) }
            // Up to 5.0 it is a value: in two registers, or in memory that the caller has.
            .or(
                KernelFunction("mdev_uuid", ["{64@0,64@8}(ptr)"]) { call throws(Stop) in
                    let uuid = try call.uuid(of: try call.value(0))
                    call.setResult(1, try call.memory.load(uuid &+ 8, size: 8))
                    return try call.memory.load(uuid, size: 8)
                }
            )
            .or(
                KernelFunction("mdev_uuid", ["void(ptr, ptr)"]) { call throws(Stop) in
                    let bytes = try call.memory.bytes(at: try call.uuid(of: try call.value(1)), count: 16)
                    try call.memory.write(bytes, at: try call.value(0))
                    return 0
                }),
    ]

    private static let types: [KernelFunction] = [
        KernelFunction("mtype_get_parent_dev", ["ptr(ptr)"]) { call throws(Stop) in
            let parent: MdevParent = try call.mdevType().parent
            return parent.device.handle
        },
        KernelFunction("mtype_get_type_group_id", ["i32(ptr)"]) { call throws(Stop) in
            .int(try call.mdevType().groupNumber)
        },
        KernelFunction("mdev_get_type_group_id", ["i32(ptr)"]) { call throws(Stop) in
            guard let mdev = try call.kernel.knownMdev(try call.value(0), call.machine) else {
                throw .unsupported("mdev_get_type_group_id() of an mdev that was not created")
            }
            return .int(mdev.type.groupNumber)
        },
    ]

    /// Up to B3.
    private static let groups: [KernelFunction] = [
        KernelFunction("mdev_set_iommu_device", ["i32(ptr, ptr)", "void(ptr, ptr)"]) { call throws(Stop) in
            let mdev = try call.mdevWithIOMMU()
            let wanted = try call.value(1)
            mdev.iommuDevice = wanted == 0 ? nil : try call.kernel.knownDevice(wanted, call.machine)
            try call.machine.set("iommu_device", of: "mdev_device", at: mdev.handle, wanted)
            return 0
        },
        KernelFunction("mdev_get_iommu_device", ["ptr(ptr)"]) { call throws(Stop) in
            try call.mdevWithIOMMU().iommuDevice?.handle ?? 0
        },
    ]
}

extension KernelCall {
    /// It survives a driver that leaves, as the struct device's own does not.
    fileprivate func drvdata(of mdev: UInt64) -> UInt64? {
        machine.member("driver_data", of: "mdev_device", at: mdev)
            ?? machine.member("dev.driver_data", of: "mdev_device", at: mdev)
    }

    fileprivate func mdevType() throws(Stop) -> MdevType {
        let address = try value(0)
        if let known = try kernel.mdevObjects.types[address] { return known }
        throw .unsupported("\(name)() of a type that no parent has")
    }

    /// By the `struct device` or, from 5.11 on, the mdev.
    fileprivate func mdevWithIOMMU() throws(Stop) -> MdevDevice {
        let (kernel, address) = (try kernel, try value(0))
        if let known = try kernel.knownMdev(address, machine) { return known }
        if let known = kernel.mdevObjects.devices.values.first(where: { $0.device.handle == address }) { return known }
        throw .unsupported("\(name)() of an mdev that was not created")
    }
}

extension KernelCall {
    /// Where the UUID of an mdev is.
    fileprivate func uuid(of address: UInt64) throws(Stop) -> UInt64 {
        let (kernel, call) = (try kernel, self)
        // A kernel only adds the offset, which is that behind the device; nothing is read.
        if address == 0 { return UInt64(call.machine.program.layout(of: "struct device")?.size ?? 0x300) }
        if let known = try kernel.knownMdev(address, call.machine) {
            if let place = call.machine.member("uuid", of: "mdev_device", at: address) { return place }
            if let memory = kernel.mdevObjects.uuids[address] { return memory }
            let memory = try call.memory.allocate(16, kind: .kernel, alignment: 8, name: "uuid")
            try call.memory.write(Kernel.guid(known.uuid), at: memory)
            kernel.mdevObjects.uuids[address] = memory
            return memory
        }
        let mdev = try kernel.mdev(address, call.machine, by: call.name)
        if mdev.uuid != 0 { return mdev.uuid }
        let memory = try call.memory.allocate(16, kind: .kernel, alignment: 8, name: "uuid")
        try call.memory.write(Kernel.guid(Kernel.uuid(mdev.number)), at: memory)
        kernel.devices.mdevs[address]?.uuid = memory
        return memory
    }
}
