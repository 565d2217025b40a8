// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// Functions of mdev and vfio that drivers call: which levels have them, and to whom they are exported.
enum APISymbols {
    /// Exported to GPL modules only, at every level that has them.
    static let exportedToGPL = [
        "vfio_init_group_dev", "vfio_uninit_group_dev", "vfio_register_group_dev", "vfio_register_emulated_iommu_dev",
        "vfio_unregister_group_dev", "vfio_assign_device_set", "_vfio_alloc_device", "vfio_init_device",
        "vfio_free_device", "vfio_info_cap_add", "vfio_device_get_from_dev", "vfio_device_put", "vfio_iommu_group_get",
        "vfio_iommu_group_put", "vfio_group_get_external_user", "vfio_group_put_external_user",
        "vfio_group_get_external_user_from_dev", "vfio_group_set_kvm", "vfio_group_iommu_domain",
    ]

    /// The first level that has a function. Only what came later than 5.12.
    static let firstLevels: [String: KernelLevel] = [
        "vfio_register_group_dev": .B0, "vfio_unregister_group_dev": .B0, "vfio_init_group_dev": .B0,
        "mdev_get_type_group_id": .B0, "mtype_get_type_group_id": .B0, "mtype_get_parent_dev": .B0,
        "vfio_uninit_group_dev": .B2, "vfio_assign_device_set": .B2, "vfio_register_emulated_iommu_dev": .B3,
        "mdev_register_parent": .D0, "mdev_unregister_parent": .D0, "vfio_alloc_device": .D0,
        "vfio_init_device": .D0, "vfio_free_device": .D0, "vfio_put_device": .D0,
    ]

    /// Functions that one level alone has had, and how it is called.
    static let onlyLevels: [String: KernelLevel] = ["vfio_device_get": .S]

    /// Where a function is to be had, for a level that has not got it; nil where the level has it or nothing is known.
    static func home(of name: String, missingAt level: KernelLevel) -> KernelLevel? {
        if let only = onlyLevels[name] { return level == only ? nil : only }
        guard let first = firstLevels[name], level.order < first.order else { return nil }
        // 5.10 long-term got some of them early.
        return level == .A1s && first == .B0 ? nil : first
    }
}
