// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Pages that a driver has put into a user's memory: each access goes through the mapping, to `vm_ops->fault()` where
/// nothing is there yet. munmap() of a part makes several mappings of one.
final class AreaPages: MappedPages {
    /// A `struct vm_area_struct` and the user's addresses that it is for.
    struct Part {
        var area: UInt64
        var range: Range<UInt64>
    }

    /// The user's address at which everything began.
    let start: UInt64
    var parts: [Part]
    private unowned let kernel: Kernel
    private unowned let machine: Machine

    init(area: UInt64, _ range: Range<UInt64>, _ kernel: Kernel, _ machine: Machine) {
        start = range.lowerBound
        parts = [Part(area: area, range: range)]
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
        let place = start + UInt64(offset)
        guard let part = parts.first(where: { $0.range.contains(place) }) else { throw Errno.EFAULT }
        switch try kernel.access(place - part.range.lowerBound, of: part.area, isWrite: isWrite, machine) {
        case .memory(let address, let count): return (address, Int(min(count, part.range.upperBound - place)))
        case .frame(let number, let offset):
            // A driver that has the same registers mapped for itself.
            if let address = kernel.deviceMemory(ofFrame: number) {
                return (address + offset, Int(min(kernel.options.pageSize - offset, part.range.upperBound - place)))
            }
            throw Stop.unsupported("a user's access to the page frame \(number) of a device")
        case .signal: throw Errno.EFAULT
        }
    }
}

extension Kernel {
    /// mmap() of a driver's file.
    func map(
        _ request: MapRequest, calling function: UInt64, with object: UInt64, file: UInt64 = 0, _ machine: Machine
    ) throws {
        var flags: MappingFlags = [.mayRead, .mayWrite, .mayExecute]
        if request.isReadable { flags.insert(.read) }
        if request.isWritable { flags.insert(.write) }
        if request.isShared { flags.formUnion([.shared, .mayShare]) }
        let area = try makeMapping(
            at: request.address, length: UInt64(request.length), pageOffset: request.offset / options.pageSize,
            flags: flags, file: file, machine)
        try map(area, calling: function, with: object, machine)
        let range = request.address..<request.address + UInt64(request.length)
        let pages = AreaPages(area: area, range, self, machine)
        try userSpace(machine).map(pages, at: request.address)
        vfioObjects.mappings.append(pages)
    }

    /// munmap(): what is asked for may be a part of a mapping, which is split before, and `vm_ops->open()` is called for
    /// each mapping that this makes.
    func unmap(_ request: MapRequest, _ machine: Machine) throws {
        let range = request.address..<request.address + UInt64(request.length)
        guard
            let pages = vfioObjects.mappings.first(where: { $0.parts.contains { $0.range.overlaps(range) } }),
            let index = pages.parts.firstIndex(where: { $0.range.overlaps(range) })
        else { return }
        var part = pages.parts.remove(at: index)
        if part.range.lowerBound < range.lowerBound {
            // The new one is above.
            let area = try splitMapping(part.area, at: range.lowerBound, newIsBelow: false, machine)
            pages.parts.append(
                AreaPages.Part(area: part.area, range: part.range.lowerBound..<range.lowerBound))
            part = AreaPages.Part(area: area, range: range.lowerBound..<part.range.upperBound)
        }
        if range.upperBound < part.range.upperBound {
            let area = try splitMapping(part.area, at: range.upperBound, newIsBelow: true, machine)
            pages.parts.append(AreaPages.Part(area: part.area, range: range.upperBound..<part.range.upperBound))
            part = AreaPages.Part(area: area, range: part.range.lowerBound..<range.upperBound)
        }
        if pages.parts.isEmpty { vfioObjects.mappings.removeAll { $0 === pages } }
        try unmap(part.area, machine)
    }
}
