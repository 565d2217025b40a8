/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IOMMU_H
#define _LINUX_IOMMU_H

#include <linux/scatterlist.h>
#include <linux/device.h>
#include <linux/types.h>
#include <linux/errno.h>
#include <linux/err.h>
#include <linux/of.h>
#include <linux/ioasid.h>

#define IOMMU_READ	(1 << 0)
#define IOMMU_WRITE	(1 << 1)
#define IOMMU_CACHE	(1 << 2)
#define IOMMU_NOEXEC	(1 << 3)
#define IOMMU_MMIO	(1 << 4)
#define IOMMU_PRIV	(1 << 5)

struct iommu_device;
struct iommu_domain;
struct iommu_ops;
struct iommu_sva;
struct iommu_group;
struct iommu_fwspec;
struct iommu_fault_event;
struct notifier_block;
struct bus_type;

enum iommu_cap {
	IOMMU_CAP_CACHE_COHERENCY,
	IOMMU_CAP_INTR_REMAP,
	IOMMU_CAP_NOEXEC
};

enum iommu_dev_features {
	IOMMU_DEV_FEAT_AUX,
	IOMMU_DEV_FEAT_SVA,
	IOMMU_DEV_FEAT_IOPF
};

typedef int (*iommu_fault_handler_t)(struct iommu_domain *domain, struct device *dev,
				     unsigned long iova, int flags, void *token);

struct iommu_fwspec {
	const struct iommu_ops *ops;
	struct fwnode_handle *iommu_fwnode;
	u32 flags;
	unsigned int num_ids;
	u32 ids[];
};

struct dev_iommu {
	struct iommu_fwspec *fwspec;
	struct iommu_device *iommu_dev;
	void *priv;
};

#define IOMMU_FAULT_READ	0x0
#define IOMMU_FAULT_WRITE	0x1
#define IOMMU_DOMAIN_BLOCKED	0U
#define IOMMU_DOMAIN_IDENTITY	4U
#define IOMMU_DOMAIN_UNMANAGED	1U
#define IOMMU_DOMAIN_DMA	3U

struct iommu_domain_geometry {
	dma_addr_t aperture_start;
	dma_addr_t aperture_end;
	bool force_aperture;
};

struct iommu_domain {
	unsigned int type;
	const struct iommu_ops *ops;
	unsigned long pgsize_bitmap;
	void *handler_token;
	struct iommu_domain_geometry geometry;
	void *iova_cookie;
};

bool iommu_present(struct bus_type *bus);
bool iommu_capable(struct bus_type *bus, enum iommu_cap cap);
struct iommu_domain *iommu_domain_alloc(struct bus_type *bus);
void iommu_domain_free(struct iommu_domain *domain);
int iommu_attach_device(struct iommu_domain *domain, struct device *dev);
void iommu_detach_device(struct iommu_domain *domain, struct device *dev);
int iommu_attach_group(struct iommu_domain *domain, struct iommu_group *group);
void iommu_detach_group(struct iommu_domain *domain, struct iommu_group *group);
struct iommu_domain *iommu_get_domain_for_dev(struct device *dev);
int iommu_map(struct iommu_domain *domain, unsigned long iova, phys_addr_t paddr,
	      size_t size, int prot);
size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova, size_t size);
phys_addr_t iommu_iova_to_phys(struct iommu_domain *domain, dma_addr_t iova);

struct iommu_group *iommu_group_alloc(void);
struct iommu_group *iommu_group_get(struct device *dev);
struct iommu_group *iommu_group_ref_get(struct iommu_group *group);
void iommu_group_put(struct iommu_group *group);
int iommu_group_id(struct iommu_group *group);
int iommu_group_set_name(struct iommu_group *group, const char *name);
int iommu_group_add_device(struct iommu_group *group, struct device *dev);
void iommu_group_remove_device(struct device *dev);
int iommu_group_for_each_dev(struct iommu_group *group, void *data,
			     int (*fn)(struct device *dev, void *data));

int iommu_dev_enable_feature(struct device *dev, enum iommu_dev_features feat);
int iommu_dev_disable_feature(struct device *dev, enum iommu_dev_features feat);
bool iommu_dev_feature_enabled(struct device *dev, enum iommu_dev_features feat);
int iommu_aux_attach_device(struct iommu_domain *domain, struct device *dev);
void iommu_aux_detach_device(struct iommu_domain *domain, struct device *dev);
int iommu_aux_get_pasid(struct iommu_domain *domain, struct device *dev);

void iommu_set_fault_handler(struct iommu_domain *domain, iommu_fault_handler_t handler,
			     void *token);
int report_iommu_fault(struct iommu_domain *domain, struct device *dev,
		       unsigned long iova, int flags);
ssize_t iommu_map_sg(struct iommu_domain *domain, unsigned long iova,
		     struct scatterlist *sg, unsigned int nents, int prot);
struct iommu_group *iommu_group_get_by_id(int id);
void *iommu_group_get_iommudata(struct iommu_group *group);
void iommu_group_set_iommudata(struct iommu_group *group, void *iommu_data,
			       void (*release)(void *iommu_data));
struct iommu_domain *iommu_group_default_domain(struct iommu_group *group);
int iommu_group_register_notifier(struct iommu_group *group, struct notifier_block *nb);
int iommu_group_unregister_notifier(struct iommu_group *group, struct notifier_block *nb);
struct iommu_sva *iommu_sva_bind_device(struct device *dev, struct mm_struct *mm,
					void *drvdata);
void iommu_sva_unbind_device(struct iommu_sva *handle);
u32 iommu_sva_get_pasid(struct iommu_sva *handle);

struct iommu_fwspec *dev_iommu_fwspec_get(struct device *dev);
void *dev_iommu_priv_get(struct device *dev);
void dev_iommu_priv_set(struct device *dev, void *priv);

enum iommu_attr {
	DOMAIN_ATTR_GEOMETRY,
	DOMAIN_ATTR_PAGING,
	DOMAIN_ATTR_NESTING = 6
};

int iommu_domain_get_attr(struct iommu_domain *domain, enum iommu_attr attr, void *data);
int iommu_domain_set_attr(struct iommu_domain *domain, enum iommu_attr attr, void *data);

#endif /* _LINUX_IOMMU_H */
