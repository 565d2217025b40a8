// SPDX-License-Identifier: Apache-2.0
import Machine

/// Buffers that drivers export, by the address of their struct dma_buf.
struct DMABuffers {
    struct Buffer {
        var owner: UInt64
        var references = 1
    }

    var all: [UInt64: Buffer] = [:]
    /// By the process's descriptors.
    var descriptors: [Int: UInt64] = [:]
}

extension Kernel {
    /// The struct dma_buf behind a descriptor of the process.
    public func dmaBuffer(_ descriptor: Int) -> UInt64? { dmaBuffers.descriptors[descriptor] }

    /// The process closes the descriptor of a buffer; with the last reference `ops->release()` is called.
    /// - Returns: false where it is no such descriptor.
    public func closeDMABuffer(_ descriptor: Int, _ machine: Machine) throws(Stop) -> Bool {
        guard let buffer = dmaBuffers.descriptors.removeValue(forKey: descriptor) else { return false }
        try putBuffer(buffer, machine)
        return true
    }

    /// mmap() of a buffer's descriptor.
    /// - Throws: `Errno`, `Stop`.
    public func map(_ area: UInt64, ofBuffer buffer: UInt64, _ machine: Machine) throws {
        let operations = try machine.pointer("ops", of: "dma_buf", at: buffer)
        let function = try machine.pointer("mmap", of: "dma_buf_ops", at: operations)
        guard function != 0 else { throw Errno.EINVAL }
        let start = try machine.field("vm_start", of: "vm_area_struct", at: area) ?? 0
        let end = try machine.field("vm_end", of: "vm_area_struct", at: area) ?? 0
        let first = try machine.field("vm_pgoff", of: "vm_area_struct", at: area) ?? 0
        let size = try machine.field("size", of: "dma_buf", at: buffer) ?? 0
        guard first + (end - start) / options.pageSize <= size / options.pageSize else { throw Errno.EINVAL }
        try map(area, calling: function, with: buffer, machine)
    }

    func putBuffer(_ buffer: UInt64, _ machine: Machine) throws(Stop) {
        guard var known = dmaBuffers.all[buffer] else {
            throw .fault(.badArgument, "dma_buf_put() of \(machine.memory.place(buffer)), which is no buffer")
        }
        known.references -= 1
        dmaBuffers.all[buffer] = known
        if known.references > 0 { return }
        let operations = try machine.pointer("ops", of: "dma_buf", at: buffer)
        try machine.call(
            try machine.pointer("release", of: "dma_buf_ops", at: operations), as: "void(ptr)", [buffer])
        dmaBuffers.all[buffer] = nil
        if known.owner != 0 { putModule(known.owner) }
        try machine.memory.release(buffer, accepting: [.kernel, .opaque], by: "dma_buf_put")
    }
}

enum DMABufferFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("dma_buf_export", ["ptr(ptr)"], canFail: true) { call throws(Stop) in try call.export() },
        KernelFunction("dma_buf_fd", ["i32(ptr, i32)"], canFail: true) { call throws(Stop) in
            let (kernel, buffer) = (try call.kernel, try call.value(0))
            guard kernel.dmaBuffers.all[buffer] != nil else { return .error(.EINVAL) }
            if call.mustFail { return .error(.EMFILE) }
            // The reference goes over to the descriptor.
            switch try kernel.installBuffer(buffer, call.machine) {
            case .success(let descriptor): return .int(descriptor)
            case .failure(let error): return .error(error)
            }
        },
        KernelFunction("dma_buf_get", ["ptr(i32)"]) { call throws(Stop) in
            let kernel = try call.kernel
            let descriptor = try call.int(0)
            return try call.pointer {
                let buffer = try kernel.buffer(descriptor)
                kernel.dmaBuffers.all[buffer]?.references += 1
                return buffer
            }
        },
        KernelFunction("get_dma_buf", ["void(ptr)"]) { call throws(Stop) in
            try call.kernel.dmaBuffers.all[try call.value(0)]?.references += 1
            return 0
        },
        KernelFunction("dma_buf_put", ["void(ptr)"]) { call throws(Stop) in
            let buffer = try call.value(0)
            if buffer != 0 { try call.kernel.putBuffer(buffer, call.machine) }
            return 0
        },
    ]
}

extension KernelCall {
    /// A struct dma_buf as the struct dma_buf_export_info says.
    fileprivate func export() throws(Stop) -> UInt64 {
        let (kernel, info) = (try kernel, try value(0))
        func given(_ name: String) throws(Stop) -> UInt64 {
            guard let value = try machine.field(name, of: "dma_buf_export_info", at: info) else {
                throw .unsupported("\(self.name)() where struct dma_buf_export_info is not known")
            }
            return value
        }
        let operations = try given("ops")
        let isComplete =
            try given("priv") != 0 && operations != 0
            && ["map_dma_buf", "unmap_dma_buf", "release"].allSatisfy { name in
                (try? machine.pointer(name, of: "dma_buf_ops", at: operations)) ?? 0 != 0
            }
        if !isComplete {
            warn("private data or a callback that has to be there is missing")
            return .errorPointer(.EINVAL)
        }
        if mustFail { return .errorPointer(.ENOMEM) }
        let owner = try given("owner")
        if owner != 0, !kernel.tryGetModule(owner) { return .errorPointer(.ENOENT) }
        let buffer = try machine.make("dma_buf", name: "struct dma_buf")
        for member in ["priv", "ops", "size", "exp_name", "owner", "resv"] {
            try machine.set(member, of: "dma_buf", at: buffer, try given(member))
        }
        kernel.dmaBuffers.all[buffer] = DMABuffers.Buffer(owner: owner)
        return buffer
    }
}

extension Kernel {
    /// The number of a file that a driver opens for the process.
    func newDescriptor() -> Int {
        if let installDescriptor { return installDescriptor() }
        lastDescriptor += 1
        return lastDescriptor
    }
}
