// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// vfio_iommu_type1 for a container that only has groups of mdevs: which addresses of DMA stand for which of a user's.
/// Nothing is pinned before a driver asks.
public final class Type1 {
    /// What VFIO_SET_IOMMU is given, and which extensions there are.
    enum Kind: UInt64 {
        case version1 = 1
        case version2 = 3
        case nesting = 6
        /// vfio-noiommu, which is another driver: there is nothing that it does.
        case noIOMMU = 8
    }

    let kind: Kind
    let core: VFIOCore
    /// In the order of the kernel's tree.
    var mappings: [Type1Mapping] = []
    /// How many more there can be (dma_entry_limit).
    var available: UInt32 = 65535
    var groups: [VFIOGroup] = []
    /// iommu->lock.
    let lock: ModelLock
    /// Up to C0.
    let notifiers = NotifierChain()
    /// Open devices with a dma_unmap, from C1 on; the last opened first.
    var devices: [VFIODevice] = []
    let deviceListLock: ModelLock
    var isContainerOpen = true
    /// Frames that were pinned or written and not asked for since, by mapping; nil while nobody tracks them.
    var tracksDirtyPages = false

    static let pageSize: UInt64 = 4096
    /// Every size of whole pages.
    static let pageSizes: UInt64 = ~(pageSize - 1)

    var level: KernelLevel { core.level }
    var memory: any UserMemory { core.kernel.userMemory }
    /// Coalesced mappings are not for drivers that pin.
    var isVersion2: Bool { kind != .version1 }
    /// Has pin_pages, dma_rw and the like.
    var servesDrivers: Bool { kind != .noIOMMU }

    init(_ kind: Kind, _ core: VFIOCore) {
        self.kind = kind
        self.core = core
        lock = ModelLock("iommu->lock", core.kernel.scheduler)
        deviceListLock = ModelLock("iommu->device_list_lock", core.kernel.scheduler)
    }

    /// VFIO_CHECK_EXTENSION, also of a container without an iommu.
    static func `extension`(_ number: UInt64, of iommu: Type1?, _ level: KernelLevel) -> Int {
        switch number {
        case 1, 3, 6: 1
        // VFIO_DMA_CC_IOMMU: every domain is coherent, for there is none.
        case 4: iommu == nil ? 0 : 1
        // VFIO_UNMAP_ALL.
        case 9: level.unmapsAll ? 1 : 0
        // VFIO_UPDATE_VADDR.
        case 10:
            if level.excludesMdevsFromUpdates {
                iommu.map { $0.groups.isEmpty } ?? false ? 1 : 0
            } else {
                level.unmapsAll ? 1 : 0
            }
        default: 0
        }
    }

    func ioctl(_ command: UInt32, _ argument: UInt64) throws -> Int {
        if !servesDrivers { throw Errno.ENOTTY }
        switch command {
        case VFIOCommand.iommuGetInfo: try getInfo(argument)
        case VFIOCommand.iommuMapDMA: try map(argument)
        case VFIOCommand.iommuUnmapDMA: try unmap(argument)
        case VFIOCommand.iommuDirtyPages where level.tracksDirtyPages: try dirtyPages(argument)
        default: throw Errno.ENOTTY
        }
        return 0
    }

    // MARK: Groups

    func attach(_ group: VFIOGroup) throws {
        if groups.contains(where: { $0 === group }) { throw Errno.EINVAL }
        if servesDrivers { try core.kernel.allocations(.iommuGroupOfContainer) }
        if level.refusesSymbolGet {
            // Asks each mdev for its iommu device.
            for _ in group.iommuGroup?.devices ?? [] {
                core.log.message(4, "failing symbol_get of non-GPLONLY symbol mdev_get_iommu_device.")
            }
        }
        groups.append(group)
    }

    func detach(_ group: VFIOGroup) throws {
        groups.removeAll { $0 === group }
        if groups.isEmpty { try removeAll() }
    }

    func removeAll() throws {
        for mapping in mappings { try remove(mapping) }
    }

    // MARK: Devices with dma_unmap

    func register(_ device: VFIODevice) {
        if device.ops.dmaUnmap != nil { devices.insert(device, at: 0) }
    }

    func unregister(_ device: VFIODevice) { devices.removeAll { $0 === device } }

    /// Somebody would hear of an unmapping.
    var hasListeners: Bool { level.callsDMAUnmap ? !devices.isEmpty : !notifiers.isEmpty }
}
