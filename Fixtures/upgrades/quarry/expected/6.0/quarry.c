// SPDX-License-Identifier: GPL-2.0
/* Copies blocks out of guest memory, many pages at a time. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>

#define QUARRY_NOTIFY_DMA_UNMAP	BIT(0)

#define QUARRY_BATCH	16

struct quarry {
	struct vfio_device vdev;
	struct mutex lock;
	unsigned long gfns[QUARRY_BATCH];
	unsigned long pfns[QUARRY_BATCH];
	int pinned;
	struct notifier_block nb;
};

static struct device *quarry_parent;
static atomic_t quarry_left = ATOMIC_INIT(2);
static const struct vfio_device_ops quarry_dev_ops;

static int quarry_unpin_pages(struct vfio_device *vdev, unsigned long *gfn,
			      int npage)
{
	int i;

	for (i = 0; i < npage; i++)
		vfio_unpin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1);
	return npage > 0 ? npage : -EINVAL;
}

static int quarry_drop(struct quarry *q)
{
	int done;

	if (!q->pinned)
		return 0;
	done = quarry_unpin_pages(&q->vdev, q->gfns, q->pinned);
	if (done != q->pinned)
		dev_err(q->vdev.dev, "%d of %d unpinned\n", done, q->pinned);
	q->pinned = 0;
	return done;
}

/* Frames need not be contiguous: page by page, all or none. */
static int quarry_pin_pages(struct vfio_device *vdev, unsigned long *gfn,
			    int npage, int prot, unsigned long *pfn)
{
	struct page *page;
	int i, ret;

	if (npage <= 0)
		return -EINVAL;
	if (npage > (int)VFIO_PIN_PAGES_MAX_ENTRIES)
		return -E2BIG;

	for (i = 0; i < npage; i++) {
		ret = vfio_pin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1,
				     prot, &page);
		if (ret != 1)
			goto err_unpin;
		pfn[i] = page_to_pfn(page);
	}
	return npage;

err_unpin:
	while (i--)
		vfio_unpin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1);
	return ret;
}

static int quarry_take(struct quarry *q, unsigned long first, int count)
{
	int i, ret;

	if (count > QUARRY_BATCH)
		return -E2BIG;

	for (i = 0; i < count; i++)
		q->gfns[i] = first + 2 * i;

	ret = quarry_pin_pages(&q->vdev, q->gfns, count, IOMMU_READ, q->pfns);
	if (ret != count)
		return ret < 0 ? ret : -EFAULT;
	q->pinned = count;
	return 0;
}

static bool quarry_probe_frame(struct quarry *q, unsigned long gfn)
{
	unsigned long pfn;
	struct page *page;

	if (vfio_pin_pages(&q->vdev, (dma_addr_t)gfn << PAGE_SHIFT, 1,
			   IOMMU_READ, &page) != 1)
		return false;
	pfn = page_to_pfn(page);
	dev_dbg(q->vdev.dev, "frame %lx is at %lx\n", gfn, pfn);
	WARN_ON(quarry_unpin_pages(&q->vdev, &gfn, 1) != 1);
	return true;
}

static int quarry_event(struct notifier_block *nb, unsigned long action,
			void *data)
{
	struct quarry *q = container_of(nb, struct quarry, nb);
	struct vfio_iommu_type1_dma_unmap *unmap = data;

	switch (action) {
	case QUARRY_NOTIFY_DMA_UNMAP:
		mutex_lock(&q->lock);
		if (unmap->size)
			quarry_drop(q);
		mutex_unlock(&q->lock);
		return NOTIFY_OK;
	default:
		return NOTIFY_DONE;
	}
}

static void quarry_dma_unmap(struct vfio_device *vdev, u64 iova, u64 length)
{
	struct quarry *state = container_of(vdev, struct quarry, vdev);
	struct vfio_iommu_type1_dma_unmap unmap = {
		.argsz = sizeof(unmap),
		.iova = iova,
		.size = length,
	};

	quarry_event(&state->nb, QUARRY_NOTIFY_DMA_UNMAP, &unmap);
}

static int quarry_open(struct vfio_device *vdev)
{
	return 0;
}

static void quarry_close(struct vfio_device *vdev)
{
	struct quarry *q = container_of(vdev, struct quarry, vdev);

	mutex_lock(&q->lock);
	quarry_drop(q);
	mutex_unlock(&q->lock);
}

static ssize_t quarry_write(struct vfio_device *vdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct quarry *q = container_of(vdev, struct quarry, vdev);
	u64 first;
	int ret = -EFAULT;

	if (count != sizeof(first) || copy_from_user(&first, buf, count))
		return -EFAULT;

	mutex_lock(&q->lock);
	quarry_drop(q);
	if (quarry_probe_frame(q, first))
		ret = quarry_take(q, first, QUARRY_BATCH);
	mutex_unlock(&q->lock);
	return ret ? ret : count;
}

static int quarry_probe(struct mdev_device *mdev)
{
	struct quarry *q;
	int ret;

	if (atomic_dec_if_positive(&quarry_left) < 0)
		return -ENOSPC;

	q = kzalloc(sizeof(*q), GFP_KERNEL);
	if (!q) {
		ret = -ENOMEM;
		goto err_left;
	}
	vfio_init_group_dev(&q->vdev, &mdev->dev, &quarry_dev_ops);
	mutex_init(&q->lock);

	ret = vfio_register_emulated_iommu_dev(&q->vdev);
	if (ret)
		goto err_free;
	dev_set_drvdata(&mdev->dev, q);
	return 0;

err_free:
	vfio_uninit_group_dev(&q->vdev);
	kfree(q);
err_left:
	atomic_inc(&quarry_left);
	return ret;
}

static void quarry_remove(struct mdev_device *mdev)
{
	struct quarry *q = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&q->vdev);
	vfio_uninit_group_dev(&q->vdev);
	kfree(q);
	atomic_inc(&quarry_left);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&quarry_left));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *quarry_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group quarry_type_group = {
	.name = "1",
	.attrs = quarry_type_attrs,
};

static struct attribute_group *quarry_type_groups[] = {
	&quarry_type_group,
	NULL,
};

static const struct vfio_device_ops quarry_dev_ops = {
	.open_device = quarry_open,
	.close_device = quarry_close,
	.write = quarry_write,
	.dma_unmap = quarry_dma_unmap,
};

static struct mdev_driver quarry_driver = {
	.driver = {
		.name = "quarry",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = quarry_probe,
	.remove = quarry_remove,
	.supported_type_groups = quarry_type_groups,
};

static int __init quarry_init(void)
{
	int ret;

	ret = mdev_register_driver(&quarry_driver);
	if (ret)
		return ret;

	quarry_parent = root_device_register("quarry");
	if (IS_ERR(quarry_parent)) {
		ret = PTR_ERR(quarry_parent);
		goto err_driver;
	}

	ret = mdev_register_device(quarry_parent, &quarry_driver);
	if (ret)
		goto err_device;
	return 0;

err_device:
	root_device_unregister(quarry_parent);
err_driver:
	mdev_unregister_driver(&quarry_driver);
	return ret;
}

static void __exit quarry_exit(void)
{
	mdev_unregister_device(quarry_parent);
	root_device_unregister(quarry_parent);
	mdev_unregister_driver(&quarry_driver);
}

module_init(quarry_init);
module_exit(quarry_exit);
MODULE_LICENSE("GPL");
