// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Attribute groups of kobjects.
enum SysfsFunctions {
    static let all: [KernelFunction] = .table(groups, managed)

    private static let managed: [KernelFunction] = [
        KernelFunction("devm_device_add_groups", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            let (kernel, device, list) = (try call.kernel, try call.value(0), try call.value(1))
            let result = try call.createGroups(list)
            if result != 0 { return result }
            kernel.managed.addGroups(list, to: device)
            return 0
        }
    ]

    private static let groups: [KernelFunction] = .table(
        [
            KernelFunction("sysfs_create_group", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
                if call.mustFail { return .error(.ENOMEM) }
                return try call.createGroup(try call.value(1))
            },
            KernelFunction("sysfs_remove_group", ["void(ptr, ptr)"]) { call throws(Stop) in
                let (group, object) = (try call.value(1), try call.value(0))
                try call.kernel.removeGroup(group, from: object, by: call.name, call.machine)
                return 0
            },
        ],
        KernelFunction.named(["sysfs_create_groups", "device_add_groups"], ["i32(ptr, ptr)"], canFail: true) {
            call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            return try call.createGroups(try call.value(1))
        },
        KernelFunction.named(["sysfs_remove_groups", "device_remove_groups"], ["void(ptr, ptr)"]) {
            call throws(Stop) in
            try call.kernel.removeGroups(try call.value(1), from: try call.value(0), by: call.name, call.machine)
            return 0
        })
}

extension KernelCall {
    /// The device whose files they are: the first argument is it or its kobject.
    func deviceOfFiles() throws(Stop) -> Device? { try kernel.device(ofFiles: try value(0), name, machine) }

    /// A list that ends with NULL: all or none.
    fileprivate func createGroups(_ groups: UInt64) throws(Stop) -> UInt64 {
        let list = try kernel.pointers(at: groups, machine)
        for (index, group) in list.enumerated() {
            let result = try createGroup(group)
            if result == 0 { continue }
            for made in list[..<index].reversed() {
                try kernel.removeGroup(made, from: try value(0), by: name, machine)
            }
            return result
        }
        return 0
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
}

extension Kernel {
    /// - Parameter function: says whether the address is a device's or a kobject's.
    func device(ofFiles address: UInt64, _ function: String, _ machine: Machine) throws(Stop) -> Device? {
        function.contains("device_") ? try knownDevice(address, machine) : device(ofKobject: address, machine)
    }

    func removeGroups(
        _ groups: UInt64, from object: UInt64, by function: String, _ machine: Machine
    ) throws(Stop) {
        for group in try pointers(at: groups, machine) {
            try removeGroup(group, from: object, by: function, machine)
        }
    }

    func removeGroup(_ group: UInt64, from object: UInt64, by function: String, _ machine: Machine) throws(Stop) {
        try machine.touch(object)
        let name = try groupName(at: group, machine) ?? ""
        guard let index = devices.groups[object]?.lastIndex(where: { $0.address == group }) else {
            // The kernel says so and goes on.
            machine.warn(function, "there is no group ‘\(name)’")
            return
        }
        guard let known = devices.groups[object]?.remove(at: index) else { return }
        if let device = try device(ofFiles: object, function, machine) {
            let core = try reference(machine).devices
            _ = try model(machine) { try core.remove([known.group], from: device) }
        }
        machine.record(.note("attributes ‘\(name)’ are gone"))
    }
}
