// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Pages that a driver has put into a user's memory: each access goes through the mapping, to `vm_ops->fault()` where
/// nothing is there yet.
final class AreaPages: MappedPages {
    /// The `struct vm_area_struct`.
    let area: UInt64
    let length: Int
    private unowned let kernel: Kernel
    private unowned let machine: Machine

    init(area: UInt64, length: Int, _ kernel: Kernel, _ machine: Machine) {
        self.area = area
        self.length = length
        self.kernel = kernel
        self.machine = machine
    }

    func read(_ offset: Int, _ count: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        while result.count < count {
            let (address, room) = try memory(at: offset + result.count, isWrite: false)
            let part = min(room, count - result.count)
            if machine.memory.object(at: address)?.kind == .device {
                result += try machine.memory.deviceBytes(at: address, count: part)
            } else {
                result += try machine.memory.contents(at: address, count: part).bytes
            }
        }
        return result
    }

    func write(_ bytes: [UInt8], at offset: Int) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let (address, room) = try memory(at: offset + bytes.count - rest.count, isWrite: true)
            let part = rest.prefix(room)
            if machine.memory.object(at: address)?.kind == .device {
                try machine.memory.writeDevice(part, at: address)
            } else {
                try machine.memory.write(part, at: address)
            }
            rest = rest.dropFirst(part.count)
        }
    }

    private func memory(at offset: Int, isWrite: Bool) throws -> (address: UInt64, room: Int) {
        switch try kernel.access(UInt64(offset), of: area, isWrite: isWrite, machine) {
        case .memory(let address, let count): return (address, Int(count))
        case .frame(let number, let offset):
            // A driver that has the same registers mapped for itself.
            if let address = kernel.deviceMemory(ofFrame: number) {
                return (address + offset, Int(kernel.options.pageSize - offset))
            }
            throw Stop.unsupported("a user's access to the page frame \(number) of a device")
        case .signal: throw Errno.EFAULT
        }
    }
}

extension Kernel {
    /// mmap() of a driver's file.
    func map(_ request: MapRequest, calling callback: Callback, with object: UInt64, _ machine: Machine) throws {
        var flags: MappingFlags = [.mayRead, .mayWrite, .mayExecute]
        if request.isReadable { flags.insert(.read) }
        if request.isWritable { flags.insert(.write) }
        if request.isShared { flags.formUnion([.shared, .mayShare]) }
        let area = try makeMapping(
            at: request.address, length: UInt64(request.length), pageOffset: request.offset / options.pageSize,
            flags: flags, machine)
        try map(area, calling: callback.function, with: object, machine)
        let pages = AreaPages(area: area, length: request.length, self, machine)
        try userSpace(machine).map(pages, at: request.address)
        vfioObjects.mappings[request.address] = pages
    }

    /// munmap().
    func unmap(_ request: MapRequest, _ machine: Machine) throws {
        guard let pages = vfioObjects.mappings[request.address], pages.length == request.length else {
            throw Stop.unsupported("munmap() of a part of a driver's mapping")
        }
        vfioObjects.mappings[request.address] = nil
        try unmap(pages.area, machine)
    }
}
