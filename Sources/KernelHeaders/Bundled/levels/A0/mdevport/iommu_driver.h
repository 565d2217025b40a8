/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _MDEVPORT_IOMMU_DRIVER_H
#define _MDEVPORT_IOMMU_DRIVER_H

/* What an IOMMU backend registers with the vfio core; part of linux/vfio.h up to 5.15. */
struct vfio_iommu_driver_ops {
	char *name;
	struct module *owner;
	void *(*open)(unsigned long arg);
	void (*release)(void *iommu_data);
	ssize_t (*read)(void *iommu_data, char __user *buf, size_t count,
			loff_t *ppos);
	ssize_t (*write)(void *iommu_data, const char __user *buf, size_t count,
			 loff_t *size);
	long (*ioctl)(void *iommu_data, unsigned int cmd, unsigned long arg);
	int (*mmap)(void *iommu_data, struct vm_area_struct *vma);
	int (*attach_group)(void *iommu_data, struct iommu_group *group);
	void (*detach_group)(void *iommu_data, struct iommu_group *group);
	int (*pin_pages)(void *iommu_data, unsigned long *user_pfn, int npage,
			 int prot, unsigned long *phys_pfn);
	int (*unpin_pages)(void *iommu_data, unsigned long *user_pfn, int npage);
	int (*register_notifier)(void *iommu_data, unsigned long *events,
				 struct notifier_block *nb);
	int (*unregister_notifier)(void *iommu_data, struct notifier_block *nb);
};

int vfio_register_iommu_driver(const struct vfio_iommu_driver_ops *ops);
void vfio_unregister_iommu_driver(const struct vfio_iommu_driver_ops *ops);

#endif /* _MDEVPORT_IOMMU_DRIVER_H */
