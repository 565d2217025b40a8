// SPDX-License-Identifier: Apache-2.0

/// `struct vfio_container`: an address space for DMA that groups are put into. What an open /dev/vfio/vfio is.
public final class VFIOContainer {
    public internal(set) var groups: [VFIOGroup] = []
    /// Its groups are those without an iommu.
    public internal(set) var isNoIOMMU = false
    /// What VFIO_SET_IOMMU made.
    public internal(set) var iommu: Type1?

    /// VFIO_CHECK_EXTENSION. Without groups every driver is asked, else those that are for them.
    func `extension`(_ number: UInt64, _ core: VFIOCore) -> Int {
        if number == Type1.Kind.noIOMMU.rawValue {
            let asked = groups.isEmpty || isNoIOMMU
            return asked && core.allowsNoIOMMU ? 1 : 0
        }
        if !groups.isEmpty, isNoIOMMU { return 0 }
        return Type1.extension(number, of: iommu, core.level)
    }
}
