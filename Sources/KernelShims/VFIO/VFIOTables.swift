// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// A driver's `struct vfio_device_ops` as the model's.
extension Kernel {
    /// - Parameter object: what the functions are given, a `struct vfio_device *` or, up to A2, the driver's own pointer.
    func deviceOperations(
        at table: UInt64, object: UInt64, _ machine: Machine
    ) throws(Stop) -> VFIODeviceOps {
        let type = "vfio_device_ops"
        guard let layout = machine.program.layout(of: "struct " + type) else {
            throw .unsupported("a vfio_device where struct vfio_device_ops is not known")
        }
        func callback(_ member: String) throws(Stop) -> Callback? {
            try machine.callback(member, of: type, at: table)
        }
        func plain(_ member: String) throws(Stop) -> ((VFIODevice) throws -> Void)? {
            guard let function = try callback(member) else { return nil }
            return { [unowned machine] _ in try machine.call(function, [object]) }
        }
        let name = try machine.pointer("name", of: type, at: table)
        var ops = VFIODeviceOps(name: name == 0 ? nil : try machine.text(at: name))
        ops.initialise = try plain("init")
        // One name for two things: a file's and, from D0 on, the object's.
        if layout.member("init") != nil {
            ops.releaseDevice = try plain("release")
        } else {
            ops.release = try plain("release")
        }
        ops.open = try plain("open")
        if let open = try callback("open_device") {
            ops.openDevice = { [unowned machine] device in
                try machine.set("kvm", of: "vfio_device", at: object, device.kvm)
                try machine.call(open, [object])
            }
        }
        if let close = try callback("close_device") {
            ops.closeDevice = { [unowned machine] _ in
                try machine.call(close, [object])
                try machine.set("kvm", of: "vfio_device", at: object, 0)
            }
        }
        try addFileOperations(&ops, object, callback, machine)
        try addQuestions(&ops, object, callback, machine)
        return ops
    }

    private func addFileOperations(
        _ ops: inout VFIODeviceOps, _ object: UInt64, _ callback: (String) throws(Stop) -> Callback?,
        _ machine: Machine
    ) throws(Stop) {
        if let read = try callback("read") {
            ops.read = { [unowned machine] _, buffer, count, position in
                try machine.call(read, [object, buffer, UInt64(count)], position: &position)
            }
        }
        if let write = try callback("write") {
            ops.write = { [unowned machine] _, buffer, count, position in
                try machine.call(write, [object, buffer, UInt64(count)], position: &position)
            }
        }
        if let ioctl = try callback("ioctl") {
            ops.ioctl = { [unowned machine] _, command, argument in
                try machine.call(ioctl, [object, UInt64(command), argument])
            }
        }
        if let mmap = try callback("mmap") {
            ops.mmap = { [unowned self, unowned machine] _, request in
                try map(request, calling: mmap.function, with: object, machine)
            }
            ops.unmap = { [unowned self, unowned machine] _, request in try unmap(request, machine) }
        }
    }

    private func addQuestions(
        _ ops: inout VFIODeviceOps, _ object: UInt64, _ callback: (String) throws(Stop) -> Callback?,
        _ machine: Machine
    ) throws(Stop) {
        if let request = try callback("request") {
            ops.request = { [unowned machine] _, count in try machine.call(request, [object, UInt64(count)]) }
        }
        if let match = try callback("match") {
            ops.match = { [unowned machine] _, name in
                let text = try machine.makeText(name, name: "the name of a device")
                let result: Result<Int, Errno>
                do {
                    result = .success(try machine.call(match, [object, text]))
                } catch let errno as Errno {
                    result = .failure(errno)
                }
                try machine.memory.release(text, accepting: [.kernel], by: "match")
                return try result.get() != 0
            }
        }
        if let unmap = try callback("dma_unmap") {
            ops.dmaUnmap = { [unowned machine] _, iova, length in try machine.call(unmap, [object, iova, length]) }
        }
        if let feature = try callback("device_feature") {
            ops.feature = { [unowned machine] _, flags, argument, size in
                try machine.call(feature, [object, UInt64(flags), argument, UInt64(size)])
            }
        }
    }
}
