/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _MDEVPORT_LOOKUP_H
#define _MDEVPORT_LOOKUP_H

/*
 * All that a parse needs to find uses of the driver-facing mdev and vfio API, of whatever level, and nothing more. It is
 * included in front of every file and takes the place of all headers of the kernel: structs have the members of every
 * level, functions have no parameters where levels differ, and names that are not here are errors that the parser
 * survives. Nothing of this serves to convert.
 */

/* Words that are no words of C. */
#define __user
#define __kernel
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __bitwise
#define __must_check
#define __always_unused
#define __maybe_unused
#define __always_inline		inline
#define __inline__		inline
#define noinline
#define notrace
#define asmlinkage
#define __init
#define __exit
#define __initdata
#define __exitdata
#define __initconst
#define __devinit
#define __devexit
#define __devinitdata
#define __net_init
#define __net_exit
#define __ref
#define __refdata
#define __init_or_module
#define __read_mostly
#define __ro_after_init
#define __cold
#define __pure
#define __weak
#define __used
#define __packed
#define __deprecated
#define __malloc
#define __cacheline_aligned
#define ____cacheline_aligned
#define ____cacheline_aligned_in_smp
#define __aligned(n)
#define __printf(a, b)
#define __section(s)
#define __acquires(lock)
#define __releases(lock)
#define __must_hold(lock)
#define fallthrough		do {} while (0)
#define likely(x)		(x)
#define unlikely(x)		(x)
#define READ_ONCE(x)		(x)
#define WRITE_ONCE(x, value)	((x) = (value))
#define NULL			((void *)0)
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

/* Types. */
typedef unsigned char u8, __u8, uint8_t;
typedef unsigned short u16, __u16, uint16_t, __le16, __be16, umode_t;
typedef unsigned int u32, __u32, uint32_t, __le32, __be32, uint, gfp_t, dev_t;
typedef unsigned long long u64, __u64, uint64_t, __le64, __be64, phys_addr_t, resource_size_t, dma_addr_t, gpa_t, gfn_t;
typedef signed char s8, __s8, int8_t;
typedef short s16, __s16, int16_t;
typedef int s32, __s32, int32_t;
typedef long long s64, __s64, int64_t, loff_t, ktime_t, time64_t;
typedef unsigned long size_t, uintptr_t, ulong;
typedef long ssize_t, ptrdiff_t;
typedef _Bool bool;
enum { false, true };
typedef struct { unsigned char b[16]; } guid_t, uuid_t, uuid_le;
typedef struct { int counter; } atomic_t, refcount_t;
typedef struct { long counter; } atomic64_t, atomic_long_t;
typedef struct { int lock; } spinlock_t, raw_spinlock_t, rwlock_t;
struct mutex { int lock; };
struct rw_semaphore { int lock; };
struct list_head { struct list_head *next, *prev; };
struct hlist_head { void *first; };
struct hlist_node { void *next; };
struct kref { refcount_t refcount; };
struct completion { int done; };
struct work_struct { void (*func)(); };
struct delayed_work { struct work_struct work; };
struct timer_list { void (*function)(); };
struct notifier_block { int (*notifier_call)(); };
struct idr { int top; };
struct ida { int top; };
struct wait_queue_head { int lock; };
typedef struct wait_queue_head wait_queue_head_t;

struct module;
struct bus_type;
struct iommu_group;
struct iommu_domain;
struct file;
struct vm_area_struct;
struct vfio_group;
struct kvm;

struct kobject {
	const char *name;
	struct kobject *parent;
};

struct attribute {
	const char *name;
	umode_t mode;
};

struct attribute_group {
	const char *name;
	umode_t (*is_visible)();
	struct attribute **attrs;
	void **bin_attrs;
};

struct device_driver {
	const char *name;
	struct bus_type *bus;
	struct module *owner;
	const char *mod_name;
	bool suppress_bind_attrs;
	const void *of_match_table;
	const struct attribute_group **groups;
	const struct attribute_group **dev_groups;
	const void *pm;
};

