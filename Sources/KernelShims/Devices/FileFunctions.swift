// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Single files and links in directories of devices.
enum FileFunctions {
    static let all: [KernelFunction] = .table(ofDevices, ofKobjects, links)

    private static let ofDevices: [KernelFunction] = [
        KernelFunction("device_create_file", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            let (kernel, address) = (try call.kernel, try call.value(0))
            if address == 0 { return 0 }
            let device = try kernel.knownDevice(address, call.machine)
            let attribute = try kernel.attribute(around: try call.value(1), of: .device(address), call.machine)
            return try call.core { try $0.add(attribute, to: device) }
        },
        KernelFunction("device_remove_file", ["void(ptr, ptr)"]) { call throws(Stop) in
            let (kernel, address) = (try call.kernel, try call.value(0))
            if address == 0 { return 0 }
            let device = try kernel.knownDevice(address, call.machine)
            let attribute = try kernel.attribute(around: try call.value(1), of: .device(address), call.machine)
            _ = try call.core { try $0.removeFile(attribute.name, from: device) }
            return 0
        },
        KernelFunction("device_remove_file_self", ["i1(ptr, ptr)"]) { call throws(Stop) in
            let (kernel, address) = (try call.kernel, try call.value(0))
            if address == 0 { return 0 }
            let device = try kernel.knownDevice(address, call.machine)
            let attribute = try kernel.attribute(around: try call.value(1), of: .device(address), call.machine)
            var isRemoved = false
            _ = try call.core { isRemoved = try $0.removeFileSelf(attribute.name, from: device) }
            return .bool(isRemoved)
        },
    ]

    private static let ofKobjects: [KernelFunction] = [
        KernelFunction("sysfs_create_file_ns", ["i32(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            return try call.create([try call.value(1)])
        },
        KernelFunction("sysfs_remove_file_ns", ["void(ptr, ptr, ptr)"]) { call throws(Stop) in
            try call.remove([try call.value(1)])
        },
        KernelFunction("sysfs_create_files", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            return try call.create(try call.kernel.pointers(at: try call.value(1), call.machine))
        },
        KernelFunction("sysfs_remove_files", ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.remove(try call.kernel.pointers(at: try call.value(1), call.machine))
        },
    ]

    private static let links: [KernelFunction] = .table(
        KernelFunction.named(
            ["sysfs_create_link", "sysfs_create_link_nowarn"], ["i32(ptr, ptr, ptr)"], canFail: true
        ) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            let kernel = try call.kernel
            let name = try call.string(2)
            let target = try call.node(of: kernel.device(ofKobject: try call.value(1), call.machine))
            let place = try call.node(of: try call.deviceOfFiles())
            guard let target, let place else { return .error(.ENOENT) }
            if call.name.hasSuffix("nowarn"), place[name] != nil { return .error(.EEXIST) }
            return try call.core { try $0.link(name, from: place, to: target) }
        },
        [
            KernelFunction("sysfs_remove_link", ["void(ptr, ptr)"]) { call throws(Stop) in
                guard let place = try call.node(of: try call.deviceOfFiles()) else { return 0 }
                let name = try call.string(1)
                let sysfs = try call.reference.sysfs
                return try call.perform { try sysfs.remove(name, from: place) }
            }
        ])
}

extension Kernel {
    /// - Parameter address: of the struct around the attribute: `struct device_attribute` and the like.
    func attribute(
        around address: UInt64, of owner: AttributeOwner, _ machine: Machine
    ) throws(Stop) -> Attribute {
        let offset = machine.program.layout(of: "struct " + owner.attributeType)?.offset(of: "attr") ?? 0
        return try attribute(at: address &+ UInt64(offset), of: owner, machine)
    }
}

extension KernelCall {
    /// The directory; nil for a device that has none.
    fileprivate func node(of device: Device?) throws(Stop) -> SysfsNode? {
        guard let device else { throw .unsupported("\(name)() of a kobject that is no device's") }
        return device.node
    }

    fileprivate func create(_ list: [UInt64]) throws(Stop) -> UInt64 {
        let kernel = try kernel
        guard let device = try deviceOfFiles() else { throw .unsupported("\(name)() of a kobject that is no device's") }
        var made: [Attribute] = []
        for address in list { made.append(try kernel.attribute(at: address, of: .device(device.handle), machine)) }
        let attributes = made
        return try core { core in
            for (index, attribute) in attributes.enumerated() {
                do {
                    try core.add(attribute, to: device)
                } catch let error as Errno {
                    for one in attributes[..<index].reversed() { try core.removeFile(one.name, from: device) }
                    throw error
                }
            }
        }
    }

    fileprivate func remove(_ list: [UInt64]) throws(Stop) -> UInt64 {
        let kernel = try kernel
        guard let device = try deviceOfFiles() else { throw .unsupported("\(name)() of a kobject that is no device's") }
        for address in list {
            let name = try kernel.attribute(at: address, of: .device(device.handle), machine).name
            _ = try core { try $0.removeFile(name, from: device) }
        }
        return 0
    }
}
