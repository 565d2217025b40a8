/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PCI_H
#define _LINUX_PCI_H

#include <linux/mod_devicetable.h>
#include <linux/types.h>
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/list.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kobject.h>
#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <uapi/linux/pci.h>
#include <linux/pci_ids.h>
#include <linux/dmapool.h>
#include <linux/dma-mapping.h>

enum {
	PCI_STD_RESOURCES,
	PCI_STD_RESOURCE_END = 5,
	PCI_ROM_RESOURCE,
	PCI_NUM_RESOURCES = 17,
	DEVICE_COUNT_RESOURCE = PCI_NUM_RESOURCES
};

typedef int __bitwise pci_power_t;
#define PCI_D0		((pci_power_t)0)
#define PCI_D1		((pci_power_t)1)
#define PCI_D2		((pci_power_t)2)
#define PCI_D3hot	((pci_power_t)3)
#define PCI_D3cold	((pci_power_t)4)

typedef unsigned int __bitwise pci_channel_state_t;
typedef unsigned int __bitwise pci_ers_result_t;

struct pci_dev;

struct pci_bus {
	struct list_head node;
	struct pci_bus *parent;
	struct pci_dev *self;
	struct list_head children;
	struct list_head devices;
	void *sysdata;
	unsigned char number;
	unsigned char primary;
	unsigned char max_bus_speed;
	unsigned char cur_bus_speed;
	char name[48];
	struct device dev;
};

struct pci_dev {
	struct list_head bus_list;
	struct pci_bus	*bus;
	unsigned int	devfn;
	unsigned short	vendor;
	unsigned short	device;
	unsigned short	subsystem_vendor;
	unsigned short	subsystem_device;
	unsigned int	class;
	u8		revision;
	u8		hdr_type;
	u8		pcie_cap;
	u8		rom_base_reg;
	u8		pin;
	u8		pm_cap;
	u16		ats_cap;
	u16		aer_cap;
	u16		pasid_features;
	u32		saved_config_space[16];
	struct pci_bus	*subordinate;
	struct pci_slot	*slot;
	void		*sysdata;
	u16		msi_cap;
	u16		msix_cap;
	struct pci_driver *driver;
	u64		dma_mask;
	pci_power_t	current_state;
	pci_channel_state_t error_state;
	struct device	dev;
	int		cfg_size;
	unsigned int	irq;
	struct resource	resource[DEVICE_COUNT_RESOURCE];
	unsigned int	multifunction:1;
	unsigned int	is_hotplug_bridge:1;
	unsigned int	no_msi:1;
	unsigned int	ats_enabled:1;
	unsigned int	pasid_enabled:1;
	unsigned int	pri_enabled:1;
	unsigned int	needs_freset:1;
	unsigned int	is_busmaster:1;
	unsigned int	is_virtfn:1;
	unsigned int	is_physfn:1;
	unsigned int	msi_enabled:1;
	unsigned int	msix_enabled:1;
	atomic_t	enable_cnt;
};

typedef u64 pci_bus_addr_t;

enum pci_ers_result {
	PCI_ERS_RESULT_NONE		= 1,
	PCI_ERS_RESULT_CAN_RECOVER	= 2,
	PCI_ERS_RESULT_NEED_RESET	= 3,
	PCI_ERS_RESULT_DISCONNECT	= 4,
	PCI_ERS_RESULT_RECOVERED	= 5,
	PCI_ERS_RESULT_NO_AER_DRIVER	= 6
};

enum {
	pci_channel_io_normal		= 1,
	pci_channel_io_frozen		= 2,
	pci_channel_io_perm_failure	= 3
};

enum pci_bus_speed {
	PCIE_SPEED_2_5GT	= 0x14,
	PCIE_SPEED_5_0GT	= 0x15,
	PCIE_SPEED_8_0GT	= 0x16,
	PCIE_SPEED_16_0GT	= 0x17,
	PCIE_SPEED_32_0GT	= 0x18,
	PCI_SPEED_UNKNOWN	= 0xff
};

enum pcie_link_width {
	PCIE_LNK_X1		= 0x01,
	PCIE_LNK_X2		= 0x02,
	PCIE_LNK_X4		= 0x04,
	PCIE_LNK_X8		= 0x08,
	PCIE_LNK_X16		= 0x10,
	PCIE_LNK_WIDTH_UNKNOWN	= 0xff
};

