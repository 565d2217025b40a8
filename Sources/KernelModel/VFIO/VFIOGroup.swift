// SPDX-License-Identifier: Apache-2.0

/// `struct vfio_group`: the devices of one iommu group, /dev/vfio/N.
public final class VFIOGroup {
    public enum Kind: Sendable, Hashable {
        case hardware
        /// Without a device that could do DMA by itself.
        case emulated
        /// Of a device that has no iommu, in the mode that is unsafe.
        case noIOMMU
    }

    public let kind: Kind
    /// nil after the last device went, at D0.
    public internal(set) var iommuGroup: IOMMUGroup?
    public let device: Device
    public let minor: Int
    public internal(set) var devices: [VFIODevice] = []
    public internal(set) var container: VFIOContainer?
    /// The group in its container counts one, each file of a device one.
    public internal(set) var containerUsers = 0
    /// Of each device, and up to C1 of each who has the group open.
    var references = 1
    public internal(set) var isOpen = false
    /// The open file counts one and, from C0 on, each file of a device.
    var fileReferences = 0
    /// Devices whose driver is about to go, which do not make the group less viable. Up to B3.
    var unbound: [Device] = []
    /// `struct kvm *`; 0 is NULL.
    public internal(set) var kvm: UInt64 = 0
    /// Up to B3.
    let notifiers = NotifierChain()
    public var handle: UInt64 = 0

    init(kind: Kind, iommuGroup: IOMMUGroup, device: Device, minor: Int) {
        self.kind = kind
        self.iommuGroup = iommuGroup
        self.device = device
        self.minor = minor
    }
}
