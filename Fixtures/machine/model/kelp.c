// SPDX-License-Identifier: GPL-2.0
/*
 * kelp - mediated devices without regions: an address that is written is pinned
 * until its memory goes, and a timer counts as long as the device is open
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/iommu.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct kelp {
	struct mdev_device *mdev;
	struct mutex lock;
	struct notifier_block nb;
	struct timer_list timer;
	unsigned long gfn;
	bool is_pinned;
	u32 tides;
};

static struct device *kelp_sea;

static void kelp_tide(struct timer_list *timer)
{
	struct kelp *kelp = from_timer(kelp, timer, timer);

	kelp->tides++;
	mod_timer(&kelp->timer, jiffies + HZ);
}

static void kelp_unpin(struct kelp *kelp)
{
	if (!kelp->is_pinned)
		return;
	vfio_unpin_pages(mdev_dev(kelp->mdev), &kelp->gfn, 1);
	kelp->is_pinned = false;
}

static int kelp_notify(struct notifier_block *nb, unsigned long action,
		       void *data)
{
	struct kelp *kelp = container_of(nb, struct kelp, nb);
	struct vfio_iommu_type1_dma_unmap *unmap = data;

	if (action != VFIO_IOMMU_NOTIFY_DMA_UNMAP)
		return NOTIFY_OK;
	mutex_lock(&kelp->lock);
	if (kelp->gfn << PAGE_SHIFT >= unmap->iova &&
	    kelp->gfn << PAGE_SHIFT < unmap->iova + unmap->size)
		kelp_unpin(kelp);
	mutex_unlock(&kelp->lock);
	return NOTIFY_OK;
}

static int kelp_create(struct kobject *kobj, struct mdev_device *mdev)
{
	struct kelp *kelp;

	kelp = kzalloc(sizeof(*kelp), GFP_KERNEL);
	if (!kelp)
		return -ENOMEM;
	kelp->mdev = mdev;
	mutex_init(&kelp->lock);
	timer_setup(&kelp->timer, kelp_tide, 0);
	mdev_set_drvdata(mdev, kelp);
	return 0;
}

static int kelp_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
	return 0;
}

static int kelp_open(struct mdev_device *mdev)
{
	struct kelp *kelp = mdev_get_drvdata(mdev);
	unsigned long events = VFIO_IOMMU_NOTIFY_DMA_UNMAP;
	int ret;

	kelp->nb.notifier_call = kelp_notify;
	ret = vfio_register_notifier(mdev_dev(mdev), VFIO_IOMMU_NOTIFY,
				     &events, &kelp->nb);
	if (ret)
		return ret;
	mod_timer(&kelp->timer, jiffies + HZ);
	return 0;
}

static void kelp_release(struct mdev_device *mdev)
{
	struct kelp *kelp = mdev_get_drvdata(mdev);

	del_timer_sync(&kelp->timer);
	vfio_unregister_notifier(mdev_dev(mdev), VFIO_IOMMU_NOTIFY, &kelp->nb);
	mutex_lock(&kelp->lock);
	kelp_unpin(kelp);
	mutex_unlock(&kelp->lock);
}

static ssize_t kelp_read(struct mdev_device *mdev, char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct kelp *kelp = mdev_get_drvdata(mdev);

	if (count != sizeof(kelp->tides))
		return -EINVAL;
	if (copy_to_user(buf, &kelp->tides, sizeof(kelp->tides)))
		return -EFAULT;
	return count;
}

static ssize_t kelp_write(struct mdev_device *mdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct kelp *kelp = mdev_get_drvdata(mdev);
	unsigned long gfn, pfn;
	u64 address;
	int ret;

	if (count != sizeof(address))
		return -EINVAL;
	if (copy_from_user(&address, buf, sizeof(address)))
		return -EFAULT;
	gfn = address >> PAGE_SHIFT;
	mutex_lock(&kelp->lock);
	kelp_unpin(kelp);
	ret = vfio_pin_pages(mdev_dev(mdev), &gfn, 1, IOMMU_READ, &pfn);
	if (ret == 1) {
		kelp->gfn = gfn;
		kelp->is_pinned = true;
	}
	mutex_unlock(&kelp->lock);
	if (ret < 0)
		return ret;
	return ret == 1 ? count : -EFAULT;
}

static ssize_t available_instances_show(struct kobject *kobj,
					struct device *dev, char *buf)
{
	return sprintf(buf, "7\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *kelp_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group kelp_type_group = {
	.name = "1",
	.attrs = kelp_type_attrs,
};

static struct attribute_group *kelp_type_groups[] = {
	&kelp_type_group,
	NULL,
};

static const struct mdev_parent_ops kelp_ops = {
	.owner			= THIS_MODULE,
	.supported_type_groups	= kelp_type_groups,
	.create			= kelp_create,
	.remove			= kelp_remove,
	.open			= kelp_open,
	.release		= kelp_release,
	.read			= kelp_read,
	.write			= kelp_write,
};

static int __init kelp_init(void)
{
	int ret;

	kelp_sea = root_device_register("kelp");
	if (IS_ERR(kelp_sea))
		return PTR_ERR(kelp_sea);
	ret = mdev_register_device(kelp_sea, &kelp_ops);
	if (ret)
		root_device_unregister(kelp_sea);
	return ret;
}

static void __exit kelp_exit(void)
{
	mdev_unregister_device(kelp_sea);
	root_device_unregister(kelp_sea);
}

module_init(kelp_init);
module_exit(kelp_exit);
MODULE_LICENSE("GPL");
