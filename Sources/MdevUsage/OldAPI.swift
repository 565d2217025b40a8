// SPDX-License-Identifier: Apache-2.0

/// Names of the old API that the usage model asks for.
public enum OldAPI {
    public static let tableRecord = "mdev_parent_ops"
    public static let deviceRecord = "mdev_device"

    /// Members of the table that are callbacks, in the order of the struct.
    public static let callbacks = [
        "create", "remove", "open", "release", "open_device", "close_device", "read", "write", "ioctl", "mmap",
        "request",
    ]
    /// Callbacks that work on an open device and move to `vfio_device_ops`.
    public static let deviceCallbacks = [
        "open", "release", "open_device", "close_device", "read", "write", "ioctl", "mmap", "request",
    ]
    /// Members that hold groups of attributes.
    public static let groupMembers = ["dev_attr_groups", "mdev_attr_groups", "supported_type_groups"]

    /// All members that the table has had in the kernel; vendors' kernels have had others.
    public static let tableMembers = Set(["owner", "device_driver"] + groupMembers + callbacks)

    /// Functions that return zeroed memory, and those that do not.
    public static let zeroingAllocators: Set<String> = [
        "kzalloc", "kcalloc", "kvzalloc", "vzalloc", "kzalloc_node", "devm_kzalloc", "devm_kcalloc", "kvcalloc",
        "kmem_cache_zalloc",
    ]
    public static let plainAllocators: Set<String> = [
        "kmalloc", "kvmalloc", "vmalloc", "kmalloc_array", "kmalloc_node", "devm_kmalloc", "kmem_cache_alloc",
        "kmemdup",
    ]
    public static let managedAllocators: Set<String> = ["devm_kzalloc", "devm_kcalloc", "devm_kmalloc"]
    public static let freers: Set<String> = [
        "kfree", "kvfree", "vfree", "kfree_sensitive", "kzfree", "kmem_cache_free",
    ]

    public static func isAllocator(_ name: String) -> Bool {
        zeroingAllocators.contains(name) || plainAllocators.contains(name)
    }
}
