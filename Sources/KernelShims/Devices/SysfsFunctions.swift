// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Attribute groups of kobjects.
enum SysfsFunctions {
    static let all: [KernelFunction] = .table(groups)

    private static let groups: [KernelFunction] = .table(
        [
            KernelFunction("sysfs_create_group", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
                if call.mustFail { return .error(.ENOMEM) }
                return try call.createGroup(try call.value(1))
            },
            KernelFunction("sysfs_remove_group", ["void(ptr, ptr)"]) { call throws(Stop) in
                try call.removeGroup(try call.value(1))
                return 0
            },
        ],
        KernelFunction.named(["sysfs_create_groups", "device_add_groups"], ["i32(ptr, ptr)"], canFail: true) {
            call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            let list = try call.kernel.pointers(at: try call.value(1), call.machine)
            for (index, group) in list.enumerated() {
                let result = try call.createGroup(group)
                if result == 0 { continue }
                for made in list[..<index].reversed() { try call.removeGroup(made) }
                return result
            }
            return 0
        },
        KernelFunction.named(["sysfs_remove_groups", "device_remove_groups"], ["void(ptr, ptr)"]) {
            call throws(Stop) in
            for group in try call.kernel.pointers(at: try call.value(1), call.machine) { try call.removeGroup(group) }
            return 0
        })
}

extension KernelCall {
    /// The device whose files they are: the first argument is it or its kobject.
    func deviceOfFiles() throws(Stop) -> Device? {
        let address = try value(0)
        if name.hasPrefix("device_") { return try kernel.knownDevice(address, machine) }
        return try kernel.device(ofKobject: address, machine)
    }

    fileprivate func createGroup(_ group: UInt64) throws(Stop) -> UInt64 {
        let (kernel, object) = (try kernel, try value(0))
        try machine.touch(object)
        let name = try kernel.groupName(at: group, machine)
        var made = AttributeGroup(name: name, attributes: [])
        if let device = try deviceOfFiles() {
            made = try kernel.attributeGroup(at: group, of: .device(device.handle), machine)
            let result = try core { try $0.add([made], to: device) }
            if result != 0 { return result }
        } else {
            for other in kernel.devices.groups[object] ?? [] {
                if other.group.name == name, name != nil || other.address == group { return .error(.EEXIST) }
            }
        }
        kernel.devices.groups[object, default: []].append((group, made))
        machine.record(.note("attributes ‘\(name ?? "")’ are there"))
        return 0
    }

    fileprivate func removeGroup(_ group: UInt64) throws(Stop) {
        let (kernel, object) = (try kernel, try value(0))
        try machine.touch(object)
        let name = try kernel.groupName(at: group, machine) ?? ""
        guard let index = kernel.devices.groups[object]?.lastIndex(where: { $0.address == group }) else {
            // The kernel says so and goes on.
            warn("there is no group ‘\(name)’")
            return
        }
        guard let known = kernel.devices.groups[object]?.remove(at: index) else { return }
        if let device = try deviceOfFiles() { _ = try core { try $0.remove([known.group], from: device) } }
        machine.record(.note("attributes ‘\(name)’ are gone"))
    }
}