struct pci_saved_state;
struct pci_slot;
struct irq_affinity;

struct pci_error_handlers {
	pci_ers_result_t (*error_detected)(struct pci_dev *dev, pci_channel_state_t error);
	pci_ers_result_t (*mmio_enabled)(struct pci_dev *dev);
	pci_ers_result_t (*slot_reset)(struct pci_dev *dev);
	void (*reset_prepare)(struct pci_dev *dev);
	void (*reset_done)(struct pci_dev *dev);
	void (*resume)(struct pci_dev *dev);
};

struct pci_driver {
	struct list_head	node;
	const char		*name;
	const struct pci_device_id *id_table;
	int  (*probe)(struct pci_dev *dev, const struct pci_device_id *id);
	void (*remove)(struct pci_dev *dev);
	int  (*suspend)(struct pci_dev *dev, pm_message_t state);
	int  (*resume)(struct pci_dev *dev);
	void (*shutdown)(struct pci_dev *dev);
	int  (*sriov_configure)(struct pci_dev *dev, int num_vfs);
	int  (*sriov_set_msix_vec_count)(struct pci_dev *vf, int msix_vec_count);
	u32  (*sriov_get_vf_total_msix)(struct pci_dev *pf);
	const struct pci_error_handlers *err_handler;
	const struct attribute_group **groups;
	const struct attribute_group **dev_groups;
	struct device_driver	driver;
};

#define to_pci_dev(n)		container_of(n, struct pci_dev, dev)
#define to_pci_driver(drv)	container_of(drv, struct pci_driver, driver)
#define dev_is_pci(d)		((d)->bus == &pci_bus_type)
extern struct bus_type pci_bus_type;

#define PCI_DEVICE(vend, dev) \
	.vendor = (vend), .device = (dev), \
	.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID
#define PCI_DEVICE_SUB(vend, dev, subvend, subdev) \
	.vendor = (vend), .device = (dev), \
	.subvendor = (subvend), .subdevice = (subdev)
#define PCI_VDEVICE(vend, dev) \
	.vendor = PCI_VENDOR_ID_##vend, .device = (dev), \
	.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID, 0, 0
#define PCI_DEVICE_CLASS(dev_class, dev_class_mask) \
	.class = (dev_class), .class_mask = (dev_class_mask), \
	.vendor = PCI_ANY_ID, .device = PCI_ANY_ID, \
	.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID
#define PCI_DEVID(bus, devfn)	((((u16)(bus)) << 8) | (devfn))

#define pci_resource_start(dev, bar)	((dev)->resource[(bar)].start)
#define pci_resource_end(dev, bar)	((dev)->resource[(bar)].end)
#define pci_resource_flags(dev, bar)	((dev)->resource[(bar)].flags)
#define pci_resource_len(dev, bar) \
	(pci_resource_end((dev), (bar)) ? resource_size(&(dev)->resource[(bar)]) : 0)

#define PCI_IRQ_LEGACY		(1 << 0)
#define PCI_IRQ_MSI		(1 << 1)
#define PCI_IRQ_MSIX		(1 << 2)
#define PCI_IRQ_AFFINITY	(1 << 3)
#define PCI_IRQ_ALL_TYPES	(PCI_IRQ_LEGACY | PCI_IRQ_MSI | PCI_IRQ_MSIX)

struct msix_entry {
	u32 vector;
	u16 entry;
};

