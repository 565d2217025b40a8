// SPDX-License-Identifier: Apache-2.0
import Machine

// Mappings of a process: the struct vm_area_struct of each, and the calls that drivers get for it.
extension Kernel {
    /// A new mapping. Its struct is laid out as the program's headers have it.
    /// - Parameters:
    ///   - start: the user's address, a multiple of the page size.
    ///   - pageOffset: the offset in the file, in pages.
    ///   - file: a struct file, or 0.
    /// - Returns: the address of its struct vm_area_struct.
    public func makeMapping(
        at start: UInt64, length: UInt64, pageOffset: UInt64, flags: MappingFlags, file: UInt64 = 0,
        _ machine: Machine
    ) throws(Stop) -> UInt64 {
        guard let layout = machine.program.layout(of: "struct vm_area_struct") else {
            throw .unsupported("a mapping where struct vm_area_struct is not known")
        }
        let area = try machine.memory.allocate(
            layout.size, kind: .kernel, alignment: 64, zeroed: true, name: "struct vm_area_struct")
        let pages = (length + options.pageSize - 1) / options.pageSize
        let members = [
            ("vm_start", start), ("vm_end", start + pages * options.pageSize), ("vm_pgoff", pageOffset),
            ("vm_flags", flags.rawValue), ("vm_file", file),
        ]
        for (name, value) in members { try machine.set(name, of: "vm_area_struct", at: area, value) }
        return area
    }

    /// Calls a function like `file_operations.mmap`: an object, and the mapping. Where it fails, the mapping is gone.
    /// - Throws: `Errno` that it returns, `Stop` where the program stops.
    public func map(_ area: UInt64, calling function: UInt64, with object: UInt64, _ machine: Machine) throws {
        let result = try machine.call(function, as: "i32(ptr, ptr)", [object, area])
        guard let errno = Errno(result: Int32(truncatingIfNeeded: result)) else { return }
        try release(area, machine)
        throw errno
    }

    /// The mapping is copied, as fork() does: `vm_ops->open()`.
    /// - Parameter change: what is different in the copy.
    /// - Returns: the copy, which has nothing behind it yet.
    public func copyMapping(
        _ area: UInt64, _ machine: Machine, _ change: (_ copy: UInt64) throws(Stop) -> Void = { _ throws(Stop) in }
    ) throws(Stop) -> UInt64 {
        guard let size = machine.memory.size(of: area) else { throw .unsupported("a copy of no mapping") }
        let copy = try machine.memory.allocate(size, kind: .kernel, alignment: 64, name: "struct vm_area_struct")
        try machine.memory.copy(from: area, to: copy, count: size)
        try change(copy)
        try callOperation("open", copy, machine)
        return copy
    }

    /// The mapping ends: `vm_ops->close()`, then what lay behind it is let go.
    public func unmap(_ area: UInt64, _ machine: Machine) throws(Stop) {
        try callOperation("close", area, machine)
        try release(area, machine)
    }

    private func callOperation(_ name: String, _ area: UInt64, _ machine: Machine) throws(Stop) {
        let operations = try machine.pointer("vm_ops", of: "vm_area_struct", at: area)
        if operations == 0 { return }
        let function = try machine.pointer(name, of: "vm_operations_struct", at: operations)
        if function != 0 { try machine.call(function, as: "void(ptr)", [area]) }
    }

    private func release(_ area: UInt64, _ machine: Machine) throws(Stop) {
        for piece in mappings.forget(area) { try letGo(piece, machine) }
        try machine.memory.release(area, accepting: [.kernel], by: "munmap")
    }

    /// A page's memory goes with its last reference.
    func letGo(_ piece: Mappings.Piece, _ machine: Machine) throws(Stop) {
        if piece.isCopy, case .memory(let address) = piece.target {
            try machine.memory.release(address, accepting: [.kernel], by: "munmap")
        }
        if piece.page != 0 { try putPage(piece.page, machine, by: "munmap") }
    }
}
