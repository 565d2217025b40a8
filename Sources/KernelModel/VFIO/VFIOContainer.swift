// SPDX-License-Identifier: Apache-2.0

/// `struct vfio_container`: an address space for DMA that groups are put into. What an open /dev/vfio/vfio is.
public final class VFIOContainer {
    public internal(set) var groups: [VFIOGroup] = []
    /// What VFIO_SET_IOMMU made.
    public internal(set) var iommu: Type1?
}