int __must_check pci_enable_device(struct pci_dev *dev);
int __must_check pci_enable_device_mem(struct pci_dev *dev);
int __must_check pcim_enable_device(struct pci_dev *pdev);
int pci_is_enabled(struct pci_dev *pdev);
void pci_disable_device(struct pci_dev *dev);
void pci_set_master(struct pci_dev *dev);
void pci_clear_master(struct pci_dev *dev);
int pci_reset_function(struct pci_dev *dev);
int pci_try_reset_function(struct pci_dev *dev);
int pci_save_state(struct pci_dev *dev);
void pci_restore_state(struct pci_dev *dev);
int pci_set_power_state(struct pci_dev *dev, pci_power_t state);
int pci_read_config_byte(const struct pci_dev *dev, int where, u8 *val);
int pci_read_config_word(const struct pci_dev *dev, int where, u16 *val);
int pci_read_config_dword(const struct pci_dev *dev, int where, u32 *val);
int pci_write_config_byte(const struct pci_dev *dev, int where, u8 val);
int pci_write_config_word(const struct pci_dev *dev, int where, u16 val);
int pci_write_config_dword(const struct pci_dev *dev, int where, u32 val);
u8 pci_find_capability(struct pci_dev *dev, int cap);
u16 pci_find_ext_capability(struct pci_dev *dev, int cap);
int __must_check pci_request_regions(struct pci_dev *dev, const char *name);
void pci_release_regions(struct pci_dev *dev);
int __must_check pci_request_region(struct pci_dev *dev, int bar, const char *name);
void pci_release_region(struct pci_dev *dev, int bar);
int pci_request_selected_regions(struct pci_dev *dev, int bars, const char *name);
void pci_release_selected_regions(struct pci_dev *dev, int bars);
int pci_select_bars(struct pci_dev *dev, unsigned long flags);
void __iomem *pci_iomap(struct pci_dev *dev, int bar, unsigned long max);
void __iomem *pci_ioremap_bar(struct pci_dev *pdev, int bar);
void pci_iounmap(struct pci_dev *dev, void __iomem *addr);
int pcim_iomap_regions(struct pci_dev *pdev, int mask, const char *name);
void __iomem * const *pcim_iomap_table(struct pci_dev *pdev);
int pci_alloc_irq_vectors(struct pci_dev *dev, unsigned int min_vecs,
			  unsigned int max_vecs, unsigned int flags);
void pci_free_irq_vectors(struct pci_dev *dev);
int pci_irq_vector(struct pci_dev *dev, unsigned int nr);
int pci_enable_msi(struct pci_dev *dev);
void pci_disable_msi(struct pci_dev *dev);
int pci_enable_msix_range(struct pci_dev *dev, struct msix_entry *entries,
			  int minvec, int maxvec);
void pci_disable_msix(struct pci_dev *dev);
int pci_msix_vec_count(struct pci_dev *dev);
int pci_enable_sriov(struct pci_dev *dev, int nr_virtfn);
void pci_disable_sriov(struct pci_dev *dev);
int pci_num_vf(struct pci_dev *dev);
struct pci_dev *pci_physfn(struct pci_dev *dev);
int pci_set_dma_mask(struct pci_dev *dev, u64 mask);
int pci_set_consistent_dma_mask(struct pci_dev *dev, u64 mask);
struct pci_dev *pci_get_device(unsigned int vendor, unsigned int device,
			       struct pci_dev *from);
struct pci_dev *pci_get_domain_bus_and_slot(int domain, unsigned int bus,
					    unsigned int devfn);
struct pci_dev *pci_dev_get(struct pci_dev *dev);
void pci_dev_put(struct pci_dev *dev);
int pci_domain_nr(struct pci_bus *bus);
bool pci_is_pcie(const struct pci_dev *dev);
int pci_pcie_type(const struct pci_dev *dev);
int __must_check __pci_register_driver(struct pci_driver *drv, struct module *owner,
				       const char *mod_name);
#define pci_register_driver(driver) \
	__pci_register_driver(driver, THIS_MODULE, KBUILD_MODNAME)
void pci_unregister_driver(struct pci_driver *dev);
#define module_pci_driver(__pci_driver) \
	module_driver(__pci_driver, pci_register_driver, pci_unregister_driver)

static inline void *pci_get_drvdata(struct pci_dev *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}

static inline void pci_set_drvdata(struct pci_dev *pdev, void *data)
{
	dev_set_drvdata(&pdev->dev, data);
}

static inline const char *pci_name(const struct pci_dev *pdev)
{
	return dev_name(&pdev->dev);
}

#define pci_err(pdev, fmt, arg...)	dev_err(&(pdev)->dev, fmt, ##arg)
#define pci_warn(pdev, fmt, arg...)	dev_warn(&(pdev)->dev, fmt, ##arg)
#define pci_notice(pdev, fmt, arg...)	dev_notice(&(pdev)->dev, fmt, ##arg)
#define pci_info(pdev, fmt, arg...)	dev_info(&(pdev)->dev, fmt, ##arg)
#define pci_dbg(pdev, fmt, arg...)	dev_dbg(&(pdev)->dev, fmt, ##arg)

