// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// An open /dev/vfio/vfio.
public final class VFIOContainerFile: OpenFile {
    public let container = VFIOContainer()
    private let core: VFIOCore

    init(_ core: VFIOCore) { self.core = core }

    public func ioctl(_ command: UInt32, _ argument: UInt64) throws -> Int {
        switch command {
        case VFIOCommand.getAPIVersion: return 0
        case VFIOCommand.checkExtension: return container.extension(argument, core)
        case VFIOCommand.setIOMMU:
            try setIOMMU(argument)
            return 0
        default:
            guard let iommu = container.iommu else { throw Errno.EINVAL }
            return try iommu.ioctl(command, argument)
        }
    }

    /// Only what is in a container gives the right to an iommu.
    private func setIOMMU(_ kind: UInt64) throws {
        if container.groups.isEmpty || container.iommu != nil { throw Errno.EINVAL }
        // No driver knows it; vfio-noiommu is for groups of its own.
        guard let kind = Type1.Kind(rawValue: kind), (kind == .noIOMMU) == container.isNoIOMMU else {
            throw Errno.ENODEV
        }
        if kind == .noIOMMU, !core.allowsNoIOMMU { throw Errno.ENODEV }
        let module = core.module(of: kind)
        if !core.kernel.modules.tryGet(module) { throw Errno.ENODEV }
        do {
            if kind == .noIOMMU { try core.requireRawIO() } else { try core.kernel.allocations(.iommu) }
        } catch let error as Errno {
            core.kernel.modules.put(module)
            throw error
        }
        let iommu = Type1(kind, core)
        var attached: [VFIOGroup] = []
        do {
            for group in container.groups {
                try iommu.attach(group)
                attached.append(group)
            }
        } catch let error as Errno {
            for group in attached.reversed() { try iommu.detach(group) }
            core.kernel.modules.put(module)
            throw error
        }
        container.iommu = iommu
    }

    /// The groups in it keep the container.
    public func release() throws { container.iommu?.isContainerOpen = false }

    public func read(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int { throw Errno.EINVAL }
    public func write(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int { throw Errno.EINVAL }
    /// mmap() is there up to B3, for iommu drivers that want it.
    public func mmap(_ request: MapRequest) throws {
        throw core.level.hasGroupNotifiers ? Errno.EINVAL : Errno.ENODEV
    }
}
