// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// A driver's `struct mdev_parent_ops` as the model's.
extension Kernel {
    func parentOperations(at table: UInt64, parent: UInt64, _ machine: Machine) throws(Stop) -> MdevParentOps {
        let name = "mdev_parent_ops"
        func callback(_ member: String) throws(Stop) -> Callback? {
            try machine.callback(member, of: name, at: table)
        }
        var ops = MdevParentOps()
        ops.typeGroups = try typeGroups(
            at: try machine.pointer("supported_type_groups", of: name, at: table), parent: parent, machine)
        ops.parentGroups = try attributeGroups(
            at: try machine.pointer("dev_attr_groups", of: name, at: table), of: .device(parent), machine)
        let groups = try machine.pointer("mdev_attr_groups", of: name, at: table)
        ops.deviceGroups = { [unowned self, unowned machine] in
            try attributeGroups(at: groups, of: .device($0.device.handle), machine)
        }
        let driver = try machine.pointer("device_driver", of: name, at: table)
        if driver != 0 { ops.deviceDriver = try mdevDriver(at: driver, machine) }

        // The type's kobject came first up to A2.
        if let create = try callback("create") {
            ops.create = { [unowned machine] in
                let withType = create.parameters.count > 1
                try machine.call(create, withType ? [$0.type.handle, $0.handle] : [$0.handle])
            }
        }
        func plain(_ member: String) throws(Stop) -> ((MdevDevice) throws -> Void)? {
            guard let function = try callback(member) else { return nil }
            return { [unowned machine] in try machine.call(function, [$0.handle]) }
        }
        ops.remove = try plain("remove")
        ops.open = try plain("open")
        ops.release = try plain("release")
        ops.openDevice = try plain("open_device")
        ops.closeDevice = try plain("close_device")
        try addFileOperations(&ops, callback, machine)
        return ops
    }

    private func addFileOperations(
        _ ops: inout MdevParentOps, _ callback: (String) throws(Stop) -> Callback?, _ machine: Machine
    ) throws(Stop) {
        if let read = try callback("read") {
            ops.read = { [unowned machine] mdev, buffer, count, position in
                try machine.call(read, [mdev.handle, buffer, UInt64(count)], position: &position)
            }
        }
        if let write = try callback("write") {
            ops.write = { [unowned machine] mdev, buffer, count, position in
                try machine.call(write, [mdev.handle, buffer, UInt64(count)], position: &position)
            }
        }
        if let ioctl = try callback("ioctl") {
            ops.ioctl = { [unowned machine] mdev, command, argument in
                try machine.call(ioctl, [mdev.handle, UInt64(command), argument])
            }
        }
        if let mmap = try callback("mmap") {
            ops.mmap = { [unowned self, unowned machine] mdev, request in
                try map(request, calling: mmap.function, with: mdev.handle, machine)
            }
            ops.unmap = { [unowned self, unowned machine] _, request in try unmap(request, machine) }
        }
        if let request = try callback("request") {
            ops.request = { [unowned machine] mdev, count in try machine.call(request, [mdev.handle, UInt64(count)]) }
        }
    }

    /// `supported_type_groups`; nil for NULL.
    func typeGroups(at list: UInt64, parent: UInt64, _ machine: Machine) throws(Stop) -> [MdevTypeGroup]? {
        if list == 0 { return nil }
        let areKobjects = try reference(machine).level.showsTypesAsKobjects
        var result: [MdevTypeGroup] = []
        for group in try pointers(at: list, machine) {
            result.append(
                MdevTypeGroup(name: try groupName(at: group, machine)) { [unowned self, unowned machine] type in
                    try attributes(
                        ofGroup: group,
                        of: areKobjects
                            ? .mdevTypeKobject(kobj: type.handle, device: parent) : .mdevType(type.handle), machine)
                })
        }
        return result
    }
}