#define PCI_DEVICE_DATA(vend, dev, data) \
	.vendor = PCI_VENDOR_ID_##vend, .device = PCI_DEVICE_ID_##vend##_##dev, \
	.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID, 0, 0, \
	.driver_data = (kernel_ulong_t)(data)
#define PCI_BUS_NUM(x)			(((x) >> 8) & 0xff)
#define PCI_VPD_LRDT_RO_DATA		0x90
#define pci_pool			dma_pool
#define to_pci_bus(n)			container_of(n, struct pci_bus, dev)
#define for_each_pci_dev(d) \
	while ((d = pci_get_device(PCI_ANY_ID, PCI_ANY_ID, d)) != NULL)

int __must_check pci_reenable_device(struct pci_dev *dev);
int __must_check pci_enable_device_io(struct pci_dev *dev);
int __must_check pci_set_mwi(struct pci_dev *dev);
int pci_try_set_mwi(struct pci_dev *dev);
void pci_clear_mwi(struct pci_dev *dev);
void pci_intx(struct pci_dev *dev, int enable);
int pcie_flr(struct pci_dev *dev);
bool pcie_has_flr(struct pci_dev *dev);
int __pci_reset_function_locked(struct pci_dev *dev);
int pci_reset_function_locked(struct pci_dev *dev);
int pci_reset_bus(struct pci_dev *dev);
int pci_bridge_secondary_bus_reset(struct pci_dev *dev);
int pci_wait_for_pending_transaction(struct pci_dev *dev);
struct pci_saved_state *pci_store_saved_state(struct pci_dev *dev);
int pci_load_saved_state(struct pci_dev *dev, struct pci_saved_state *state);
int pci_load_and_free_saved_state(struct pci_dev *dev, struct pci_saved_state **state);
pci_power_t pci_choose_state(struct pci_dev *dev, pm_message_t state);
bool pci_pme_capable(struct pci_dev *dev, pci_power_t state);
int pci_enable_wake(struct pci_dev *dev, pci_power_t state, bool enable);
int pci_wake_from_d3(struct pci_dev *dev, bool enable);
bool pci_device_is_present(struct pci_dev *pdev);
void pci_ignore_hotplug(struct pci_dev *dev);
int pci_channel_offline(struct pci_dev *pdev);
int pci_bus_read_config_byte(struct pci_bus *bus, unsigned int devfn, int where, u8 *val);
int pci_bus_read_config_word(struct pci_bus *bus, unsigned int devfn, int where, u16 *val);
int pci_bus_read_config_dword(struct pci_bus *bus, unsigned int devfn, int where,
			      u32 *val);
int pci_bus_write_config_byte(struct pci_bus *bus, unsigned int devfn, int where, u8 val);
int pci_bus_write_config_word(struct pci_bus *bus, unsigned int devfn, int where, u16 val);
int pci_bus_write_config_dword(struct pci_bus *bus, unsigned int devfn, int where,
			       u32 val);
int pcie_capability_read_word(struct pci_dev *dev, int pos, u16 *val);
int pcie_capability_read_dword(struct pci_dev *dev, int pos, u32 *val);
int pcie_capability_write_word(struct pci_dev *dev, int pos, u16 val);
int pcie_capability_write_dword(struct pci_dev *dev, int pos, u32 val);
int pcie_capability_clear_and_set_word(struct pci_dev *dev, int pos, u16 clear, u16 set);
int pcie_capability_set_word(struct pci_dev *dev, int pos, u16 set);
int pcie_capability_clear_word(struct pci_dev *dev, int pos, u16 clear);
u8 pci_find_next_capability(struct pci_dev *dev, u8 pos, int cap);
u16 pci_find_next_ext_capability(struct pci_dev *dev, u16 pos, int cap);
u8 pci_bus_find_capability(struct pci_bus *bus, unsigned int devfn, int cap);
u64 pci_get_dsn(struct pci_dev *dev);
int pcie_get_readrq(struct pci_dev *dev);
int pcie_set_readrq(struct pci_dev *dev, int rq);
int pcie_get_mps(struct pci_dev *dev);
int pcie_set_mps(struct pci_dev *dev, int mps);
u32 pcie_bandwidth_available(struct pci_dev *dev, struct pci_dev **limiting_dev,
			     enum pci_bus_speed *speed, enum pcie_link_width *width);
