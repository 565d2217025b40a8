// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// vfio: devices that users open, by groups and containers.
public final class VFIOCore {
    unowned let kernel: ReferenceKernel
    /// vfio.ko, vfio_iommu_type1.ko.
    public var module: Module? { kernel.modules.module(named: "vfio") }
    public var type1Module: Module? { kernel.modules.module(named: "vfio_iommu_type1") }
    /// /dev/vfio/N and, at D0, the class of devices.
    public let groupClass = DeviceClass(name: "vfio")
    public let deviceClass = DeviceClass(name: "vfio-dev")
    public internal(set) var groups: [VFIOGroup] = []
    /// Those that are registered.
    public internal(set) var devices: [VFIODevice] = []
    /// Numbers of "vfioN" in use.
    var indices: Set<Int> = []
    var sets: [VFIODeviceSet] = []
    /// vfio.group_lock: a group's minor is free again only when its device is gone.
    private let groupLock: ModelLock
    private var groupNumbers = DeviceNumber(major: 0, minor: 0)
    /// Pins the page of a user's address and gives its frame number; the default takes the address for it.
    public var pinUserPage: (_ address: UInt64, _ isWritten: Bool) throws -> UInt64
    public var unpinUserPage: (_ frame: UInt64) throws -> Void = { _ in }

    /// The parameter enable_unsafe_noiommu_mode of vfio.ko.
    public var allowsNoIOMMU = false
    /// add_taint(TAINT_USER) was called.
    public internal(set) var isTainted = false

    /// How numbers in structs of users are written: s390.
    public var isBigEndian = false

    var level: KernelLevel { kernel.level }
    var log: KernelLog { kernel.log }

    init(_ kernel: ReferenceKernel) {
        self.kernel = kernel
        groupLock = ModelLock("vfio.group_lock", kernel.scheduler)
        pinUserPage = { [unowned kernel] address, _ in
            _ = try kernel.userMemory.read(address, 1)
            return address >> 12
        }
    }

    /// vfio_init().
    func initialise() throws {
        kernel.devices.onBound = { [unowned self] in try checkBound($0) }
        try makeContainerNode()
        groupClass.deviceNode = { "vfio/\($0.name)" }
        try kernel.devices.register(groupClass)
        if level.hasDeviceClass { try kernel.devices.register(deviceClass) }
        let count = 1 << 20
        groupNumbers = try kernel.characters.allocate("vfio", baseMinor: 0, count: count)
        let groupFiles = CharacterDevice(owner: module) { [unowned self] number, _ in
            try openGroup(minor: number.minor)
        }
        try kernel.characters.add(groupFiles, groupNumbers, count: count)
    }

    /// misc_register(): /dev/vfio/vfio, for everybody.
    private func makeContainerNode() throws {
        let misc = MiscDevice(name: "vfio", minor: 196, owner: module) { [unowned self] _, _ in try openContainer() }
        misc.nodeName = "vfio/vfio"
        misc.mode = 0o666
        try kernel.misc.register(misc)
    }

    // MARK: Finding

    /// The vfio_device of a device, by its group (vfio_device_get_from_dev()); without a reference.
    public func device(of device: Device) -> VFIODevice? { devices.first { $0.device === device } }

    /// vfio_group_get_from_dev(), without a reference.
    public func group(of device: Device) -> VFIOGroup? {
        guard let own = kernel.iommu.group(of: device) else { return nil }
        return groups.first { $0.iommuGroup === own }
    }

    public func group(minor: Int) -> VFIOGroup? { groups.first { $0.minor == minor } }

    // MARK: Groups

    /// vfio_create_group(); the group takes over the caller's wish to have a reference.
    func makeGroup(_ iommuGroup: IOMMUGroup, _ kind: VFIOGroup.Kind) throws -> VFIOGroup {
        try kernel.allocations(.group)
        return try groupLock {
            var minor = 0
            while group(minor: minor) != nil { minor += 1 }
            let prefix = kind == .noIOMMU ? "noiommu-" : ""
            let device = Device(name: "\(prefix)\(iommuGroup.number)", scheduler: kernel.scheduler)
            device.deviceClass = groupClass
            device.number = DeviceNumber(major: groupNumbers.major, minor: minor)
            device.release = { _ in }
            try kernel.devices.add(device)
            kernel.iommu.get(iommuGroup)
            let group = VFIOGroup(kind: kind, iommuGroup: iommuGroup, device: device, minor: minor)
            groups.append(group)
            return group
        }
    }

    /// vfio_group_put().
    func put(_ group: VFIOGroup) throws {
        if group.references > 1 {
            group.references -= 1
            return
        }
        // kref_put_mutex()
        let isLast = try groupLock {
            group.references -= 1
            guard group.references == 0 else { return false }
            if !group.notifiers.isEmpty {
                log.message(4, "WARNING: notifiers of vfio group \(group.device.name) are left")
            }
            groups.removeAll { $0 === group }
            try kernel.devices.unregister(group.device)
            return true
        }
        if isLast { try release(group) }
    }

    private func release(_ group: VFIOGroup) throws {
        if level.groupGoesWithLastDevice, group.container != nil { try detachContainer(group) }
        let iommuGroup = group.iommuGroup
        if level.groupGoesWithLastDevice { group.iommuGroup = nil }
        if let iommuGroup { try kernel.iommu.put(iommuGroup) }
    }
}
