// SPDX-License-Identifier: Apache-2.0
import MdevUsage

/// What a function of the kernel does to what a path is about.
enum KnownCall: Sendable, Hashable {
    /// Answers memory, or NULL.
    case allocates(zeroed: Bool)
    case allocatesDevice
    /// Frees what an argument points to.
    case frees(argument: Int)
    /// Drops the reference that keeps a vfio_device and what it stands in.
    case putsDevice
    case links(argument: Int)
    case unlinks(argument: Int)
    case raises(argument: Int)
    case lowers(argument: Int)
    /// Raises or lowers, or does not and answers so.
    case lowersIfPositive
    case exchanges
    case device(PathEvent.Kind)
    /// May fail.
    case registersDevice
    case registersDriver, unregistersDriver
    case registersParent, unregistersParent
    case prepares
    case fills
    /// Answers a pointer to what was there before.
    case finds
    /// Calls the function among its arguments.
    case callsBack
    case makesErrorPointer, readsErrorPointer

    /// What the name of a function says, nil for all others.
    static func named(_ name: String) -> KnownCall? { table[name] }

    private static let table: [String: KnownCall] = {
        var table: [String: KnownCall] = [
            "_vfio_alloc_device": .allocatesDevice, "vfio_put_device": .putsDevice,
            "vfio_init_group_dev": .device(.initialise), "vfio_uninit_group_dev": .device(.uninitialise),
            "vfio_unregister_group_dev": .device(.unregister), "vfio_register_group_dev": .registersDevice,
            "vfio_register_emulated_iommu_dev": .registersDevice, "mdev_register_driver": .registersDriver,
            "mdev_unregister_driver": .unregistersDriver, "mdev_register_device": .registersParent,
            "mdev_register_parent": .registersParent, "mdev_unregister_device": .unregistersParent,
            "mdev_unregister_parent": .unregistersParent, "memset": .fills, "kref_put": .callsBack,
            "call_rcu": .callsBack, "ERR_PTR": .makesErrorPointer, "PTR_ERR": .readsErrorPointer,
            "kmem_cache_free": .frees(argument: 1), "atomic_dec_if_positive": .lowersIfPositive,
            "atomic_try_cmpxchg": .exchanges,
        ]
        for name in OldAPI.zeroingAllocators { table[name] = .allocates(zeroed: true) }
        for name in OldAPI.plainAllocators { table[name] = .allocates(zeroed: false) }
        for name in ["vzalloc_node", "vmalloc_user", "get_zeroed_page", "kstrdup"] {
            table[name] = .allocates(zeroed: true)
        }
        for name in OldAPI.managedAllocators { table[name] = nil }
        for name in ["kfree", "kvfree", "vfree", "kfree_sensitive", "kzfree", "free_page", "kfree_const"] {
            table[name] = .frees(argument: 0)
        }
        for name in ["list_add", "list_add_tail", "hlist_add_head", "list_add_rcu", "list_add_tail_rcu"] {
            table[name] = .links(argument: 0)
        }
        for name in ["list_del", "list_del_init", "hlist_del", "hlist_del_init", "list_del_rcu"] {
            table[name] = .unlinks(argument: 0)
        }
        for kind in ["atomic", "atomic64", "atomic_long"] {
            for name in ["inc", "inc_return", "fetch_inc"] { table["\(kind)_\(name)"] = .raises(argument: 0) }
            for name in ["dec", "dec_return", "fetch_dec"] { table["\(kind)_\(name)"] = .lowers(argument: 0) }
            for name in ["add", "add_return", "fetch_add"] { table["\(kind)_\(name)"] = .raises(argument: 1) }
            for name in ["sub", "sub_return", "fetch_sub"] { table["\(kind)_\(name)"] = .lowers(argument: 1) }
        }
        for name in [
            "__mutex_init", "INIT_LIST_HEAD", "INIT_HLIST_HEAD", "idr_init", "ida_init", "xa_init", "__init_rwsem",
            "init_completion", "__init_waitqueue_head", "atomic_set", "__raw_spin_lock_init", "__spin_lock_init",
        ] {
            table[name] = .prepares
        }
        for name in ["dev_get_drvdata", "mdev_get_drvdata", "platform_get_drvdata", "pci_get_drvdata"] {
            table[name] = .finds
        }
        return table
    }()
}
