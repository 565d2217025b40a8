// SPDX-License-Identifier: GPL-2.0
/* Copies blocks out of guest memory, many pages at a time. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>

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

static int quarry_drop(struct quarry *q)
{
	int done;

	if (!q->pinned)
		return 0;
	done = vfio_unpin_pages(q->vdev.dev, q->gfns, q->pinned);
	if (done != q->pinned)
		dev_err(q->vdev.dev, "%d of %d unpinned\n", done, q->pinned);
	q->pinned = 0;
	return done;
}

static int quarry_take(struct quarry *q, unsigned long first, int count)
{
	struct device *dev = q->vdev.dev;
	int i, ret;

	if (count > QUARRY_BATCH)
		return -E2BIG;

	for (i = 0; i < count; i++)
		q->gfns[i] = first + 2 * i;

	ret = vfio_pin_pages(dev, q->gfns, count, IOMMU_READ, q->pfns);
	if (ret != count)
		return ret < 0 ? ret : -EFAULT;
	q->pinned = count;
	return 0;
}

static bool quarry_probe_frame(struct quarry *q, unsigned long gfn)
{
	unsigned long pfn;

	if (vfio_pin_pages(q->vdev.dev, &gfn, 1, IOMMU_READ, &pfn) != 1)
		return false;
	dev_dbg(q->vdev.dev, "frame %lx is at %lx\n", gfn, pfn);
	WARN_ON(vfio_unpin_pages(q->vdev.dev, &gfn, 1) != 1);
	return true;
}

static int quarry_event(struct notifier_block *nb, unsigned long action,
			void *data)
{
	struct quarry *q = container_of(nb, struct quarry, nb);
	struct vfio_iommu_type1_dma_unmap *unmap = data;

	switch (action) {
	case VFIO_IOMMU_NOTIFY_DMA_UNMAP:
		mutex_lock(&q->lock);
		if (unmap->size)
			quarry_drop(q);
		mutex_unlock(&q->lock);
		return NOTIFY_OK;
	default:
		return NOTIFY_DONE;
	}
}

static int quarry_open(struct vfio_device *vdev)
{
	struct quarry *q = container_of(vdev, struct quarry, vdev);
	unsigned long events = VFIO_IOMMU_NOTIFY_DMA_UNMAP;

	q->nb.notifier_call = quarry_event;
	return vfio_register_notifier(vdev->dev, VFIO_IOMMU_NOTIFY, &events,
				      &q->nb);
}

static void quarry_close(struct vfio_device *vdev)
{
	struct quarry *q = container_of(vdev, struct quarry, vdev);

	vfio_unregister_notifier(vdev->dev, VFIO_IOMMU_NOTIFY, &q->nb);
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
	.write = quarry_write
};

static struct mdev_driver quarry_driver = {
	.driver = {
		.name = "quarry",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = quarry_probe,
	.remove = quarry_remove,
};

static const struct mdev_parent_ops quarry_parent_ops = {
	.owner = THIS_MODULE,
	.device_driver = &quarry_driver,
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

	ret = mdev_register_device(quarry_parent, &quarry_parent_ops);
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