void pcie_print_link_status(struct pci_dev *dev);
enum pci_bus_speed pcie_get_speed_cap(struct pci_dev *dev);
enum pcie_link_width pcie_get_width_cap(struct pci_dev *dev);
int pci_disable_link_state(struct pci_dev *pdev, int state);
#define PCIE_LINK_STATE_L0S	(1 << 0)
#define PCIE_LINK_STATE_L1	(1 << 1)
ssize_t pci_read_vpd(struct pci_dev *dev, loff_t pos, size_t count, void *buf);
int pci_request_mem_regions(struct pci_dev *pdev, const char *name);
int pci_request_io_regions(struct pci_dev *pdev, const char *name);
void pci_release_mem_regions(struct pci_dev *pdev);
void pci_release_io_regions(struct pci_dev *pdev);
int __must_check pci_request_regions_exclusive(struct pci_dev *dev, const char *name);
int pci_request_selected_regions_exclusive(struct pci_dev *dev, int bars,
					   const char *name);
int __must_check pci_assign_resource(struct pci_dev *dev, int i);
int __must_check pci_resize_resource(struct pci_dev *dev, int i, int size);
void __iomem *pci_map_rom(struct pci_dev *pdev, size_t *size);
void pci_unmap_rom(struct pci_dev *pdev, void __iomem *rom);
int pci_enable_rom(struct pci_dev *pdev);
void pci_disable_rom(struct pci_dev *pdev);
void __iomem *pci_iomap_range(struct pci_dev *dev, int bar, unsigned long offset,
			      unsigned long maxlen);
void __iomem *pci_iomap_wc(struct pci_dev *dev, int bar, unsigned long maxlen);
void __iomem *pci_ioremap_wc_bar(struct pci_dev *pdev, int bar);
void __iomem *pcim_iomap(struct pci_dev *pdev, int bar, unsigned long maxlen);
void pcim_iounmap(struct pci_dev *pdev, void __iomem *addr);
int pcim_iomap_regions_request_all(struct pci_dev *pdev, int mask, const char *name);
void pcim_iounmap_regions(struct pci_dev *pdev, int mask);
void pcim_pin_device(struct pci_dev *pdev);
int pci_alloc_irq_vectors_affinity(struct pci_dev *dev, unsigned int min_vecs,
				   unsigned int max_vecs, unsigned int flags,
				   struct irq_affinity *affd);
const struct cpumask *pci_irq_get_affinity(struct pci_dev *pdev, int vec);
int pci_msi_vec_count(struct pci_dev *dev);
int pci_msi_enabled(void);
bool pci_dev_msi_enabled(struct pci_dev *pci_dev);
int pci_enable_msix_exact(struct pci_dev *dev, struct msix_entry *entries, int nvec);
__printf(6, 7)
int pci_request_irq(struct pci_dev *dev, unsigned int nr, irq_handler_t handler,
		    irq_handler_t thread_fn, void *dev_id, const char *fmt, ...);
void pci_free_irq(struct pci_dev *dev, unsigned int nr, void *dev_id);
int pci_vfs_assigned(struct pci_dev *dev);
int pci_sriov_set_totalvfs(struct pci_dev *dev, u16 numvfs);
int pci_sriov_get_totalvfs(struct pci_dev *dev);
int pci_sriov_configure_simple(struct pci_dev *dev, int nr_virtfn);
int pci_iov_virtfn_bus(struct pci_dev *dev, int id);
int pci_iov_virtfn_devfn(struct pci_dev *dev, int id);
void *pci_iov_get_pf_drvdata(struct pci_dev *dev, struct pci_driver *pf_driver);
struct pci_dev *pci_get_slot(struct pci_bus *bus, unsigned int devfn);
struct pci_dev *pci_get_class(unsigned int class, struct pci_dev *from);
struct pci_dev *pci_get_subsys(unsigned int vendor, unsigned int device,
			       unsigned int ss_vendor, unsigned int ss_device,
			       struct pci_dev *from);
