// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Root devices: /sys/devices/NAME.
enum RootDeviceFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("__root_device_register", ["ptr(ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine) = (try call.kernel, call.machine)
            let name = try call.memory.cString(at: try call.value(0))
            if call.mustFail { return .errorPointer(.ENOMEM) }
            let device = try machine.make("device", name: "root device")
            try kernel.initialiseDevice(device, machine)
            kernel.devices.devices[device]?.isKernelMade = true
            try kernel.nameDevice(device, name, machine)
            let result = try kernel.addDevice(device, DeviceDescription(), fails: false, machine)
            if let error = Errno(result: Int32(truncatingIfNeeded: result)) {
                try kernel.putDevice(device, by: call.name, machine)
                return .errorPointer(error)
            }
            // The link to the module; nothing else is in a new device's way.
            if let module = kernel.modelModule(try call.value(1))?.node, let node = kernel.modelDevice(device)?.node {
                _ = try call.core { try $0.link("module", from: node, to: module) }
            }
            return device
        },
        KernelFunction("root_device_unregister", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, device) = (try call.kernel, try call.value(0))
            try call.machine.touch(device)
            guard let known = kernel.devices.devices[device], known.isKernelMade, let model = known.model else {
                throw call.badArgument("not a root device")
            }
            _ = try call.core { try $0.removeFile("module", from: model) }
            try kernel.removeDevice(device, by: call.name, call.machine)
            try kernel.putDevice(device, by: call.name, call.machine)
            return 0
        },
    ]
}
