// SPDX-License-Identifier: Apache-2.0
import Machine

/// A struct vm_area_struct as kernel functions see it.
struct MappedArea {
    var address: UInt64
    var start: UInt64
    var length: UInt64
    var flags: MappingFlags
}

extension KernelCall {
    func area(_ index: Int) throws(Stop) -> MappedArea {
        let address = try value(index)
        func member(_ name: String) throws(Stop) -> UInt64 {
            guard let value = try machine.field(name, of: "vm_area_struct", at: address) else {
                throw .unsupported("\(self.name)() where struct vm_area_struct is not known")
            }
            return value
        }
        let start = try member("vm_start")
        return MappedArea(
            address: address, start: start, length: try member("vm_end") - start,
            flags: MappingFlags(rawValue: try member("vm_flags")))
    }

    private func add(_ flags: MappingFlags, to area: MappedArea) throws(Stop) {
        let old = try machine.field("vm_flags", of: "vm_area_struct", at: area.address) ?? 0
        try machine.set("vm_flags", of: "vm_area_struct", at: area.address, old | flags.rawValue)
    }

    /// One page with a struct; the mapping takes a reference of its own.
    func insert(_ area: MappedArea, _ place: UInt64, page: UInt64) throws(Stop) -> UInt64 {
        let kernel = try kernel
        guard place >= area.start, place - area.start < area.length else { return .error(.EFAULT) }
        guard let memory = kernel.memoryAddress(ofPage: page, machine) else {
            throw badArgument("no struct page is at \(self.memory.place(page))")
        }
        if area.flags.contains(.frames) { throw .fault(.bug, "\(name)() in a mapping of page frames") }
        try add(.mixed, to: area)
        let size = kernel.options.pageSize
        let offset = (place - area.start) / size * size
        let piece = Mappings.Piece(offset: offset, length: size, target: .memory(memory), page: page)
        guard kernel.mappings.add(piece, to: area.address) else { return .error(.EBUSY) }
        try kernel.getPage(page, machine)
        return 0
    }

    func mapPages(_ area: MappedArea, _ list: UInt64, _ count: UInt64, from first: UInt64) throws(Stop) -> UInt64 {
        if mustFail { return .error(.ENOMEM) }
        let size = try kernel.options.pageSize
        let wanted = area.length / size
        guard first < count else { return .error(.ENXIO) }
        guard wanted <= count - first else { return .error(.ENXIO) }
        for index in 0..<wanted {
            let page = try memory.load(list + (first + index) * 8, size: 8)
            let result = try insert(area, area.start + index * size, page: page)
            if result != 0 { return result }
        }
        return 0
    }

    /// Memory of vmalloc_user(), from its n-th page on.
    func mapVmalloc(
        _ area: MappedArea, _ place: UInt64, _ address: UInt64, _ first: UInt64, _ length: UInt64
    ) throws(Stop) -> UInt64 {
        if mustFail { return .error(.EINVAL) }
        let kernel = try kernel
        let size = kernel.options.pageSize
        let rounded = (length + size - 1) / size * size
        guard place % size == 0, address % size == 0, first < 1 << 52,
            let object = memory.object(at: address), object.kind == .vmalloc, object.offset == 0,
            kernel.userMemory.contains(object.base)
        else { return .error(.EINVAL) }
        let whole = (UInt64(object.size) + size - 1) / size * size
        guard first * size <= whole, rounded <= whole - first * size else { return .error(.EINVAL) }
        guard place >= area.start, place - area.start < area.length else { return .error(.EFAULT) }
        let piece = Mappings.Piece(
            offset: place - area.start, length: rounded, target: .memory(address + first * size))
        guard kernel.mappings.add(piece, to: area.address) else { return .error(.EBUSY) }
        try add([.mixed, .fixedSize, .noDump], to: area)
        return 0
    }

    /// Frames behind each other: memory of the machine, or a device's.
    func mapFrames(_ area: MappedArea, _ place: UInt64, _ frame: UInt64, _ length: UInt64) throws(Stop) -> UInt64 {
        let kernel = try kernel
        let size = kernel.options.pageSize
        let rounded = (length + size - 1) / size * size
        if place % size != 0 {
            warn("the address is not that of a page")
            return .error(.EINVAL)
        }
        guard rounded > 0, place >= area.start, place - area.start + rounded <= area.length else {
            throw .fault(.bug, "\(name)() of what is not in the mapping")
        }
        // A private mapping that may be written keeps the frame's number as its offset.
        if !area.flags.contains(.shared), area.flags.contains(.mayWrite) {
            if place != area.start || rounded != area.length { return .error(.EINVAL) }
            try machine.set("vm_pgoff", of: "vm_area_struct", at: area.address, frame)
        }
        try add([.device, .frames, .fixedSize, .noDump], to: area)
        let target = kernel.target(ofFrame: frame, machine)
        let piece = Mappings.Piece(offset: place - area.start, length: rounded, target: target)
        guard kernel.mappings.add(piece, to: area.address) else {
            throw .fault(.bug, "\(name)() where something is mapped already")
        }
        return 0
    }

    /// vmf_insert_pfn(): in a mapping that the driver has marked for it.
    func insertFrame() throws(Stop) -> UInt64 {
        let (area, place, kernel) = (try area(0), try value(1), try kernel)
        let marks = area.flags.intersection([.frames, .mixed])
        guard marks == .frames || marks == .mixed else {
            throw .fault(.bug, "\(name)() in a mapping that is not marked with VM_PFNMAP or VM_MIXEDMAP")
        }
        guard place >= area.start, place - area.start < area.length else { return 0x2 }
        let size = kernel.options.pageSize
        let piece = Mappings.Piece(
            offset: (place - area.start) / size * size, length: size,
            target: kernel.target(ofFrame: try value(2), machine))
        // One that is there already stays.
        _ = kernel.mappings.add(piece, to: area.address)
        return 0x100
    }

    /// vmf_error(): VM_FAULT_NOPAGE, VM_FAULT_OOM or VM_FAULT_SIGBUS.
    func faultResult(_ result: UInt64) -> UInt64 {
        switch Errno(result: Int32(truncatingIfNeeded: result)) {
        case nil, .EBUSY?: 0x100
        case .ENOMEM?: 0x1
        default: 0x2
        }
    }
}
