// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// `struct attribute_group` of drivers as the model has them.
extension Kernel {
    /// - Parameter list: a NULL-terminated array of pointers to groups; 0 for none.
    public func attributeGroups(
        at list: UInt64, of owner: AttributeOwner, _ machine: Machine
    ) throws(Stop) -> [AttributeGroup] {
        var result: [AttributeGroup] = []
        for group in try pointers(at: list, machine) {
            result.append(try attributeGroup(at: group, of: owner, machine))
        }
        return result
    }

    /// One group.
    public func attributeGroup(
        at group: UInt64, of owner: AttributeOwner, _ machine: Machine
    ) throws(Stop) -> AttributeGroup {
        AttributeGroup(
            name: try groupName(at: group, machine), attributes: try attributes(ofGroup: group, of: owner, machine))
    }

    /// nil for a group whose files are the owner's own.
    public func groupName(at group: UInt64, _ machine: Machine) throws(Stop) -> String? {
        try machine.touch(group)
        let name = try machine.text(at: try machine.pointer("name", of: "attribute_group", at: group))
        return name.isEmpty ? nil : name
    }

    /// The files of a group that are visible.
    public func attributes(
        ofGroup group: UInt64, of owner: AttributeOwner, _ machine: Machine
    ) throws(Stop) -> [Attribute] {
        try machine.touch(group)
        guard machine.program.layout(of: "struct attribute_group") != nil else {
            throw .unsupported("attributes where struct attribute_group is not known")
        }
        if try !pointers(at: try machine.pointer("bin_attrs", of: "attribute_group", at: group), machine).isEmpty {
            throw .unsupported("a group with bin_attrs")
        }
        let isVisible = try machine.pointer("is_visible", of: "attribute_group", at: group)
        var result: [Attribute] = []
        let all = try pointers(at: try machine.pointer("attrs", of: "attribute_group", at: group), machine)
        for (index, address) in all.enumerated() {
            var attribute = try self.attribute(at: address, of: owner, machine)
            if isVisible != 0, owner.asksVisibility {
                let mode = try machine.call(
                    isVisible, as: "i16(ptr, ptr, i32)", [try owner.kobject(machine), address, UInt64(index)])
                if mode & 0xffff == 0 { continue }
                attribute.file.mode = UInt16(truncatingIfNeeded: mode)
            }
            // What else the mode says is taken out: SYSFS_PREALLOC | 0664.
            if owner.asksVisibility { attribute.file.mode &= 0o664 }
            result.append(attribute)
        }
        return result
    }

    /// - Parameter address: of the `struct attribute`.
    public func attribute(at address: UInt64, of owner: AttributeOwner, _ machine: Machine) throws(Stop) -> Attribute {
        let type = owner.attributeType
        guard let layout = machine.program.layout(of: "struct " + type), let inner = layout.offset(of: "attr") else {
            throw .unsupported("attributes where struct \(type) is not known")
        }
        let outer = address &- UInt64(inner)
        try machine.touch(outer)
        let name = try machine.text(at: try machine.pointer("attr.name", of: type, at: outer))
        let mode = try machine.field("attr.mode", of: type, at: outer) ?? 0
        let show = try machine.pointer("show", of: type, at: outer)
        let store = try machine.pointer("store", of: type, at: outer)
        let arguments = owner.arguments(outer)
        var file = SysfsFile(mode: UInt16(truncatingIfNeeded: mode) & 0o777)
        if show != 0 {
            file.show = { [unowned self, unowned machine] in try self.show(show, arguments, machine) }
        }
        if store != 0 {
            file.store = { [unowned self, unowned machine] bytes in try self.store(store, arguments, bytes, machine) }
        }
        return Attribute(name: name, file: file)
    }

    // MARK: Calls

    /// show() into a page of zeroes.
    private func show(_ function: UInt64, _ arguments: [UInt64], _ machine: Machine) throws -> [UInt8] {
        let page = try machine.memory.allocate(
            Sysfs.pageSize, kind: .kernel, alignment: Sysfs.pageSize, zeroed: true, name: "the page of a show()")
        let count: Int
        do {
            count = try machine.callSize(function, as: Self.signature(arguments.count + 1), arguments + [page])
        } catch let error as Errno {
            try machine.memory.release(page, accepting: [.kernel], by: "show")
            throw error
        }
        // The model says what becomes of a count that is too large.
        let bytes = try shown(at: page, count: min(count, Sysfs.pageSize), machine)
        try machine.memory.release(page, accepting: [.kernel], by: "show")
        return bytes
    }

    /// What goes to the user is judged as in copy_to_user().
    private func shown(at page: UInt64, count: Int, _ machine: Machine) throws(Stop) -> [UInt8] {
        do throws(Stop) {
            return try machine.memory.bytes(at: page, count: count, undefined: .uninitialisedCopyToUser)
        } catch {
            guard options.goesOnAfterLeaks, case .fault(let fault) = error, fault.kind == .uninitialisedCopyToUser
            else { throw error }
            leaks.append(machine.locate(error))
            return try machine.memory.contents(at: page, count: count).bytes
        }
    }

    /// store() of what was written, with a zero byte behind it.
    private func store(
        _ function: UInt64, _ arguments: [UInt64], _ bytes: [UInt8], _ machine: Machine
    ) throws -> Int {
        let buffer = try machine.memory.allocate(
            bytes.count + 1, kind: .kernel, alignment: 8, zeroed: true, name: "the text of a store()")
        try machine.memory.write(bytes, at: buffer)
        do {
            let count = try machine.callSize(
                function, as: Self.signature(arguments.count + 1, "i64"), arguments + [buffer, UInt64(bytes.count)])
            try machine.memory.release(buffer, accepting: [.kernel], by: "store")
            return count
        } catch let error as Errno {
            try machine.memory.release(buffer, accepting: [.kernel], by: "store")
            throw error
        }
    }

    private static func signature(_ pointers: Int, _ last: String? = nil) -> Signature {
        let parameters = [String](repeating: "ptr", count: pointers) + (last.map { [$0] } ?? [])
        return Signature(stringLiteral: "i64(\(parameters.joined(separator: ", ")))")
    }

    /// A NULL-terminated array; empty at 0.
    func pointers(at list: UInt64, _ machine: Machine) throws(Stop) -> [UInt64] {
        var result: [UInt64] = []
        var place = list
        while place != 0 {
            let pointer = try machine.memory.load(place, size: 8)
            if pointer == 0 { break }
            result.append(pointer)
            place &+= 8
        }
        return result
    }
}
