/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VFIO_H
#define VFIO_H

#include <linux/iommu.h>
#include <linux/mm.h>
#include <linux/workqueue.h>
#include <linux/poll.h>
#include <linux/notifier.h>
#include <linux/completion.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/mutex.h>
#include <uapi/linux/vfio.h>

struct eventfd_ctx;
struct file;
struct kvm;
struct pci_dev;
struct vfio_device;
struct vfio_device_ops;
struct vfio_group;

struct vfio_device_set {
	void *set_id;
	struct mutex lock;
	struct list_head device_list;
	unsigned int device_count;
};

struct vfio_device {
	struct device *dev;
	const struct vfio_device_ops *ops;
	struct vfio_group *group;
	struct vfio_device_set *dev_set;
	struct list_head dev_set_list;

	/* Private to the core. */
	refcount_t refcount;
	unsigned int open_count;
	struct completion comp;
	struct list_head group_next;
};

struct vfio_device_ops {
	char *name;
	int (*open_device)(struct vfio_device *vdev);
	void (*close_device)(struct vfio_device *vdev);
	ssize_t (*read)(struct vfio_device *vdev, char __user *buf, size_t count,
			loff_t *ppos);
	ssize_t (*write)(struct vfio_device *vdev, const char __user *buf, size_t count,
			 loff_t *size);
	long (*ioctl)(struct vfio_device *vdev, unsigned int cmd, unsigned long arg);
	int (*mmap)(struct vfio_device *vdev, struct vm_area_struct *vma);
	void (*request)(struct vfio_device *vdev, unsigned int count);
	int (*match)(struct vfio_device *vdev, char *buf);
};

struct iommu_group *vfio_iommu_group_get(struct device *dev);
void vfio_iommu_group_put(struct iommu_group *group, struct device *dev);

void vfio_init_group_dev(struct vfio_device *device, struct device *dev,
			 const struct vfio_device_ops *ops);
void vfio_uninit_group_dev(struct vfio_device *device);
int vfio_register_group_dev(struct vfio_device *device);
void vfio_unregister_group_dev(struct vfio_device *device);
struct vfio_device *vfio_device_get_from_dev(struct device *dev);
void vfio_device_put(struct vfio_device *device);
int vfio_assign_device_set(struct vfio_device *device, void *set_id);

#include <mdevport/iommu_driver.h>

struct vfio_group *vfio_group_get_external_user(struct file *filep);
void vfio_group_put_external_user(struct vfio_group *group);
struct vfio_group *vfio_group_get_external_user_from_dev(struct device *dev);
bool vfio_external_group_match_file(struct vfio_group *group, struct file *filep);
int vfio_external_user_iommu_id(struct vfio_group *group);
long vfio_external_check_extension(struct vfio_group *group, unsigned long arg);
void vfio_group_set_kvm(struct vfio_group *group, struct kvm *kvm);
struct iommu_domain *vfio_group_iommu_domain(struct vfio_group *group);

#define VFIO_PIN_PAGES_MAX_ENTRIES	(PAGE_SIZE / sizeof(unsigned long))

int vfio_pin_pages(struct device *dev, unsigned long *user_pfn, int npage,
		   int prot, unsigned long *phys_pfn);
int vfio_unpin_pages(struct device *dev, unsigned long *user_pfn, int npage);
int vfio_group_pin_pages(struct vfio_group *group, unsigned long *user_iova_pfn,
			 int npage, int prot, unsigned long *phys_pfn);
int vfio_group_unpin_pages(struct vfio_group *group, unsigned long *user_iova_pfn,
			   int npage);
int vfio_dma_rw(struct vfio_group *group, dma_addr_t user_iova, void *data,
		size_t len, bool write);

enum vfio_notify_type {
	VFIO_IOMMU_NOTIFY = 0,
	VFIO_GROUP_NOTIFY = 1,
};

#define VFIO_IOMMU_NOTIFY_DMA_UNMAP	BIT(0)
#define VFIO_GROUP_NOTIFY_SET_KVM	BIT(0)

int vfio_register_notifier(struct device *dev, enum vfio_notify_type type,
			   unsigned long *required_events,
			   struct notifier_block *nb);
int vfio_unregister_notifier(struct device *dev, enum vfio_notify_type type,
			     struct notifier_block *nb);

struct vfio_info_cap {
	struct vfio_info_cap_header *buf;
	size_t size;
};

struct vfio_info_cap_header *vfio_info_cap_add(struct vfio_info_cap *caps, size_t size,
					       u16 id, u16 version);
void vfio_info_cap_shift(struct vfio_info_cap *caps, size_t offset);
int vfio_info_add_capability(struct vfio_info_cap *caps,
			     struct vfio_info_cap_header *cap, size_t size);
int vfio_set_irqs_validate_and_prepare(struct vfio_irq_set *hdr, int num_irqs,
				       int max_irq_type, size_t *data_size);

#include <mdevport/spapr_eeh.h>

struct virqfd {
	void *opaque;
	struct eventfd_ctx *eventfd;
	int (*handler)(void *opaque, void *data);
	void (*thread)(void *opaque, void *data);
	void *data;
	struct work_struct inject;
	wait_queue_entry_t wait;
	poll_table pt;
	struct work_struct shutdown;
	struct virqfd **pvirqfd;
};

int vfio_virqfd_enable(void *opaque, int (*handler)(void *, void *),
		       void (*thread)(void *, void *), void *data,
		       struct virqfd **pvirqfd, int fd);
void vfio_virqfd_disable(struct virqfd **pvirqfd);

#endif /* VFIO_H */
