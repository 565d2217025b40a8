// SPDX-License-Identifier: Apache-2.0
import Machine

/// devres_alloc() and its sisters: what a driver hangs to a device, with a function of its own that ends it.
enum DeviceResourceFunctions {
    static let all: [KernelFunction] = .table(making, finding)

    private static let making: [KernelFunction] = .table(
        KernelFunction.named(["devres_alloc_node", "__devres_alloc_node"], [], canFail: true) { call throws(Stop) in
            // (release, size, flags, node), with a name behind where debugging is on.
            let address = try call.allocate(try call.value(1), try call.zeroing(2))
            if address > Memory.zeroSizePointer { try call.kernel.managed.unowned[address] = try call.value(0) }
            return address
        },
        [
            KernelFunction("devres_free", ["void(ptr)"]) { call throws(Stop) in
                let address = try call.value(0)
                if address == 0 { return 0 }
                guard try call.kernel.managed.unowned.removeValue(forKey: address) != nil else {
                    throw call.badArgument("\(call.memory.place(address)) is no resource, or a device's")
                }
                try call.free(address, [.heap])
                return 0
            },
            KernelFunction("devres_add", ["void(ptr, ptr)"]) { call throws(Stop) in
                let (device, address) = (try call.value(0), try call.value(1))
                guard let release = try call.kernel.managed.unowned.removeValue(forKey: address) else {
                    throw call.badArgument("\(call.memory.place(address)) is no resource, or a device's")
                }
                try call.kernel.managed.addCustom(address, release, to: device)
                return 0
            },
        ])

    private static let finding: [KernelFunction] = [
        KernelFunction("devres_find", ["ptr(ptr, ptr, ptr, ptr)"]) { call throws(Stop) in
            try call.resource() ?? 0
        },
        // Out of the device's list; it is the caller's.
        KernelFunction("devres_remove", ["ptr(ptr, ptr, ptr, ptr)"]) { call throws(Stop) in
            guard let found = try call.resource() else { return 0 }
            try call.kernel.managed.removeCustom(found, from: try call.value(0))
            try call.kernel.managed.unowned[found] = try call.value(1)
            return found
        },
        KernelFunction("devres_destroy", ["i32(ptr, ptr, ptr, ptr)"]) { call throws(Stop) in
            guard let found = try call.resource() else { return .error(.ENOENT) }
            try call.kernel.managed.removeCustom(found, from: try call.value(0))
            try call.free(found, [.heap])
            return 0
        },
        KernelFunction("devres_release", ["i32(ptr, ptr, ptr, ptr)"]) { call throws(Stop) in
            guard let found = try call.resource() else { return .error(.ENOENT) }
            try call.kernel.managed.removeCustom(found, from: try call.value(0))
            try call.machine.call(try call.value(1), as: "void(ptr, ptr)", [try call.value(0), found])
            try call.free(found, [.heap])
            return 0
        },
    ]
}

extension KernelCall {
    /// (dev, release, match, match_data): the one that came last, of those that match() takes.
    fileprivate func resource() throws(Stop) -> UInt64? {
        let (device, release, match) = (try value(0), try value(1), try value(2))
        for address in try kernel.managed.customs(of: device, release) {
            if match == 0 { return address }
            if try machine.call(match, as: "i32(ptr, ptr, ptr)", [device, address, try value(3)]) != 0 {
                return address
            }
        }
        return nil
    }
}