struct device {
	struct kobject kobj;
	struct device *parent;
	struct bus_type *bus;
	struct device_driver *driver;
	void *driver_data;
	void *platform_data;
	struct iommu_group *iommu_group;
	void (*release)();
	void *class;
	dev_t devt;
};

struct device_attribute {
	struct attribute attr;
	ssize_t (*show)();
	ssize_t (*store)();
};

/* Macros that take types, or stand where declarations do. */
#define offsetof(type, member)		__builtin_offsetof(type, member)
#define sizeof_field(type, member)	sizeof(((type *)0)->member)
#define offsetofend(type, member)	(offsetof(type, member) + sizeof_field(type, member))
#define container_of(ptr, type, member)	((type *)((char *)(ptr) - offsetof(type, member)))
#define list_entry(ptr, type, member)	container_of(ptr, type, member)
#define hlist_entry(ptr, type, member)	container_of(ptr, type, member)
#define rb_entry(ptr, type, member)	container_of(ptr, type, member)
#define list_first_entry(ptr, type, member)		container_of(ptr, type, member)
#define list_last_entry(ptr, type, member)		container_of(ptr, type, member)
#define list_first_entry_or_null(ptr, type, member)	container_of(ptr, type, member)
#define list_for_each(pos, head)			for (; (head); )
#define list_for_each_safe(pos, n, head)		for (; (head); )
#define list_for_each_entry(pos, head, member)		for (; (head); )
#define list_for_each_entry_safe(pos, n, head, member)	for (; (head); )
#define list_for_each_entry_reverse(pos, head, member)	for (; (head); )
#define min_t(type, a, b)		((type)(a) + (type)(b))
#define max_t(type, a, b)		((type)(a) + (type)(b))
#define clamp_t(type, a, b, c)		((type)(a) + (type)(b) + (type)(c))
#define symbol_get(name)		(&(name))
#define symbol_put(name)		((void)&(name))

extern struct module __this_module;
#define THIS_MODULE			(&__this_module)
#define MODULE_LICENSE(text)
#define MODULE_AUTHOR(text)
#define MODULE_DESCRIPTION(text)
#define MODULE_VERSION(text)
#define MODULE_ALIAS(text)
#define MODULE_INFO(tag, text)
#define MODULE_SOFTDEP(text)
#define MODULE_FIRMWARE(text)
#define MODULE_IMPORT_NS(ns)
#define MODULE_PARM_DESC(name, text)
#define MODULE_DEVICE_TABLE(kind, table)
#define module_param(name, type, mode)
#define module_param_named(name, value, type, mode)
#define module_param_array(name, type, count, mode)
#define module_param_string(name, text, length, mode)
#define module_init(function)
#define module_exit(function)
#define late_initcall(function)
#define subsys_initcall(function)
#define device_initcall(function)
#define module_driver(driver, ...)
#define module_platform_driver(driver)
#define module_pci_driver(driver)
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)
#define EXPORT_SYMBOL_NS(name, ns)
#define EXPORT_SYMBOL_NS_GPL(name, ns)
#define BUILD_BUG_ON(condition)		((void)sizeof(condition))

#define LIST_HEAD(name)			struct list_head name
#define HLIST_HEAD(name)		struct hlist_head name
#define DEFINE_MUTEX(name)		struct mutex name
#define DEFINE_SPINLOCK(name)		spinlock_t name
#define DEFINE_RAW_SPINLOCK(name)	raw_spinlock_t name
#define DEFINE_RWLOCK(name)		rwlock_t name
#define DECLARE_RWSEM(name)		struct rw_semaphore name
#define DEFINE_IDR(name)		struct idr name
#define DEFINE_IDA(name)		struct ida name
#define DEFINE_XARRAY(name)		struct idr name
#define DEFINE_XARRAY_ALLOC(name)	struct idr name
#define DEFINE_HASHTABLE(name, bits)	struct hlist_head name[1 << (bits)]
#define DECLARE_HASHTABLE(name, bits)	struct hlist_head name[1 << (bits)]
#define ATOMIC_INIT(value)		{ (value) }
#define DECLARE_BITMAP(name, bits)	unsigned long name[(bits)]
#define DEFINE_PER_CPU(type, name)	__typeof__(type) name
#define DECLARE_COMPLETION(name)	struct completion name
#define DECLARE_COMPLETION_ONSTACK(name) struct completion name
#define DECLARE_WAIT_QUEUE_HEAD(name)	struct wait_queue_head name
#define DECLARE_WORK(name, function)	struct work_struct name = { function }
#define DECLARE_DELAYED_WORK(name, function) struct delayed_work name = { { function } }
#define DEFINE_TIMER(name, function)	struct timer_list name = { function }

