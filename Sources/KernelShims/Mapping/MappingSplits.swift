// SPDX-License-Identifier: Apache-2.0
import Machine

extension Kernel {
    /// __split_vma(): one mapping becomes two at a user's address. The driver sees the new one in `vm_ops->open()` as it will
    /// be, and the old one as it was.
    /// - Returns: the new one.
    func splitMapping(
        _ area: UInt64, at address: UInt64, newIsBelow: Bool, _ machine: Machine
    ) throws(Stop) -> UInt64 {
        func member(_ name: String) throws(Stop) -> UInt64 {
            try machine.field(name, of: "vm_area_struct", at: area) ?? 0
        }
        func set(_ name: String, _ area: UInt64, _ value: UInt64) throws(Stop) {
            try machine.set(name, of: "vm_area_struct", at: area, value)
        }
        let operations = try machine.pointer("vm_ops", of: "vm_area_struct", at: area)
        for name in ["may_split", "split"] where operations != 0 {
            if try machine.field(name, of: "vm_operations_struct", at: operations) ?? 0 != 0 {
                throw .unsupported("munmap() of a part where vm_ops->\(name) is there")
            }
        }
        let (start, first) = (try member("vm_start"), try member("vm_pgoff"))
        let distance = address - start
        let upperOffset = first + distance / options.pageSize
        let copy = try copyMapping(area, machine) { copy throws(Stop) in
            if newIsBelow {
                try set("vm_end", copy, address)
            } else {
                try set("vm_start", copy, address)
                try set("vm_pgoff", copy, upperOffset)
            }
        }
        if newIsBelow {
            try set("vm_start", area, address)
            try set("vm_pgoff", area, upperOffset)
        } else {
            try set("vm_end", area, address)
        }
        mappings.split(
            area, at: distance, newIsBelow ? (lower: copy, upper: area) : (lower: area, upper: copy), options.pageSize)
        return copy
    }
}

extension Mappings {
    /// What lay behind one mapping goes over to two.
    fileprivate mutating func split(
        _ area: UInt64, at distance: UInt64, _ parts: (lower: UInt64, upper: UInt64), _ pageSize: UInt64
    ) {
        let lower = remove(0..<distance, of: area, pageSize: pageSize)
        let upper = forget(area)
        for piece in lower { _ = add(piece, to: parts.lower) }
        for piece in upper {
            var moved = piece
            moved.offset -= distance
            _ = add(moved, to: parts.upper)
        }
    }
}
