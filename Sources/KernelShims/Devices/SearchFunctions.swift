// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Looking through the devices of drivers, buses, classes and parents.
enum SearchFunctions {
    static let all: [KernelFunction] = .table(finding, eachOne, byName)

    /// NAME_find_device(owner, start, data, match): with a reference.
    private static let finding: [KernelFunction] = .table(
        KernelFunction.named(
            ["driver_find_device", "bus_find_device", "class_find_device"], ["ptr(ptr, ptr, ptr, ptr)"]
        ) { call throws(Stop) in
            try call.held(try call.first(of: try call.members(), after: try call.value(1), data: 2, function: 3))
        },
        [
            KernelFunction("device_find_child", ["ptr(ptr, ptr, ptr)"]) { call throws(Stop) in
                if try call.value(0) == 0 { return 0 }
                return try call.held(try call.first(of: try call.members(), after: 0, data: 1, function: 2))
            }
        ])

    private static let eachOne: [KernelFunction] = .table(
        KernelFunction.named(
            ["driver_for_each_device", "bus_for_each_dev", "class_for_each_device"], ["i32(ptr, ptr, ptr, ptr)"]
        ) { call throws(Stop) in
            let found = try call.first(of: try call.members(), after: try call.value(1), data: 2, function: 3)
            return .int(found?.result ?? 0)
        },
        KernelFunction.named(["device_for_each_child", "device_for_each_child_reverse"], ["i32(ptr, ptr, ptr)"]) {
            call throws(Stop) in
            var children = try call.members()
            if call.name.hasSuffix("reverse") { children.reverse() }
            return .int(try call.first(of: children, after: 0, data: 1, function: 2)?.result ?? 0)
        })

    private static let byName: [KernelFunction] = [
        KernelFunction("device_find_child_by_name", ["ptr(ptr, ptr)"]) { call throws(Stop) in
            if try call.value(0) == 0 { return 0 }
            let name = try call.string(1)
            let found = try call.members().first { $0.name == name }
            return try call.held(found.map { ($0, 1) })
        },
        // What inline functions hand to the others.
        KernelFunction("device_match_name", ["i32(ptr, ptr)"]) { call throws(Stop) in
            let device = try call.kernel.knownDevice(try call.value(0), call.machine)
            return .bool(device.name == (try call.string(1)))
        },
        KernelFunction("device_match_any", ["i32(ptr, ptr)"]) { _ throws(Stop) in 1 },
        KernelFunction("driver_find", ["ptr(ptr, ptr)"]) { call throws(Stop) in
            let name = try call.string(0)
            guard let bus = try call.kernel.devices.buses[try call.value(1)] else {
                throw call.badArgument("the bus is not registered")
            }
            return bus.driver(named: name)?.handle ?? 0
        },
    ]
}

extension KernelCall {
    /// The devices that the first argument has, by what the function is for.
    fileprivate func members() throws(Stop) -> [Device] {
        let (kernel, owner) = (try kernel, try value(0))
        if name.hasPrefix("driver_") {
            // A driver that is not registered has no devices: the kernel gives -EINVAL or NULL, by function.
            guard let driver = kernel.devices.drivers[owner] else {
                throw .unsupported("\(name)() of a driver that this run did not register")
            }
            return driver.model.devices
        }
        if name.hasPrefix("bus_") {
            guard let bus = kernel.devices.buses[owner] else {
                throw .unsupported("\(name)() of a bus that this run did not register")
            }
            return bus.devices
        }
        if name.hasPrefix("class_") {
            guard let known = kernel.devices.classes[owner] else {
                throw .unsupported("\(name)() of a class that this run did not register")
            }
            return known.model.devices
        }
        return try kernel.knownDevice(owner, machine).children
    }

    /// Calls back for each device until one says that it is enough.
    fileprivate func first(
        of devices: [Device], after start: UInt64, data: Int, function: Int
    ) throws(Stop) -> (device: Device, result: Int32)? {
        var list = devices.filter { $0.handle != 0 }[...]
        if start != 0, let at = list.firstIndex(where: { $0.handle == start }) { list = list[(at + 1)...] }
        for device in list {
            let arguments = [device.handle, try value(data)]
            let result = Int32(
                truncatingIfNeeded: try machine.call(try value(function), as: "i32(ptr, ptr)", arguments))
            if result != 0 { return (device, result) }
        }
        return nil
    }

    fileprivate func held(_ found: (device: Device, result: Int32)?) throws(Stop) -> UInt64 {
        guard let device = found?.device.handle, device != 0 else { return 0 }
        try kernel.getDevice(device, by: name, machine)
        return device
    }
}
