// SPDX-License-Identifier: Apache-2.0
import Machine

/// Attribute groups and events of kobjects.
enum SysfsFunctions {
    static let all: [KernelFunction] = .table(groups, events)

    private static let groups: [KernelFunction] = [
        KernelFunction("sysfs_create_group", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            return try call.createGroup(try call.value(1))
        },
        KernelFunction("sysfs_remove_group", ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.removeGroup(try call.value(1))
            return 0
        },
        KernelFunction("sysfs_create_groups", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            let list = try call.groupList()
            for (index, group) in list.enumerated() {
                let result = try call.createGroup(group)
                if result == 0 { continue }
                for made in list[..<index].reversed() { try call.removeGroup(made) }
                return result
            }
            return 0
        },
        KernelFunction("sysfs_remove_groups", ["void(ptr, ptr)"]) { call throws(Stop) in
            for group in try call.groupList() { try call.removeGroup(group) }
            return 0
        },
    ]

    private static let events: [KernelFunction] = .table(
        KernelFunction.named(["kobject_uevent", "kobject_uevent_env"], ["i32(ptr, i32)", "i32(ptr, i32, ptr)"]) {
            call throws(Stop) in
            try call.mightSleep()
            try call.machine.touch(try call.value(0))
            let actions = ["add", "remove", "change", "move", "online", "offline", "bind", "unbind"]
            let action = try call.int(1)
            guard actions.indices.contains(action) else { throw call.badArgument("there is no action \(action)") }
            let name = call.machine.name(of: try call.value(0)) ?? "?"
            call.machine.record(.note("uevent ‘\(actions[action])’ of \(name)"))
            return 0
        })
}

extension KernelCall {
    fileprivate func groupList() throws(Stop) -> [UInt64] {
        var result: [UInt64] = []
        var at = try value(1)
        if at == 0 { return [] }
        while true {
            let group = try memory.load(at, size: 8)
            if group == 0 { return result }
            result.append(group)
            at &+= 8
        }
    }

    private func groupName(_ group: UInt64) throws(Stop) -> String {
        try machine.touch(group)
        return try machine.text(at: try machine.pointer("name", of: "attribute_group", at: group))
    }

    fileprivate func createGroup(_ group: UInt64) throws(Stop) -> UInt64 {
        let (kernel, object) = (try kernel, try value(0))
        try machine.touch(object)
        let name = try groupName(group)
        for other in kernel.devices.groups[object] ?? [] {
            if try groupName(other) == name, !name.isEmpty || other == group { return .error(.EEXIST) }
        }
        kernel.devices.groups[object, default: []].append(group)
        machine.record(.note("attributes ‘\(name)’ are there"))
        return 0
    }

    fileprivate func removeGroup(_ group: UInt64) throws(Stop) {
        let (kernel, object) = (try kernel, try value(0))
        try machine.touch(object)
        let name = try groupName(group)
        guard let index = kernel.devices.groups[object]?.lastIndex(of: group) else {
            // The kernel says so and goes on.
            warn("there is no group ‘\(name)’")
            return
        }
        kernel.devices.groups[object]?.remove(at: index)
        machine.record(.note("attributes ‘\(name)’ are gone"))
    }
}
