// SPDX-License-Identifier: Apache-2.0
import Machine

/// Bits of a vm_fault_t.
private enum FaultResult {
    static let outOfMemory: UInt64 = 0x1
    static let bus: UInt64 = 0x2
    static let poisoned: UInt64 = 0x30
    static let segmentation: UInt64 = 0x40
    static let isThere: UInt64 = 0x100
    static let retry: UInt64 = 0x400
}

extension Kernel {
    /// What lies behind a byte of a mapping. Where nothing does yet, the driver is asked: `vm_ops->fault()`.
    /// - Parameters:
    ///   - offset: bytes from the start of the mapping.
    ///   - area: its struct vm_area_struct.
    public func access(
        _ offset: UInt64, of area: UInt64, isWrite: Bool, _ machine: Machine
    ) throws(Stop) -> MappingAccess {
        func member(_ name: String) throws(Stop) -> UInt64 {
            try machine.field(name, of: "vm_area_struct", at: area) ?? 0
        }
        let flags = MappingFlags(rawValue: try member("vm_flags"))
        guard offset < (try member("vm_end")) - (try member("vm_start")), flags.contains(isWrite ? .write : .read)
        else { return .signal(.segmentation) }
        // Once more for a driver that asks for it; without end it would be a loop of the kernel's as well.
        for _ in 0..<16 {
            if let piece = mappings.piece(at: offset, of: area) {
                let own = isWrite && !flags.contains(.shared) ? try copied(piece, offset, area, machine) : piece
                return access(offset, own)
            }
            if let signal = try fault(offset, area, isWrite: isWrite, machine) { return .signal(signal) }
        }
        throw .unsupported("a mapping whose fault() always wants to be called again")
    }

    private func access(_ offset: UInt64, _ piece: Mappings.Piece) -> MappingAccess {
        let distance = offset - piece.offset
        switch piece.target {
        case .memory(let address): return .memory(address: address + distance, count: piece.length - distance)
        case .frame(let number):
            return .frame(number: number + distance / options.pageSize, offset: distance % options.pageSize)
        }
    }

    /// A write to a private mapping changes a copy of the page.
    private func copied(
        _ piece: Mappings.Piece, _ offset: UInt64, _ area: UInt64, _ machine: Machine
    ) throws(Stop) -> Mappings.Piece {
        guard !piece.isCopy, case .memory(let address) = piece.target else { return piece }
        let size = options.pageSize
        let start = offset - offset % size
        let copy = try machine.memory.allocate(
            Int(size), kind: .kernel, alignment: Int(size), zeroed: true, name: "a private page")
        try machine.memory.copy(from: address + (start - piece.offset), to: copy, count: Int(size))
        for gone in mappings.remove(start..<start + size, of: area, pageSize: size) { try letGo(gone, machine) }
        let own = Mappings.Piece(offset: start, length: size, target: .memory(copy), isCopy: true)
        _ = mappings.add(own, to: area)
        return own
    }

    /// - Returns: the signal, or nil where something is there now.
    private func fault(
        _ offset: UInt64, _ area: UInt64, isWrite: Bool, _ machine: Machine
    ) throws(Stop) -> MappingSignal? {
        let operations = try machine.pointer("vm_ops", of: "vm_area_struct", at: area)
        let function =
            operations == 0 ? 0 : try machine.pointer("fault", of: "vm_operations_struct", at: operations)
        if function == 0 { return .bus }
        guard let layout = machine.program.layout(of: "struct vm_fault") else {
            throw .unsupported("a fault where struct vm_fault is not known")
        }
        let size = options.pageSize
        let start = try machine.field("vm_start", of: "vm_area_struct", at: area) ?? 0
        let page = offset / size
        let fault = try machine.memory.allocate(
            layout.size, kind: .kernel, alignment: 16, zeroed: true, name: "struct vm_fault")
        let members: [(String, UInt64)] = [
            ("vma", area), ("gfp_mask", 0x100cca), ("address", start + page * size), ("real_address", start + offset),
            ("pgoff", try machine.field("vm_pgoff", of: "vm_area_struct", at: area).map { $0 + page } ?? page),
            ("flags", isWrite ? 1 : 0),
        ]
        for (name, value) in members { try machine.set(name, of: "vm_fault", at: fault, value) }
        let result = try machine.call(function, as: "i32(ptr)", [fault])
        let found = try machine.pointer("page", of: "vm_fault", at: fault)
        try machine.memory.release(fault, accepting: [.kernel], by: "handle_mm_fault")
        if result & FaultResult.outOfMemory != 0 { return .outOfMemory }
        if result & (FaultResult.bus | FaultResult.poisoned) != 0 { return .bus }
        if result & FaultResult.segmentation != 0 { return .segmentation }
        if result & (FaultResult.isThere | FaultResult.retry) != 0 { return nil }
        guard let address = memoryAddress(ofPage: found, machine) else {
            throw .fault(.bug, "fault() gives \(machine.memory.place(found)), which is no struct page")
        }
        // The reference that the driver took for it is the mapping's now.
        let piece = Mappings.Piece(offset: page * size, length: size, target: .memory(address), page: found)
        _ = mappings.add(piece, to: area)
        return nil
    }
}
