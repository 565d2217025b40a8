// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// The groups of the machine, /sys/kernel/iommu_groups.
public final class IOMMUGroups {
    private unowned let kernel: ReferenceKernel
    public private(set) var groups: [Int: IOMMUGroup] = [:]
    private let node: SysfsNode

    init(_ kernel: ReferenceKernel) throws {
        self.kernel = kernel
        let parent = try kernel.sysfs.directory("kernel", in: kernel.sysfs.root)
        node = try kernel.sysfs.directory("iommu_groups", in: parent)
    }

    /// iommu_group_alloc(): numbered with the lowest number that is free.
    public func allocate() throws -> IOMMUGroup {
        try kernel.allocations(.iommuGroup)
        var number = 0
        while groups[number] != nil { number += 1 }
        let group = IOMMUGroup(number: number)
        groups[number] = group
        do {
            try addFiles(of: group)
        } catch let error as Errno {
            try put(group)
            throw error
        }
        return group
    }

    private func addFiles(of group: IOMMUGroup) throws {
        let directory = try kernel.sysfs.add("\(group.number)", .directory, to: node)
        group.node = directory
        group.devicesNode = try kernel.sysfs.add("devices", .directory, to: directory)
        // A group that no iommu driver knows has no reserved regions and no domain.
        try kernel.sysfs.add("reserved_regions", .file(SysfsFile(mode: 0o444, show: { [] })), to: directory)
        let type =
            kernel.level.groupTypeIsWritable
            ? SysfsFile(mode: 0o644, show: { Array("unknown\n".utf8) }, store: { _ in throw Errno.EINVAL })
            : SysfsFile(mode: 0o444, show: { Array("unknown\n".utf8) })
        try kernel.sysfs.add("type", .file(type), to: directory)
    }

    /// iommu_group_set_name().
    public func setName(_ name: String, of group: IOMMUGroup) throws {
        try kernel.allocations(.iommuGroupName)
        group.name = name
        guard let node = group.node else { return }
        try kernel.sysfs.add("name", .file(SysfsFile(mode: 0o444, show: { Array("\(name)\n".utf8) })), to: node)
    }

    public func get(_ group: IOMMUGroup) { group.references += 1 }

    /// iommu_group_put(): the last reference frees the number.
    public func put(_ group: IOMMUGroup) throws {
        group.references -= 1
        guard group.references == 0 else { return }
        groups[group.number] = nil
        if let node = group.node { try kernel.sysfs.remove(node) }
        group.node = nil
    }

    /// The group of a device: iommu_group_get() without the reference.
    public func group(of device: Device) -> IOMMUGroup? {
        groups.values.first { $0.devices.contains { $0 === device } }
    }

    /// iommu_group_add_device().
    public func add(_ device: Device, to group: IOMMUGroup) throws {
        try kernel.allocations(.iommuGroupDevice)
        if let own = device.node, let node = group.node, let list = group.devicesNode {
            try kernel.devices.link("iommu_group", from: own, to: node)
            do {
                try kernel.devices.link(device.name, from: list, to: own)
            } catch let error as Errno {
                try kernel.sysfs.remove("iommu_group", from: own)
                throw error
            }
        }
        group.devices.append(device)
        group.references += 1
        kernel.log.message(6, "\(device.messagePrefix): Adding to iommu group \(group.number)")
    }

    /// iommu_group_remove_device().
    public func remove(_ device: Device) throws {
        guard let group = group(of: device) else { return }
        kernel.log.message(6, "\(device.messagePrefix): Removing from iommu group \(group.number)")
        group.devices.removeAll { $0 === device }
        if let link = group.devicesNode?.children[device.name] { try kernel.sysfs.remove(link) }
        if let link = device.node?.children["iommu_group"] { try kernel.sysfs.remove(link) }
        try put(group)
    }
}
