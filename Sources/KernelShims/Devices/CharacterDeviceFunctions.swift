// SPDX-License-Identifier: Apache-2.0
import Machine

/// Numbers of character devices, and cdevs.
enum CharacterDeviceFunctions {
    static let all: [KernelFunction] = .table(regions, devices)

    /// Minor numbers have 20 bits.
    static let minors: UInt64 = 1 << 20

    private static let regions: [KernelFunction] = [
        KernelFunction("alloc_chrdev_region", ["i32(ptr, i32, i32, ptr)"], canFail: true) { call throws(Stop) in
            let kernel = try call.kernel
            let (first, count) = (try call.value(1), try call.value(2))
            let name = try call.string(3)
            if call.mustFail { return .error(.ENOMEM) }
            if first + count > minors { return .error(.EINVAL) }
            // The kernel looks from 254 downwards.
            let used = Set(kernel.devices.regions.map { $0.first >> 20 })
            guard let major = (UInt32(234)...254).reversed().first(where: { !used.contains($0) }) else {
                return .error(.EBUSY)
            }
            let number = major << 20 | UInt32(first)
            kernel.devices.regions.append(CharacterRegion(first: number, count: UInt32(count), name: name))
            try call.memory.store(try call.value(0), size: 4, UInt64(number))
            call.machine.record(.note("character devices ‘\(name)’ have the major number \(major)"))
            return 0
        },
        KernelFunction("unregister_chrdev_region", ["void(i32, i32)"]) { call throws(Stop) in
            let kernel = try call.kernel
            let (number, count) = (UInt32(try call.value(0)), UInt32(try call.value(1)))
            guard
                let index = kernel.devices.regions.firstIndex(where: { $0.first == number && $0.count == count })
            else {
                throw call.badArgument("no region starts at \(number >> 20):\(number & 0xfffff) with \(count) numbers")
            }
            let region = kernel.devices.regions.remove(at: index)
            call.machine.record(.note("the numbers of ‘\(region.name)’ are given back"))
            return 0
        },
    ]

    private static let devices: [KernelFunction] = [
        KernelFunction("cdev_init", ["void(ptr, ptr)"]) { call throws(Stop) in
            let (cdev, machine) = (try call.value(0), call.machine)
            if try call.kernel.devices.characterDevices[cdev] != nil { throw call.badArgument("the cdev is in use") }
            guard let layout = machine.program.layout(of: "struct cdev") else {
                throw .unsupported("cdev_init() without the members of struct cdev")
            }
            try call.memory.fill(cdev, count: layout.size, with: 0)
            if let list = layout.offset(of: "list") {
                let head = cdev &+ UInt64(list)
                try call.memory.store(head, size: 8, head)
                try call.memory.store(head &+ 8, size: 8, head)
            }
            try machine.set("kobj.kref.refcount.refs.counter", of: "cdev", at: cdev, 1)
            try machine.set("kobj.state_initialized", of: "cdev", at: cdev, 1)
            try machine.set("ops", of: "cdev", at: cdev, try call.value(1))
            return 0
        },
        KernelFunction("cdev_add", ["i32(ptr, i32, i32)"], canFail: true) { call throws(Stop) in
            let (kernel, cdev) = (try call.kernel, try call.value(0))
            try call.machine.touch(cdev)
            let region = CharacterRegion(
                first: UInt32(try call.value(1)), count: UInt32(try call.value(2)), name: "cdev")
            if call.mustFail { return .error(.ENOMEM) }
            if kernel.devices.characterDevices[cdev] != nil { throw call.badArgument("the cdev was added already") }
            try call.machine.set("dev", of: "cdev", at: cdev, UInt64(region.first))
            try call.machine.set("count", of: "cdev", at: cdev, UInt64(region.count))
            kernel.devices.characterDevices[cdev] = region
            call.machine.record(.note("cdev \(region.first >> 20):\(region.first & 0xfffff) is there"))
            return 0
        },
        KernelFunction("cdev_del", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, cdev) = (try call.kernel, try call.value(0))
            try call.machine.touch(cdev)
            // One that cdev_add() failed for may be given back as well.
            if let region = kernel.devices.characterDevices.removeValue(forKey: cdev) {
                call.machine.record(.note("cdev \(region.first >> 20):\(region.first & 0xfffff) is gone"))
            }
            return 0
        },
    ]
}
