// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// What api-history 1.5 and 1.8 say of one function: its prototype, at the levels that have it.
struct FunctionFact: Sendable {
    var name: String
    var result: String
    var parameters: [String]
    var levels: Set<KernelLevel>

    /// - Parameter levels: such as `A0-A2 S`.
    init(_ name: String, _ result: String, _ parameters: [String], _ levels: String) {
        self.name = name
        self.result = result
        self.parameters = parameters
        self.levels = KernelLevel.list(levels)
    }

    /// A function on one line that makes a call with arguments of just these types.
    func caller(_ number: Int) -> String {
        let parameters = parameters.enumerated().map { "\($0.element) a\($0.offset)" }.joined(separator: ", ")
        let arguments = self.parameters.indices.map { "a\($0)" }.joined(separator: ", ")
        let word = result == "void" ? "" : "return "
        return "\(result) caller\(number)(\(parameters)); "
            + "\(result) caller\(number)(\(parameters)) { \(word)\(name)(\(arguments)); }"
    }
}

/// What api-history 1.1 to 1.7 say of one member.
struct MemberFact: Sendable {
    var record: String
    var name: String
    /// As a type name, such as `int (*)(struct mdev_device *)`.
    var type: String
    var levels: Set<KernelLevel>

    init(_ record: String, _ name: String, _ type: String, _ levels: String) {
        self.record = record
        self.name = name
        self.type = type
        self.levels = KernelLevel.list(levels)
    }

    /// A line that compiles where the member is there and has this type.
    var check: String {
        "_Static_assert(__builtin_types_compatible_p(__typeof__(((struct \(record) *)0)->\(name)), \(type)), \"\");"
    }
}

extension KernelLevel {
    /// `A0-B3 S`: ranges are of releases.
    static func list(_ text: String) -> Set<KernelLevel> {
        var result: Set<KernelLevel> = []
        for part in text.split(separator: " ") {
            let ends = part.split(separator: "-").compactMap { KernelLevel(rawValue: String($0)) }
            guard let first = ends.first, let last = ends.last else { continue }
            result.formUnion(range(first, last).filter { $0 != .S || first == .S })
        }
        return result
    }
}

enum LevelFacts {
    private static let dev = "struct device *"
    private static let mdev = "struct mdev_device *"
    private static let driver = "struct mdev_driver *"
    private static let vdev = "struct vfio_device *"
    private static let group = "struct vfio_group *"
    private static let ops = "const struct vfio_device_ops *"
    private static let frames = "unsigned long *"

    static let mdevFunctions = [
        FunctionFact("mdev_register_device", "int", [dev, "const struct mdev_parent_ops *"], "A0-B3"),
        FunctionFact("mdev_register_device", "int", [dev, driver], "S C0 C1"),
        FunctionFact("mdev_unregister_device", "void", [dev], "A0-C1 S"),
        FunctionFact(
            "mdev_register_parent", "int",
            ["struct mdev_parent *", dev, driver, "struct mdev_type **", "unsigned int"], "D0"),
        FunctionFact("mdev_unregister_parent", "void", ["struct mdev_parent *"], "D0"),
        FunctionFact("mdev_register_driver", "int", [driver, "struct module *"], "A0-A2"),
        FunctionFact("mdev_register_driver", "int", [driver], "B0-D0 S"),
        FunctionFact("mdev_unregister_driver", "void", [driver], "A0-D0 S"),
        FunctionFact("mdev_dev", dev, [mdev], "A0-D0 S"),
        FunctionFact("mdev_from_dev", mdev, [dev], "A0-C1 S"),
        FunctionFact("to_mdev_device", mdev, [dev], "B0-D0 S"),
        FunctionFact("mdev_parent_dev", dev, [mdev], "A0-C1 S"),
        FunctionFact("mdev_uuid", "uuid_le", [mdev], "A0"),
        FunctionFact("mdev_uuid", "const guid_t *", [mdev], "A1-C0 S"),
        FunctionFact("mdev_get_drvdata", "void *", [mdev], "A0-B3"),
        FunctionFact("mdev_set_drvdata", "void", [mdev, "void *"], "A0-B3"),
        FunctionFact("mdev_set_iommu_device", "int", [dev, dev], "A1-A2"),
        FunctionFact("mdev_set_iommu_device", "void", [mdev, dev], "B0-B2 S"),
        FunctionFact("mdev_get_iommu_device", dev, [dev], "A1-A2"),
        FunctionFact("mdev_get_iommu_device", dev, [mdev], "B0-B2 S"),
        FunctionFact("mdev_get_type_group_id", "unsigned int", [mdev], "B0-C1 S"),
        FunctionFact("mtype_get_type_group_id", "unsigned int", ["struct mdev_type *"], "B0-C1 S"),
        FunctionFact("mtype_get_parent_dev", dev, ["struct mdev_type *"], "B0-C1 S"),
    ]

