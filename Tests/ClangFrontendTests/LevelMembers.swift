// SPDX-License-Identifier: Apache-2.0

extension LevelFacts {
    private static let groups = "const struct attribute_group **"

    static let mdevMembers: [MemberFact] = {
        var facts: [MemberFact] = []
        func parent(_ name: String, _ type: String, _ levels: String) {
            facts.append(MemberFact("mdev_parent_ops", name, type, levels))
        }
        parent("owner", "struct module *", "A0-B3")
        parent("device_driver", "struct mdev_driver *", "B1-B3")
        parent("dev_attr_groups", groups, "A0-B3")
        parent("mdev_attr_groups", groups, "A0-B3")
        parent("supported_type_groups", "struct attribute_group **", "A0-B3")
        parent("create", "int (*)(struct kobject *, struct mdev_device *)", "A0-A2")
        parent("create", "int (*)(struct mdev_device *)", "B0-B3")
        parent("remove", "int (*)(struct mdev_device *)", "A0-B3")
        parent("open", "int (*)(struct mdev_device *)", "A0-B1")
        parent("release", "void (*)(struct mdev_device *)", "A0-B1")
        parent("open_device", "int (*)(struct mdev_device *)", "B2-B3")
        parent("close_device", "void (*)(struct mdev_device *)", "B2-B3")
        parent("read", "ssize_t (*)(struct mdev_device *, char __user *, size_t, loff_t *)", "A0-B3")
        parent("write", "ssize_t (*)(struct mdev_device *, const char __user *, size_t, loff_t *)", "A0-B3")
        parent("ioctl", "long (*)(struct mdev_device *, unsigned int, unsigned long)", "A0-B3")
        parent("mmap", "int (*)(struct mdev_device *, struct vm_area_struct *)", "A0-B3")
        parent("request", "void (*)(struct mdev_device *, unsigned int)", "A2-B3")

        func driver(_ name: String, _ type: String, _ levels: String) {
            facts.append(MemberFact("mdev_driver", name, type, levels))
        }
        driver("name", "const char *", "A0-A2")
        driver("device_api", "const char *", "D0")
        driver("max_instances", "unsigned int", "D0")
        driver("probe", "int (*)(struct device *)", "A0-A2")
        driver("probe", "int (*)(struct mdev_device *)", "B0-D0 S")
        driver("remove", "void (*)(struct device *)", "A0-A2")
        driver("remove", "void (*)(struct mdev_device *)", "B0-D0 S")
        driver("supported_type_groups", "struct attribute_group **", "S C0 C1")
        driver("get_available", "unsigned int (*)(struct mdev_type *)", "D0")
        driver("show_description", "ssize_t (*)(struct mdev_type *, char *)", "D0")
        driver("driver", "struct device_driver", "A0-D0 S")

        func device(_ name: String, _ type: String, _ levels: String) {
            facts.append(MemberFact("mdev_device", name, type, levels))
        }
        device("dev", "struct device", "B0-D0 S")
        device("uuid", "guid_t", "B0-D0 S")
        device("driver_data", "void *", "B0-B3")
        device("next", "struct list_head", "B0-D0 S")
        device("type", "struct mdev_type *", "B0-D0 S")
        device("iommu_device", "struct device *", "B0-B2 S")
        device("probe_err", "int", "S")
        device("active", "bool", "B0-D0 S")

        func attribute(_ name: String, _ type: String, _ levels: String) {
            facts.append(MemberFact("mdev_type_attribute", name, type, levels))
        }
        let new = "struct mdev_type *, struct mdev_type_attribute *"
        attribute("show", "ssize_t (*)(struct kobject *, struct device *, char *)", "A0-A2")
        attribute("show", "ssize_t (*)(\(new), char *)", "B0-C1 S")
        attribute("store", "ssize_t (*)(struct kobject *, struct device *, const char *, size_t)", "A0-A2")
        attribute("store", "ssize_t (*)(\(new), const char *, size_t)", "B0-C1 S")
        return facts
    }()

    static let vfioMembers: [MemberFact] = {
        var facts: [MemberFact] = []
        func device(_ name: String, _ type: String, _ levels: String) {
            facts.append(MemberFact("vfio_device", name, type, levels))
        }
        device("dev", "struct device *", "A1s B0-D0 S")
        device("ops", "const struct vfio_device_ops *", "A1s B0-D0 S")
        device("group", "struct vfio_group *", "A1s B0-D0 S")
        device("device_data", "void *", "A1s")
        device("dev_set", "struct vfio_device_set *", "B2-D0")
        device("dev_set_list", "struct list_head", "B2-D0")
        device("open_count", "unsigned int", "B2-D0")
        device("migration_flags", "unsigned int", "C0-D0")
        device("kvm", "struct kvm *", "C0-D0")
        device("mig_ops", "const struct vfio_migration_ops *", "C1-D0")
        device("log_ops", "const struct vfio_log_ops *", "D0")
        device("index", "unsigned int", "D0")
        device("device", "struct device", "D0")

        /// Callbacks took a pointer of the driver's own up to 5.12.
        func both(_ name: String, _ result: String, _ rest: String, _ old: String, _ new: String) {
            facts.append(MemberFact("vfio_device_ops", name, "\(result) (*)(void *\(rest))", old))
            facts.append(MemberFact("vfio_device_ops", name, "\(result) (*)(struct vfio_device *\(rest))", new))
        }
        both("open", "int", "", "A0-A2", "B0-B1 S")
        // The same name for two things: up to 5.14 a descriptor is closed, from 6.1 on the object is freed.
        both("release", "void", "", "A0-A2", "B0-B1 S D0")
        both("read", "ssize_t", ", char __user *, size_t, loff_t *", "A0-A2", "B0-D0 S")
        both("write", "ssize_t", ", const char __user *, size_t, loff_t *", "A0-A2", "B0-D0 S")
        both("ioctl", "long", ", unsigned int, unsigned long", "A0-A2", "B0-D0 S")
        both("mmap", "int", ", struct vm_area_struct *", "A0-A2", "B0-D0 S")
        both("request", "void", ", unsigned int", "A0-A2", "B0-D0 S")
        both("match", "int", ", char *", "A1-A2", "B0-D0 S")

        func ops(_ name: String, _ type: String, _ levels: String) {
            facts.append(MemberFact("vfio_device_ops", name, type, levels))
        }
        ops("name", "char *", "A0-D0 S")
        ops("init", "int (*)(struct vfio_device *)", "D0")
        ops("open_device", "int (*)(struct vfio_device *)", "B2-D0")
        ops("close_device", "void (*)(struct vfio_device *)", "B2-D0")
        ops("dma_unmap", "void (*)(struct vfio_device *, u64, u64)", "C1-D0")
        ops("device_feature", "int (*)(struct vfio_device *, u32, void __user *, size_t)", "C0-D0")
        let setState = "struct file *(*)(struct vfio_device *, enum vfio_device_mig_state)"
        let getState = "int (*)(struct vfio_device *, enum vfio_device_mig_state *)"
        ops("migration_set_state", setState, "C0")
        ops("migration_get_state", getState, "C0")
        facts.append(MemberFact("vfio_migration_ops", "migration_set_state", setState, "C1-D0"))
        facts.append(MemberFact("vfio_migration_ops", "migration_get_state", getState, "C1-D0"))
        return facts
    }()
}
