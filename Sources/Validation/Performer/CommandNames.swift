// SPDX-License-Identifier: Apache-2.0

/// Names of ioctls as lines have them; any other is its number, `0x3ba0`.
enum CommandNames {
    /// `_IO(';', 100 + n)`: no size, no direction.
    private static func vfio(_ number: UInt32) -> UInt32 { 0x3b64 + number }

    /// Numbers from 12 on mean one thing for a container and another for a device.
    private static let numbers: [String: UInt32] = [
        "GET_API_VERSION": vfio(0), "CHECK_EXTENSION": vfio(1), "SET_IOMMU": vfio(2),
        "GROUP_GET_STATUS": vfio(3), "GROUP_SET_CONTAINER": vfio(4), "GROUP_UNSET_CONTAINER": vfio(5),
        "GROUP_GET_DEVICE_FD": vfio(6),
        "DEVICE_GET_INFO": vfio(7), "DEVICE_GET_REGION_INFO": vfio(8), "DEVICE_GET_IRQ_INFO": vfio(9),
        "DEVICE_SET_IRQS": vfio(10), "DEVICE_RESET": vfio(11),
        "DEVICE_GET_PCI_HOT_RESET_INFO": vfio(12), "DEVICE_PCI_HOT_RESET": vfio(13),
        "DEVICE_QUERY_GFX_PLANE": vfio(14), "DEVICE_GET_GFX_DMABUF": vfio(15), "DEVICE_IOEVENTFD": vfio(16),
        "DEVICE_FEATURE": vfio(17),
        "IOMMU_GET_INFO": vfio(12), "IOMMU_MAP_DMA": vfio(13), "IOMMU_UNMAP_DMA": vfio(14),
        "IOMMU_ENABLE": vfio(15), "IOMMU_DISABLE": vfio(16), "IOMMU_DIRTY_PAGES": vfio(17),
    ]

    static func number(_ name: String) -> UInt32? {
        if let number = numbers[name] { return number }
        return name.hasPrefix("0x") ? UInt32(name.dropFirst(2), radix: 16) : nil
    }
}