#define __ATTR(_name, _mode, _show, _store) \
	{ .attr = { .name = #_name }, .show = _show, .store = _store }
#define __ATTR_RO(_name)		{ .attr = { .name = #_name }, .show = _name##_show }
#define __ATTR_WO(_name)		{ .attr = { .name = #_name }, .store = _name##_store }
#define __ATTR_RW(_name)		__ATTR(_name, 0, _name##_show, _name##_store)
#define DEVICE_ATTR(_name, _mode, _show, _store) \
	struct device_attribute dev_attr_##_name = __ATTR(_name, _mode, _show, _store)
#define DEVICE_ATTR_RO(_name)		struct device_attribute dev_attr_##_name = __ATTR_RO(_name)
#define DEVICE_ATTR_WO(_name)		struct device_attribute dev_attr_##_name = __ATTR_WO(_name)
#define DEVICE_ATTR_RW(_name)		struct device_attribute dev_attr_##_name = __ATTR_RW(_name)
#define __ATTRIBUTE_GROUPS(_name) \
	static const struct attribute_group *_name##_groups[] = { &_name##_group, NULL }
#define ATTRIBUTE_GROUPS(_name) \
	static const struct attribute_group _name##_group = { .attrs = _name##_attrs }; \
	__ATTRIBUTE_GROUPS(_name)

/* Configuration and version: what is asked for most, the rest is not set. */
#define CONFIG_64BIT 1
#define CONFIG_SMP 1
#define CONFIG_MODULES 1
#define CONFIG_SYSFS 1
#define CONFIG_DEBUG_FS 1
#define CONFIG_PCI 1
#define CONFIG_IOMMU_API 1
#define CONFIG_KVM 1
#define CONFIG_VFIO_MODULE 1
#define CONFIG_VFIO_MDEV_MODULE 1
#if defined(__s390x__)
#define CONFIG_S390 1
#elif defined(__x86_64__)
#define CONFIG_X86 1
#define CONFIG_X86_64 1
#endif

#define __LOOKUP_PROBE_1		_,
#define __LOOKUP_SECOND(first, second, ...) second
#define __LOOKUP_IS_SET(x)		__LOOKUP_IS_SET_1(x)
#define __LOOKUP_IS_SET_1(x)		__LOOKUP_IS_SET_2(__LOOKUP_PROBE_##x)
#define __LOOKUP_IS_SET_2(probe)	__LOOKUP_SECOND(probe 1, 0, 0)
#define IS_BUILTIN(option)		__LOOKUP_IS_SET(option)
#define IS_MODULE(option)		__LOOKUP_IS_SET(option##_MODULE)
#define IS_ENABLED(option)		(IS_BUILTIN(option) || IS_MODULE(option))
#define IS_REACHABLE(option)		IS_ENABLED(option)

#define KERNEL_VERSION(a, b, c)		(((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
#ifndef LINUX_VERSION_CODE
#define LINUX_VERSION_CODE		MDEVPORT_LINUX_VERSION_CODE
#endif

/* linux/mdev.h */
struct mdev_type;
struct mdev_driver;

struct mdev_parent {
	struct device *dev;
	struct mdev_driver *mdev_driver;
	struct mdev_type **types;
	unsigned int nr_types;
};

struct mdev_device {
	struct device dev;
	guid_t uuid;
	void *driver_data;
	struct list_head next;
	struct mdev_type *type;
	struct device *iommu_device;
	bool active;
};

struct mdev_parent_ops {
	struct module *owner;
	struct mdev_driver *device_driver;
	const struct attribute_group **dev_attr_groups;
	const struct attribute_group **mdev_attr_groups;
	struct attribute_group **supported_type_groups;
	int (*create)();
	int (*remove)();
	int (*open)();
	void (*release)();
	int (*open_device)();
	void (*close_device)();
	ssize_t (*read)();
	ssize_t (*write)();
	long (*ioctl)();
	int (*mmap)();
	void (*request)();
};

struct mdev_driver {
	const char *name;
	const char *device_api;
	unsigned int max_instances;
	int (*probe)();
	void (*remove)();
	unsigned int (*get_available)();
	ssize_t (*show_description)();
	struct attribute_group **supported_type_groups;
	struct device_driver driver;
};

struct mdev_type_attribute {
	struct attribute attr;
	ssize_t (*show)();
	ssize_t (*store)();
};

#define MDEV_TYPE_ATTR(_name, _mode, _show, _store) \
	struct mdev_type_attribute mdev_type_attr_##_name = __ATTR(_name, _mode, _show, _store)
#define MDEV_TYPE_ATTR_RW(_name)	struct mdev_type_attribute mdev_type_attr_##_name = __ATTR_RW(_name)
#define MDEV_TYPE_ATTR_RO(_name)	struct mdev_type_attribute mdev_type_attr_##_name = __ATTR_RO(_name)
#define MDEV_TYPE_ATTR_WO(_name)	struct mdev_type_attribute mdev_type_attr_##_name = __ATTR_WO(_name)
#define to_mdev_driver(drv)		container_of(drv, struct mdev_driver, driver)

extern struct bus_type mdev_bus_type;

int mdev_register_device();
void mdev_unregister_device();
int mdev_register_parent();
void mdev_unregister_parent();
int mdev_register_driver();
void mdev_unregister_driver();
struct device *mdev_parent_dev();
struct device *mdev_dev();
struct mdev_device *mdev_from_dev();
struct mdev_device *to_mdev_device();
void *mdev_get_drvdata();
void mdev_set_drvdata();
const guid_t *mdev_uuid();
int mdev_set_iommu_device();
struct device *mdev_get_iommu_device();
unsigned int mdev_get_type_group_id();
unsigned int mtype_get_type_group_id();
struct device *mtype_get_parent_dev();
void *dev_get_drvdata();
void dev_set_drvdata();

/* linux/vfio.h */
struct vfio_device_ops {
	char *name;
	int (*init)();
	void (*release)();
	int (*open)();
	int (*open_device)();
	void (*close_device)();
	ssize_t (*read)();
	ssize_t (*write)();
	long (*ioctl)();
	int (*mmap)();
	void (*request)();
	int (*match)();
	void (*dma_unmap)();
	int (*device_feature)();
	struct file *(*migration_set_state)();
	int (*migration_get_state)();
};

struct vfio_device {
	struct device *dev;
	const struct vfio_device_ops *ops;
	struct vfio_group *group;
	struct kvm *kvm;
};

/* Names in arguments: an unknown one makes the parser forget the call around it. */
enum vfio_notify_type { VFIO_IOMMU_NOTIFY, VFIO_GROUP_NOTIFY };
#define VFIO_IOMMU_NOTIFY_DMA_UNMAP	1
#define VFIO_GROUP_NOTIFY_SET_KVM	1
#define IOMMU_READ			1
#define IOMMU_WRITE			2

int vfio_add_group_dev();
void *vfio_del_group_dev();
void *vfio_device_data();
void vfio_init_group_dev();
void vfio_uninit_group_dev();
int vfio_register_group_dev();
int vfio_register_emulated_iommu_dev();
void vfio_unregister_group_dev();
int vfio_register_notifier();
int vfio_unregister_notifier();
int vfio_pin_pages();
int vfio_unpin_pages();
int vfio_group_pin_pages();
int vfio_group_unpin_pages();
int vfio_dma_rw();
struct vfio_group *vfio_group_get_external_user();
struct vfio_group *vfio_group_get_external_user_from_dev();
void vfio_group_put_external_user();
struct iommu_domain *vfio_group_iommu_domain();
struct iommu_group *vfio_iommu_group_get();
void vfio_iommu_group_put();

#endif /* _MDEVPORT_LOOKUP_H */
