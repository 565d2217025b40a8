// SPDX-License-Identifier: Apache-2.0

/// One thing that was done, with how it is undone; in reverse order for an `Errno`.
private struct Undo {
    var steps: [() throws -> Void] = []

    mutating func add(_ step: @escaping () throws -> Void) { steps.append(step) }

    func run() throws { for step in steps.reversed() { try step() } }
}

extension DeviceCore {
    /// device_add(). After an `Errno` nothing of the device is left; the caller puts it.
    public func add(_ device: Device) throws {
        try sysfs.allocations(.device)
        guard !device.name.isEmpty else { throw Errno.EINVAL }
        let place = try directory(for: device)
        if let parent = device.parent { get(parent) }
        do {
            device.node = try sysfs.addObject(device.name, to: place)
        } catch let error as Errno {
            try leaveGlue(device)
            try device.parent.map(put)
            throw error
        }
        device.isDead = false
        var undo = Undo()
        do {
            try addFiles(of: device, &undo)
        } catch let error as Errno {
            try undo.run()
            uevent(device, "remove")
            try removeDirectory(of: device)
            try device.parent.map(put)
            throw error
        }
        uevent(device, "add")
        try probe(device)
        device.parent?.children.append(device)
        device.deviceClass?.devices.append(device)
    }

    private func addFiles(of device: Device, _ undo: inout Undo) throws {
        let node = try device.node.orThrow(.EINVAL)
        try sysfs.add("uevent", .file(ueventFile(of: device)), to: node)
        undo.add { try self.removeFile("uevent", from: device) }
        undo.add { try self.removeClassLinks(of: device) }
        try addClassLinks(of: device)
        for groups in [device.deviceClass?.deviceGroups, device.type?.groups, device.groups] {
            guard let groups, !groups.isEmpty else { continue }
            try sysfs.add(groups, to: node)
            undo.add { try self.sysfs.remove(groups, from: node) }
        }
        undo.add { try self.removeFromBus(device) }
        try addToBus(device)
        if hasPowerManagement {
            try sysfs.add("power", .directory, to: node)
            undo.add { try self.removeFile("power", from: device) }
        }
        if let number = device.number, number.major != 0 {
            let text = "\(number.major):\(number.minor)"
            try sysfs.add("dev", .file(SysfsFile(mode: 0o444) { text + "\n" }), to: node)
            undo.add { try self.removeFile("dev", from: device) }
            undo.add { try self.sysfs.remove(text, from: self.numbers) }
            try sysfs.add(text, .link(node), to: numbers)
            let name = nodeName(of: device)
            device.nodeName = name
            deviceNodes.add(name, number, mode: device.deviceClass?.deviceMode(device) ?? 0o600)
        }
    }

    private func addClassLinks(of device: Device) throws {
        guard let deviceClass = device.deviceClass, let node = device.node else { return }
        let place = try deviceClass.node.orThrow(.ENOENT)
        try sysfs.add("subsystem", .link(place), to: node)
        if let parent = device.parent { try sysfs.add("device", .link(parent.node.orThrow(.ENOENT)), to: node) }
        try sysfs.add(device.name, .link(node), to: place)
    }

    /// Takes only its own links, so that it undoes a part too.
    private func removeClassLinks(of device: Device) throws {
        guard let deviceClass = device.deviceClass, let node = device.node else { return }
        if device.parent != nil { try sysfs.remove("device", from: node) }
        try sysfs.remove("subsystem", from: node)
        if let place = deviceClass.node { try removeLink(device.name, to: node, from: place) }
    }

    private func addToBus(_ device: Device) throws {
        guard let bus = device.bus, let node = device.node else { return }
        let place = try bus.node.orThrow(.EINVAL)
        try sysfs.add(bus.deviceGroups, to: node)
        do {
            try sysfs.add(device.name, .link(node), to: place.children["devices"].orThrow(.ENOENT))
            try sysfs.add("subsystem", .link(place), to: node)
        } catch let error as Errno {
            if let list = place.children["devices"] { try removeLink(device.name, to: node, from: list) }
            try sysfs.remove(bus.deviceGroups, from: node)
            throw error
        }
        bus.devices.append(device)
    }

    /// bus_remove_device(): nothing where it is not in the bus's list.
    private func removeFromBus(_ device: Device) throws {
        guard let bus = device.bus, let node = device.node, bus.devices.contains(where: { $0 === device }) else {
            return
        }
        try sysfs.remove("subsystem", from: node)
        if let list = bus.node?.children["devices"] { try removeLink(device.name, to: node, from: list) }
        try sysfs.remove(bus.deviceGroups, from: node)
        bus.devices.removeAll { $0 === device }
        try releaseDriver(of: device)
    }

    private func removeLink(_ name: String, to target: SysfsNode, from place: SysfsNode) throws {
        guard let link = place.children[name], case .link(let node) = link.content, node === target else { return }
        try sysfs.remove(link)
    }

    /// device_del().
    public func remove(_ device: Device) throws {
        guard let node = device.node else { return }
        try device.lock { device.isDead = true }
        try removeFile("power", from: device)
        device.parent?.children.removeAll { $0 === device }
        if let number = device.number, number.major != 0 {
            if let name = device.nodeName { deviceNodes.remove(name) }
            device.nodeName = nil
            try sysfs.remove("\(number.major):\(number.minor)", from: numbers)
            try removeFile("dev", from: device)
        }
        try removeClassLinks(of: device)
        device.deviceClass?.devices.removeAll { $0 === device }
        try removeFile("uevent", from: device)
        for groups in [device.deviceClass?.deviceGroups, device.type?.groups, device.groups] {
            try sysfs.remove(groups ?? [], from: node)
        }
        try removeFromBus(device)
        forgetDeferred(device)
        uevent(device, "remove")
        try removeDirectory(of: device)
        try device.parent.map(put)
    }

    private func removeDirectory(of device: Device) throws {
        if let node = device.node {
            device.node = nil
            try sysfs.remove(node)
        }
        try leaveGlue(device)
    }

    // MARK: Where directories go

    /// get_device_parent().
    private func directory(for device: Device) throws -> SysfsNode {
        guard let deviceClass = device.deviceClass else {
            guard let parent = device.parent else { return devices }
            return try parent.node.orThrow(.ENOENT)
        }
        let above: SysfsNode
        if let parent = device.parent {
            above = try parent.node.orThrow(.ENOENT)
            if parent.deviceClass != nil { return above }
        } else {
            above = try sysfs.directory("virtual", in: devices)
        }
        let glue: GlueDirectory
        if let known = deviceClass.glue.first(where: { $0.node.parent === above }) {
            glue = known
        } else {
            glue = GlueDirectory(try sysfs.addObject(deviceClass.name, to: above))
            deviceClass.glue.append(glue)
        }
        glue.users += 1
        device.glue = glue
        return glue.node
    }

    /// cleanup_glue_dir(): the last one takes the directory along.
    private func leaveGlue(_ device: Device) throws {
        guard let glue = device.glue else { return }
        device.glue = nil
        glue.users -= 1
        guard glue.users == 0 else { return }
        device.deviceClass?.glue.removeAll { $0 === glue }
        try sysfs.remove(glue.node)
    }

    /// device_get_devnode().
    func nodeName(of device: Device) -> String {
        device.deviceClass?.deviceNode(device) ?? device.name.replacing("!", with: "/")
    }
}
