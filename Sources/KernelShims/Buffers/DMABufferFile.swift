// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// The file of a buffer that a driver exported: what dma_buf_fd() installs.
final class DMABufferFile: OpenFile {
    /// The `struct dma_buf`.
    let buffer: UInt64
    private unowned let kernel: Kernel
    private unowned let machine: Machine

    init(_ buffer: UInt64, _ kernel: Kernel, _ machine: Machine) {
        self.buffer = buffer
        self.kernel = kernel
        self.machine = machine
    }

    func mmap(_ request: MapRequest) throws {
        let operations = try machine.pointer("ops", of: "dma_buf", at: buffer)
        let function = try machine.pointer("mmap", of: "dma_buf_ops", at: operations)
        if function == 0 { throw Errno.EINVAL }
        if UInt64(request.length) + request.offset > (try size()) { throw Errno.EINVAL }
        try kernel.map(request, calling: function, with: buffer, machine)
    }

    func unmap(_ request: MapRequest) throws { try kernel.unmap(request, machine) }

    /// dma_buf_llseek(): only for finding out how large it is.
    func seek(to offset: Int64, _ whence: SeekOrigin, from position: Int64) throws -> Int64 {
        if whence == .current || offset != 0 { throw Errno.EINVAL }
        return whence == .start ? 0 : Int64(try size())
    }

    private func size() throws(Stop) -> UInt64 {
        guard let size = try machine.field("size", of: "dma_buf", at: buffer) else {
            throw .unsupported("a buffer where struct dma_buf is not known")
        }
        return size
    }

    func release() throws { try kernel.putBuffer(buffer, machine) }
}

extension Kernel {
    /// dma_buf_fd(): a file of the process whose system call runs, if one does.
    func installBuffer(_ buffer: UInt64, _ machine: Machine) throws(Stop) -> Result<Int, Errno> {
        guard let process = referenceKernel?.current else {
            let descriptor = newDescriptor()
            dmaBuffers.descriptors[descriptor] = buffer
            return .success(descriptor)
        }
        return try result { try process.install(DMABufferFile(buffer, self, machine)) }
    }

    /// dma_buf_get(): the buffer behind a descriptor, without a reference.
    /// - Throws: `Errno.EBADF`; `Errno.EINVAL` for a file of another sort.
    func buffer(_ descriptor: Int) throws -> UInt64 {
        if let known = dmaBuffers.descriptors[descriptor] { return known }
        guard let process = referenceKernel?.current else { throw Errno.EBADF }
        guard let file = try process.files[descriptor].file as? DMABufferFile else { throw Errno.EINVAL }
        return file.buffer
    }
}
