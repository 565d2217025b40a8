// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Numbers of character devices, and cdevs.
enum CharacterDeviceFunctions {
    static let all: [KernelFunction] = .table(regions, making, devices)

    private static let regions: [KernelFunction] = [
        KernelFunction("alloc_chrdev_region", ["i32(ptr, i32, i32, ptr)"], canFail: true) { call throws(Stop) in
            let (first, count) = (try call.value(1), try call.value(2))
            let name = try call.string(3)
            if call.mustFail { return .error(.ENOMEM) }
            let characters = try call.reference.characters
            var number = DeviceNumber(0)
            let result = try call.status {
                number = try characters.allocate(name, baseMinor: Int(first), count: Int(count))
            }
            if result != 0 { return result }
            try call.kernel.devices.regions.append(
                CharacterRegion(first: number.bits, count: UInt32(count), name: name))
            try call.memory.store(try call.value(0), size: 4, UInt64(number.bits))
            call.machine.record(.note("character devices ‘\(name)’ have the major number \(number.major)"))
            return 0
        },
        KernelFunction("register_chrdev_region", ["i32(i32, i32, ptr)"], canFail: true) { call throws(Stop) in
            let (first, count) = (UInt32(try call.value(0)), UInt32(try call.value(1)))
            let name = try call.string(2)
            if call.mustFail { return .error(.ENOMEM) }
            let characters = try call.reference.characters
            let result = try call.status { try characters.register(name, from: DeviceNumber(first), count: Int(count)) }
            if result != 0 { return result }
            try call.kernel.devices.regions.append(CharacterRegion(first: first, count: count, name: name))
            call.machine.record(.note("the numbers of ‘\(name)’ start at \(first >> 20):\(first & 0xfffff)"))
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
            try call.reference.characters.unregister(DeviceNumber(number), count: Int(count))
            call.machine.record(.note("the numbers of ‘\(region.name)’ are given back"))
            return 0
        },
    ]

    private static let making: [KernelFunction] = [
        KernelFunction("cdev_init", ["void(ptr, ptr)"]) { call throws(Stop) in
            let cdev = try call.value(0)
            if try call.kernel.devices.characterDevices[cdev] != nil { throw call.badArgument("the cdev is in use") }
            try call.initialiseCdev(cdev)
            try call.machine.set("ops", of: "cdev", at: cdev, try call.value(1))
            return 0
        },
        KernelFunction("cdev_alloc", ["ptr()"], canFail: true) { call throws(Stop) in
            if call.mustFail { return 0 }
            let cdev = try call.machine.make("cdev", name: "struct cdev")
            try call.initialiseCdev(cdev)
            try call.kernel.madeCdevs.insert(cdev)
            return cdev
        },
    ]

    private static let devices: [KernelFunction] = [
        KernelFunction("cdev_add", ["i32(ptr, i32, i32)"], canFail: true) { call throws(Stop) in
            try call.machine.touch(try call.value(0))
            if call.mustFail { return .error(.ENOMEM) }
            return try call.addCdev(
                first: UInt32(truncatingIfNeeded: try call.value(1)), count: UInt32(try call.value(2)))
        },
        KernelFunction("cdev_del", ["void(ptr)"]) { call throws(Stop) in
            try call.machine.touch(try call.value(0))
            try call.removeCdev()
            return 0
        },
        KernelFunction("cdev_device_add", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            let (kernel, machine, device) = (try call.kernel, call.machine, try call.value(1))
            try machine.touch(try call.value(0))
            if call.mustFail { return .error(.ENOMEM) }
            let number = try DeviceDescription(of: device, machine).number
            if number != 0 {
                let result = try call.addCdev(first: number, count: 1)
                if result != 0 { return result }
            }
            let result = try kernel.addDevice(device, fails: false, machine)
            if result != 0 { try call.removeCdev() }
            return result
        },
        KernelFunction("cdev_device_del", ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.kernel.removeDevice(try call.value(1), by: call.name, call.machine)
            try call.removeCdev()
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func initialiseCdev(_ cdev: UInt64) throws(Stop) {
        guard let layout = machine.program.layout(of: "struct cdev") else {
            throw .unsupported("\(name)() without the members of struct cdev")
        }
        try memory.fill(cdev, count: layout.size, with: 0)
        if let list = layout.offset(of: "list") {
            let head = cdev &+ UInt64(list)
            try memory.store(head, size: 8, head)
            try memory.store(head &+ 8, size: 8, head)
        }
        try machine.set("kobj.kref.refcount.refs.counter", of: "cdev", at: cdev, 1)
        try machine.set("kobj.state_initialized", of: "cdev", at: cdev, 1)
    }

    fileprivate func addCdev(first: UInt32, count: UInt32) throws(Stop) -> UInt64 {
        let (kernel, machine, cdev) = (try kernel, machine, try value(0))
        if kernel.devices.characterDevices[cdev] != nil { throw badArgument("the cdev was added already") }
        try machine.set("dev", of: "cdev", at: cdev, UInt64(first))
        try machine.set("count", of: "cdev", at: cdev, UInt64(count))
        let owner = kernel.modelModule(try machine.pointer("owner", of: "cdev", at: cdev))
        let model = KernelModel.CharacterDevice(owner: owner) { [unowned kernel, unowned machine] number, flags in
            try kernel.openCdev(cdev, number, flags, machine)
        }
        let characters = try reference.characters
        let result = try status { try characters.add(model, DeviceNumber(first), count: Int(count)) }
        if result != 0 { return result }
        kernel.devices.characterDevices[cdev] = DeviceTable.CharacterDevice(first: first, model: model)
        machine.record(.note("cdev \(first >> 20):\(first & 0xfffff) is there"))
        return 0
    }

    /// One that cdev_add() failed for may be given back as well.
    fileprivate func removeCdev() throws(Stop) {
        let (kernel, cdev) = (try kernel, try value(0))
        if let known = kernel.devices.characterDevices.removeValue(forKey: cdev) {
            try reference.characters.remove(known.model)
            machine.record(.note("cdev \(known.first >> 20):\(known.first & 0xfffff) is gone"))
        }
        if kernel.madeCdevs.remove(cdev) != nil {
            try memory.release(cdev, accepting: [.kernel, .opaque], by: name)
        }
    }
}