struct pci_bus *pci_find_bus(int domain, int busnr);
struct pci_dev *pci_upstream_bridge(struct pci_dev *dev);
struct pci_dev *pcie_find_root_port(struct pci_dev *dev);
int pci_dev_present(const struct pci_device_id *ids);
u16 pci_dev_id(struct pci_dev *dev);
bool pci_is_root_bus(struct pci_bus *pbus);
bool pci_is_bridge(struct pci_dev *dev);
void pci_walk_bus(struct pci_bus *top, int (*cb)(struct pci_dev *dev, void *data),
		  void *userdata);
const struct pci_device_id *pci_match_id(const struct pci_device_id *ids,
					 struct pci_dev *dev);
struct pci_driver *pci_dev_driver(const struct pci_dev *dev);
void pci_lock_rescan_remove(void);
void pci_unlock_rescan_remove(void);
unsigned int pci_rescan_bus(struct pci_bus *bus);
void pci_stop_and_remove_bus_device(struct pci_dev *dev);
void pci_stop_and_remove_bus_device_locked(struct pci_dev *dev);
void pci_dev_lock(struct pci_dev *dev);
int pci_dev_trylock(struct pci_dev *dev);
void pci_dev_unlock(struct pci_dev *dev);
bool pci_cfg_access_trylock(struct pci_dev *dev);
void pci_cfg_access_lock(struct pci_dev *dev);
void pci_cfg_access_unlock(struct pci_dev *dev);
bool pci_check_and_mask_intx(struct pci_dev *dev);
bool pci_check_and_unmask_intx(struct pci_dev *dev);
bool pci_intx_mask_supported(struct pci_dev *pdev);
int pci_enable_atomic_ops_to_root(struct pci_dev *dev, u32 cap_mask);
bool pcie_relaxed_ordering_enabled(struct pci_dev *dev);
bool pci_ats_disabled(void);
int pcibios_err_to_errno(int err);
int pci_enable_ptm(struct pci_dev *dev, u8 *granularity);

#define dev_is_pf(d)	(dev_is_pci(d) ? to_pci_dev(d)->is_physfn : false)

/* The PCI names of the DMA functions; 5.18 is without them. */
#define pci_alloc_consistent(pdev, size, handle) \
	dma_alloc_coherent(&(pdev)->dev, size, handle, GFP_ATOMIC)
#define pci_zalloc_consistent(pdev, size, handle) \
	dma_alloc_coherent(&(pdev)->dev, size, handle, GFP_ATOMIC | __GFP_ZERO)
#define pci_free_consistent(pdev, size, cpu_addr, handle) \
	dma_free_coherent(&(pdev)->dev, size, cpu_addr, handle)
#define pci_map_single(pdev, ptr, size, dir) \
	dma_map_single(&(pdev)->dev, ptr, size, (enum dma_data_direction)(dir))
#define pci_unmap_single(pdev, handle, size, dir) \
	dma_unmap_single(&(pdev)->dev, handle, size, (enum dma_data_direction)(dir))
#define pci_map_page(pdev, page, offset, size, dir) \
	dma_map_page(&(pdev)->dev, page, offset, size, (enum dma_data_direction)(dir))
#define pci_unmap_page(pdev, handle, size, dir) \
	dma_unmap_page(&(pdev)->dev, handle, size, (enum dma_data_direction)(dir))
#define pci_map_sg(pdev, sg, nents, dir) \
	dma_map_sg(&(pdev)->dev, sg, nents, (enum dma_data_direction)(dir))
#define pci_unmap_sg(pdev, sg, nents, dir) \
	dma_unmap_sg(&(pdev)->dev, sg, nents, (enum dma_data_direction)(dir))
#define pci_dma_mapping_error(pdev, handle)	dma_mapping_error(&(pdev)->dev, handle)
#define pci_dma_sync_single_for_cpu(pdev, handle, size, dir) \
	dma_sync_single_for_cpu(&(pdev)->dev, handle, size, (enum dma_data_direction)(dir))
#define pci_dma_sync_single_for_device(pdev, handle, size, dir) \
	dma_sync_single_for_device(&(pdev)->dev, handle, size, (enum dma_data_direction)(dir))

int pci_pcie_cap(struct pci_dev *dev);
bool pci_ari_enabled(struct pci_bus *bus);
pci_bus_addr_t pci_bus_address(struct pci_dev *pdev, int bar);

#endif /* _LINUX_PCI_H */
