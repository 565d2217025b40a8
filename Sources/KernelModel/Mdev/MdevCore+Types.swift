// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// mdev_supported_types: a directory for each type with create, devices and what else there is.
extension MdevCore {
    // MARK: From attribute groups, up to C1

    func addTypes(of groups: [MdevTypeGroup], to parent: MdevParent) throws {
        try makeTypesDirectory(of: parent)
        let files = parent.ops?.parentGroups ?? []
        var filesAreThere = false
        do {
            try kernel.devices.add(files, to: parent.device)
            filesAreThere = true
            for (number, group) in groups.enumerated() {
                try addType(of: group, number, to: parent)
            }
        } catch let error as Errno {
            while let type = parent.types.last { try removeType(type) }
            if filesAreThere { try kernel.devices.remove(files, from: parent.device) }
            try removeTypesDirectory(of: parent)
            throw error
        }
    }

    /// add_mdev_supported_type().
    private func addType(of group: MdevTypeGroup, _ number: Int, to parent: MdevParent) throws {
        guard let name = group.name else {
            log.message(3, "add_mdev_supported_type: Type name empty!")
            throw Errno.EINVAL
        }
        try kernel.allocations(.type)
        let type = MdevType(name: name)
        type.parent = parent
        type.groupNumber = number
        try onAllocateType?(type)
        try makeDirectory(of: type)
        do {
            for attribute in try group.attributes(type) {
                try add(attribute, to: type)
            }
        } catch is Errno {
            try removeType(type)
            // Whatever it was.
            throw Errno.ENOMEM
        }
    }

    // MARK: From an array, D0

    func addTypes(_ types: [MdevType], to parent: MdevParent) throws {
        try makeTypesDirectory(of: parent)
        do {
            for (number, type) in types.enumerated() {
                type.parent = parent
                type.groupNumber = number
                type.references = 1
                kernel.devices.get(parent.device)
                try makeDirectory(of: type)
                try addCoreFiles(to: type)
            }
        } catch let error as Errno {
            while let type = parent.types.last { try removeType(type) }
            try removeTypesDirectory(of: parent)
            throw error
        }
    }

    private func addCoreFiles(to type: MdevType) throws {
        guard let driver = type.parent.driver else { return }
        let parent: MdevParent = type.parent
        func file(_ name: String, _ show: @escaping () throws -> [UInt8]) throws {
            try add(Attribute(name: name, file: SysfsFile(mode: 0o444, show: show)), to: type)
        }
        try file("device_api") { Array("\(driver.deviceAPI ?? "(null)")\n".utf8) }
        try file("name") { [unowned type] in Array("\(type.prettyName ?? type.name)\n".utf8) }
        try file("available_instances") { [unowned type, unowned parent] in
            Array("\(try driver.availableInstances?(type) ?? parent.availableInstances)\n".utf8)
        }
        if let description = driver.description {
            try file("description") { [unowned type] in try description(type) }
        }
    }

    // MARK: Both

    /// kset_create_and_add(), which does not tell why it fails.
    private func makeTypesDirectory(of parent: MdevParent) throws {
        guard let node = parent.device.node else { return }
        do {
            parent.typesNode = try kernel.sysfs.add("mdev_supported_types", .directory, to: node)
        } catch is Errno { throw Errno.ENOMEM }
    }

    private func removeTypesDirectory(of parent: MdevParent) throws {
        if let node = parent.typesNode { try kernel.sysfs.remove(node) }
        parent.typesNode = nil
    }

    /// The type's kobject, create and devices.
    private func makeDirectory(of type: MdevType) throws {
        let parent: MdevParent = type.parent
        type.directoryName = "\(parent.device.driverText)-\(type.name)"
        if let typesNode = parent.typesNode {
            do {
                type.node = try kernel.sysfs.add(type.directoryName, .directory, to: typesNode)
            } catch let error as Errno {
                try put(type)
                throw error
            }
        }
        parent.types.append(type)
        let file = SysfsFile(mode: 0o200, store: { [unowned self, unowned type] in try create(type, $0) })
        try add(Attribute(name: "create", file: file), to: type)
        if let node = type.node { type.devicesNode = try kernel.sysfs.add("devices", .directory, to: node) }
    }

    private func add(_ attribute: Attribute, to type: MdevType) throws {
        guard let node = type.node else { return }
        try kernel.sysfs.add(attribute.name, .file(attribute.file), to: node)
    }

    /// parent_remove_sysfs_files().
    func removeTypes(of parent: MdevParent) throws {
        for type in level.removesTypesInOrder ? parent.types : parent.types.reversed() {
            try removeType(type)
        }
        try kernel.devices.remove(parent.ops?.parentGroups ?? [], from: parent.device)
        try removeTypesDirectory(of: parent)
    }

    private func removeType(_ type: MdevType) throws {
        type.parent.types.removeAll { $0 === type }
        if let node = type.node { try kernel.sysfs.remove(node) }
        type.node = nil
        type.devicesNode = nil
        try put(type)
    }

    /// kobject_put() of a type, which mdevs may hold longer than the parent.
    func put(_ type: MdevType) throws {
        type.references -= 1
        guard type.references == 0 else { return }
        debug("Releasing group \(type.directoryName)")
        if level.registersTypeArrays {
            try kernel.devices.put(type.parent.device)
        } else {
            try onReleaseType?(type)
        }
    }
}
