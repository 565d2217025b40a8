// SPDX-License-Identifier: Apache-2.0
import Machine

/// device_register() and its sisters.
enum DeviceFunctions {
    static let all: [KernelFunction] = .table(registering, references, naming)

    private static let registering: [KernelFunction] = [
        KernelFunction("device_initialize", ["void(ptr)"]) { call throws(Stop) in
            try call.kernel.initialiseDevice(try call.value(0), call.machine)
            return 0
        },
        KernelFunction("device_add", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            return try call.kernel.addDevice(try call.value(0), fails: call.mustFail, call.machine)
        },
        KernelFunction("device_register", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let kernel = try call.kernel
            let device = try call.value(0)
            try kernel.initialiseDevice(device, call.machine)
            return try kernel.addDevice(device, fails: call.mustFail, call.machine)
        },
        KernelFunction("device_del", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            try call.kernel.removeDevice(try call.value(0), by: call.name, call.machine)
            return 0
        },
        KernelFunction("device_unregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, device) = (try call.kernel, try call.value(0))
            try kernel.removeDevice(device, by: call.name, call.machine)
            try kernel.putDevice(device, by: call.name, call.machine)
            return 0
        },
    ]

    private static let references: [KernelFunction] = [
        KernelFunction("get_device", ["ptr(ptr)"]) { call throws(Stop) in
            let device = try call.value(0)
            if device != 0 { try call.kernel.getDevice(device, by: call.name, call.machine) }
            return device
        },
        KernelFunction("put_device", ["void(ptr)"]) { call throws(Stop) in
            let device = try call.value(0)
            if device != 0 { try call.kernel.putDevice(device, by: call.name, call.machine) }
            return 0
        },
    ]

    private static let naming: [KernelFunction] = [
        KernelFunction("dev_set_name", ["i32(ptr, ptr, ...)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            try call.kernel.nameDevice(try call.value(0), try call.formatted(1), call.machine)
            return 0
        },
        KernelFunction("dev_driver_string", ["ptr(ptr)"]) { call throws(Stop) in
            let (device, machine) = (try call.value(0), call.machine)
            try machine.touch(device)
            for (member, type) in [("driver", "device_driver"), ("bus", "bus_type"), ("class", "class")] {
                let owner = try machine.pointer(member, of: "device", at: device)
                if owner == 0 { continue }
                switch machine.memory.object(at: owner)?.kind {
                case .opaque?, .external?:
                    if try call.kernel.modelDevice(device) != nil { continue }
                    throw .unsupported("dev_driver_string() of a device on a bus of the kernel itself")
                default: return try machine.pointer("name", of: type, at: owner)
                }
            }
            // What nobody sees into has the model's name.
            let text = Array((try call.kernel.modelDevice(device)?.driverText ?? "").utf8) + [0]
            let memory = try machine.memory.allocate(text.count, kind: .kernel, alignment: 1, name: "a driver's name")
            try machine.memory.write(text, at: memory)
            return memory
        },
    ]
}