    static let vfioFunctions = [
        FunctionFact("vfio_add_group_dev", "int", [dev, ops, "void *"], "A0-A2"),
        FunctionFact("vfio_del_group_dev", "void *", [dev], "A0-A2"),
        FunctionFact("vfio_device_data", "void *", [vdev], "A0-A2"),
        FunctionFact("vfio_init_group_dev", "void", [vdev, dev, ops, "void *"], "A1s"),
        FunctionFact("vfio_init_group_dev", "void", [vdev, dev, ops], "B0-C1 S"),
        FunctionFact("vfio_uninit_group_dev", "void", [vdev], "B2-C1"),
        FunctionFact("vfio_register_group_dev", "int", [vdev], "A1s B0-D0 S"),
        FunctionFact("vfio_register_emulated_iommu_dev", "int", [vdev], "B3-D0"),
        FunctionFact("vfio_unregister_group_dev", "void", [vdev], "A1s B0-D0 S"),
        FunctionFact("vfio_assign_device_set", "int", [vdev, "void *"], "B2-D0"),
        FunctionFact("_vfio_alloc_device", vdev, ["size_t", dev, ops], "D0"),
        FunctionFact("vfio_init_device", "int", [vdev, dev, ops], "D0"),
        FunctionFact("vfio_free_device", "void", [vdev], "D0"),
        FunctionFact("vfio_put_device", "void", [vdev], "D0"),
        FunctionFact("vfio_device_get_from_dev", vdev, [dev], "A0-B3 S"),
        FunctionFact("vfio_device_put", "void", [vdev], "A0-B3 S"),
        FunctionFact("vfio_device_get", "void", [vdev], "S"),
        FunctionFact("vfio_iommu_group_get", "struct iommu_group *", [dev], "A0-B2 S"),
        FunctionFact("vfio_iommu_group_put", "void", ["struct iommu_group *", dev], "A0-B2 S"),
        FunctionFact("vfio_pin_pages", "int", [dev, frames, "int", "int", frames], "A0-B3 S"),
        FunctionFact("vfio_pin_pages", "int", [vdev, frames, "int", "int", frames], "C0"),
        FunctionFact("vfio_pin_pages", "int", [vdev, "dma_addr_t", "int", "int", "struct page **"], "C1-D0"),
        FunctionFact("vfio_unpin_pages", "int", [dev, frames, "int"], "A0-B3 S"),
        FunctionFact("vfio_unpin_pages", "int", [vdev, frames, "int"], "C0"),
        FunctionFact("vfio_unpin_pages", "void", [vdev, "dma_addr_t", "int"], "C1-D0"),
        FunctionFact("vfio_group_pin_pages", "int", [group, frames, "int", "int", frames], "A1-B3 S"),
        FunctionFact("vfio_group_unpin_pages", "int", [group, frames, "int"], "A1-B3 S"),
        FunctionFact("vfio_dma_rw", "int", [group, "dma_addr_t", "void *", "size_t", "bool"], "A1-B3 S"),
        FunctionFact("vfio_dma_rw", "int", [vdev, "dma_addr_t", "void *", "size_t", "bool"], "C0-D0"),
        FunctionFact(
            "vfio_register_notifier", "int", [dev, "enum vfio_notify_type", frames, "struct notifier_block *"],
            "A0-B3 S"),
        FunctionFact(
            "vfio_register_notifier", "int", [vdev, "enum vfio_notify_type", frames, "struct notifier_block *"], "C0"),
        FunctionFact(
            "vfio_unregister_notifier", "int", [dev, "enum vfio_notify_type", "struct notifier_block *"], "A0-B3 S"),
        FunctionFact(
            "vfio_unregister_notifier", "int", [vdev, "enum vfio_notify_type", "struct notifier_block *"], "C0"),
        FunctionFact(
            "vfio_info_cap_add", "struct vfio_info_cap_header *", ["struct vfio_info_cap *", "size_t", "u16", "u16"],
            "A0-D0 S"),
        FunctionFact("vfio_info_cap_shift", "void", ["struct vfio_info_cap *", "size_t"], "A0-D0 S"),
        FunctionFact(
            "vfio_info_add_capability", "int",
            ["struct vfio_info_cap *", "struct vfio_info_cap_header *", "size_t"], "A0-D0 S"),
        FunctionFact(
            "vfio_set_irqs_validate_and_prepare", "int", ["struct vfio_irq_set *", "int", "int", "size_t *"],
            "A0-D0 S"),
        FunctionFact("vfio_group_get_external_user", group, ["struct file *"], "A0-B3 S"),
        FunctionFact("vfio_group_put_external_user", "void", [group], "A0-B3 S"),
        FunctionFact("vfio_group_get_external_user_from_dev", group, [dev], "A1-B3 S"),
        FunctionFact("vfio_external_group_match_file", "bool", [group, "struct file *"], "A0-B3 S"),
        FunctionFact("vfio_external_user_iommu_id", "int", [group], "A0-B3 S"),
        FunctionFact("vfio_external_check_extension", "long", [group, "unsigned long"], "A0-B3 S"),
        FunctionFact("vfio_group_set_kvm", "void", [group, "struct kvm *"], "A0-B3 S"),
        FunctionFact("vfio_group_iommu_domain", "struct iommu_domain *", [group], "A2-B3 S"),
        FunctionFact("vfio_file_iommu_group", "struct iommu_group *", ["struct file *"], "C0-D0"),
        FunctionFact("vfio_file_enforced_coherent", "bool", ["struct file *"], "C0-D0"),
        FunctionFact("vfio_file_set_kvm", "void", ["struct file *", "struct kvm *"], "C0-D0"),
        FunctionFact("vfio_file_has_dev", "bool", ["struct file *", vdev], "C0-D0"),
        FunctionFact("vfio_register_iommu_driver", "int", ["const struct vfio_iommu_driver_ops *"], "A0-B2 S"),
        FunctionFact("vfio_unregister_iommu_driver", "void", ["const struct vfio_iommu_driver_ops *"], "A0-B2 S"),
    ]

    /// Constants of vfio.h that came or went.
    static let constants: [(name: String, levels: String)] = [
        ("VFIO_IOMMU_NOTIFY", "A0-C0 S"), ("VFIO_IOMMU_NOTIFY_DMA_UNMAP", "A0-C0 S"), ("VFIO_GROUP_NOTIFY", "A0-B3 S"),
        ("VFIO_GROUP_NOTIFY_SET_KVM", "A0-B3 S"), ("VFIO_PIN_PAGES_MAX_ENTRIES", "A0-D0 S"),
        ("VFIO_IOMMU_CONTAINER_CLOSE", "A2-B2 S"),
    ]
}
