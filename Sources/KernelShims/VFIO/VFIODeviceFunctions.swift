// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// The life of a vfio_device.
enum VFIODeviceFunctions {
    static let all: [KernelFunction] = .table(groupDevices, embedded, allocated, references)

    /// Up to A2, and at A1s.
    private static let groupDevices: [KernelFunction] = [
        KernelFunction("vfio_add_group_dev", ["i32(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .error(.ENOMEM) }
            let (kernel, machine, reference) = (try call.kernel, call.machine, try call.reference)
            let device = try kernel.knownDevice(try call.value(0), machine)
            let data = try call.value(2)
            let ops = try kernel.deviceOperations(at: try call.value(1), object: data, machine)
            return try call.status {
                let made = try reference.vfio.addGroupDevice(device, ops)
                made.handle = try machine.memory.allocate(
                    1, kind: .opaque, alignment: 64, name: "vfio device ‘\(device.name)’")
                kernel.vfioObjects.devices[made.handle] = made
                kernel.vfioObjects.data[made.handle] = data
            }
        },
        KernelFunction("vfio_del_group_dev", ["ptr(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, reference) = (try call.kernel, try call.reference)
            let device = try kernel.knownDevice(try call.value(0), call.machine)
            return try call.pointer {
                guard let gone = try reference.vfio.deleteGroupDevice(device) else { return 0 }
                let data = kernel.vfioObjects.data.removeValue(forKey: gone.handle) ?? 0
                kernel.vfioObjects.devices[gone.handle] = nil
                if gone.handle != 0 {
                    try call.memory.release(gone.handle, accepting: [.opaque], by: call.name)
                }
                return data
            }
        },
        KernelFunction("vfio_device_data", ["ptr(ptr)"]) { call throws(Stop) in
            let device = try call.vfioDevice(0)
            return try call.kernel.vfioObjects.data[device.handle] ?? 0
        },
    ]

    /// A1s, and B0 to C1: in a struct of the driver's.
    private static let embedded: [KernelFunction] = [
        KernelFunction("vfio_init_group_dev", ["void(ptr, ptr, ptr)", "void(ptr, ptr, ptr, ptr)"]) {
            call throws(Stop) in
            let (kernel, machine, address) = (try call.kernel, call.machine, try call.value(0))
            try machine.touch(address)
            kernel.checkZeroed(address, machine)
            let parent = try call.value(1)
            let device = try kernel.knownDevice(parent, machine)
            // At A1s with the driver's own pointer, which is what its functions are given.
            let data = call.count > 3 ? try call.value(3) : address
            let table = try call.value(2)
            let made = VFIODevice(device, try kernel.deviceOperations(at: table, object: data, machine))
            made.handle = address
            kernel.vfioObjects.devices[address] = made
            kernel.vfioObjects.data[address] = data
            let members = [("dev", parent), ("ops", table), ("device_data", data), ("kvm", 0), ("group", 0)]
            for (member, value) in members { try machine.set(member, of: "vfio_device", at: address, value) }
            return 0
        },
        KernelFunction("vfio_uninit_group_dev", ["void(ptr)"]) { call throws(Stop) in
            let device = try call.vfioDevice(0)
            try call.reference.vfio.uninitialise(device)
            try call.kernel.vfioObjects.devices[device.handle] = nil
            return 0
        },
        KernelFunction("vfio_register_group_dev", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (device, vfio) = (try call.vfioDevice(0), try call.reference.vfio!)
            if call.mustFail {
                // The group is what there is no memory for; the set was made before.
                vfio.makeSet(for: device)
                return .error(.ENOMEM)
            }
            return try call.status { try vfio.register(device) }
        },
        KernelFunction("vfio_register_emulated_iommu_dev", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (device, vfio) = (try call.vfioDevice(0), try call.reference.vfio!)
            if call.mustFail {
                // The group is what there is no memory for; the set was made before.
                vfio.makeSet(for: device)
                return .error(.ENOMEM)
            }
            return try call.status { try vfio.registerEmulated(device) }
        },
        KernelFunction("vfio_unregister_group_dev", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (device, vfio) = (try call.vfioDevice(0), try call.reference.vfio!)
            try call.kernel.checkOwner(of: device, call.machine)
            return try call.perform { try vfio.unregister(device) }
        },
        KernelFunction("vfio_assign_device_set", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            let (device, vfio, identity) = (try call.vfioDevice(0), try call.reference.vfio!, try call.value(1))
            return try call.status { try vfio.assignSet(identity, to: device) }
        },
    ]

    /// D0: counted objects that begin with their vfio_device.
    private static let allocated: [KernelFunction] = [
        KernelFunction("_vfio_alloc_device", ["ptr(i64, ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .errorPointer(.ENOMEM) }
            let (kernel, machine) = (try call.kernel, call.machine)
            let size = try call.size(0)
            if try size < machine.program.layout(of: "struct vfio_device")?.size ?? 1 {
                call.warn("there is no room for a struct vfio_device")
                return .errorPointer(.EINVAL)
            }
            let address = try call.memory.allocate(
                size, kind: .heap, alignment: 64, zeroed: true, name: "")
            let result = try kernel.initialise(address, try call.value(1), try call.value(2), call)
            if result == 0 { return address }
            try call.memory.release(address, accepting: [.heap], by: call.name)
            return .errorPointer(Errno(result: Int32(truncatingIfNeeded: result)) ?? .EINVAL)
        },
        KernelFunction("vfio_init_device", ["i32(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            return try call.kernel.initialise(try call.value(0), try call.value(1), try call.value(2), call)
        },
        KernelFunction("vfio_free_device", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, address) = (try call.kernel, try call.value(0))
            _ = try call.vfioDevice(0)
            kernel.forgetVFIO(address, call.machine)
            try call.memory.release(address, accepting: [.heap, .vmalloc], by: call.name)
            return 0
        },
    ]

    private static let references: [KernelFunction] = [
        KernelFunction("vfio_device_get_from_dev", ["ptr(ptr)"]) { call throws(Stop) in
            let reference = try call.reference
            let device = try call.kernel.knownDevice(try call.value(0), call.machine)
            guard let found = reference.vfio.device(of: device), reference.vfio.tryGet(found) else { return 0 }
            return try call.kernel.address(of: found, call.machine)
        },
        KernelFunction("vfio_device_put", ["void(ptr)"]) { call throws(Stop) in
            let device = try call.vfioDevice(0)
            try call.reference.vfio.endGet(device)
            return 0
        },
        // Where it is no inline function around put_device().
        KernelFunction("vfio_put_device", ["void(ptr)"]) { call throws(Stop) in
            let (device, vfio) = (try call.vfioDevice(0), try call.reference.vfio!)
            return try call.perform { try vfio.put(device) }
        },
    ]
}

extension KernelCall {
    /// A vfio_device that was initialised.
    func vfioDevice(_ index: Int) throws(Stop) -> VFIODevice {
        let address = try value(index)
        try machine.touch(address)
        if let known = try kernel.vfioObjects.devices[address] { return known }
        throw badArgument("\(memory.place(address)) is no vfio_device that was initialised")
    }
}

extension Kernel {
    /// vfio_init_device().
    fileprivate func initialise(
        _ address: UInt64, _ parent: UInt64, _ table: UInt64, _ call: KernelCall
    ) throws(Stop) -> UInt64 {
        let (machine, reference) = (call.machine, try call.reference)
        let device = try knownDevice(parent, machine)
        let ops = try deviceOperations(at: table, object: address, machine)
        return try call.status {
            do {
                let made = try reference.vfio.allocate(device, ops) { made in
                    made.handle = address
                    self.vfioObjects.devices[address] = made
                    self.vfioObjects.data[address] = address
                    for (member, value) in [("dev", parent), ("ops", table)] {
                        try machine.set(member, of: "vfio_device", at: address, value)
                    }
                    try machine.set("index", of: "vfio_device", at: address, UInt64(made.index))
                }
                guard let own = made.classDevice,
                    let place = machine.member("device", of: "vfio_device", at: address)
                else { return }
                self.know(own, at: place, machine)
                try machine.set("parent", of: "device", at: place, parent)
                try machine.set("kobj.kref.refcount.refs.counter", of: "device", at: place, 1)
            } catch let errno as Errno {
                self.vfioObjects.devices[address] = nil
                throw errno
            }
        }
    }

    fileprivate func forgetVFIO(_ address: UInt64, _ machine: Machine) {
        vfioObjects.devices[address] = nil
        vfioObjects.data[address] = nil
        if let place = machine.member("device", of: "vfio_device", at: address) { forgetDevice(at: place) }
    }
}
