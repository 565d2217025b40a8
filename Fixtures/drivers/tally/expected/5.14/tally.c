// SPDX-License-Identifier: GPL-2.0
/*
 * tally - mediated event counters
 *
 * Each instance is one page of free running 32-bit counters.  The page is
 * region 0 of the device: it can be read, bumped by writing to a counter,
 * and mapped.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define TALLY_NAME	"tally"
#define TALLY_COUNTERS	(PAGE_SIZE / sizeof(u32))

struct tally {
	struct vfio_device vdev;
	struct mdev_device *mdev;
	struct mutex lock;	/* serialises updates of the counters */
	struct page *page;
	u32 *counters;
	u64 bumps;
};

static struct class *tally_class;
static struct device *tally_root;

static const struct vfio_device_ops tally_dev_ops;
static void tally_release_state(struct tally *t);

static int tally_probe(struct mdev_device *mdev)
{
	struct tally *t;
	int ret;

	t = kzalloc(sizeof(*t), GFP_KERNEL);
	if (!t)
		return -ENOMEM;

	vfio_init_group_dev(&t->vdev, &mdev->dev, &tally_dev_ops);

	t->page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!t->page) {
		ret = -ENOMEM;
		goto err_free;
	}

	t->counters = page_address(t->page);
	mutex_init(&t->lock);
	t->mdev = mdev;
	dev_set_drvdata(&mdev->dev, t);

	ret = vfio_register_group_dev(&t->vdev);
	if (ret) {
		tally_release_state(t);
		return ret;
	}

	return 0;

err_free:
	kfree(t);
	return ret;
}

static void tally_release_state(struct tally *t)
{
	__free_page(t->page);
	kfree(t);
}

static void tally_remove(struct mdev_device *mdev)
{
	struct tally *t = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&t->vdev);
	tally_release_state(t);
}

static int tally_open(struct vfio_device *vdev)
{
	dev_dbg(vdev->dev, "opened\n");
	return 0;
}

static void tally_release(struct vfio_device *vdev)
{
	dev_dbg(vdev->dev, "released\n");
}

static ssize_t tally_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct tally *t = container_of(vdev, struct tally, vdev);
	loff_t pos = *ppos;
	ssize_t ret = count;

	if (pos < 0 || pos >= PAGE_SIZE)
		return -EINVAL;
	if (count > PAGE_SIZE - pos)
		ret = PAGE_SIZE - pos;

	mutex_lock(&t->lock);
	if (copy_to_user(buf, (u8 *)t->counters + pos, ret))
		ret = -EFAULT;
	mutex_unlock(&t->lock);

	if (ret > 0)
		*ppos += ret;
	return ret;
}

static ssize_t tally_write(struct vfio_device *vdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct tally *t = container_of(vdev, struct tally, vdev);
	u32 step;

	if (count != sizeof(step) || *ppos < 0 || *ppos & (sizeof(step) - 1) ||
	    *ppos >= PAGE_SIZE)
		return -EINVAL;
	if (copy_from_user(&step, buf, sizeof(step)))
		return -EFAULT;

	mutex_lock(&t->lock);
	t->counters[*ppos / sizeof(step)] += step;
	t->bumps++;
	mutex_unlock(&t->lock);

	*ppos += sizeof(step);
	return sizeof(step);
}

static long tally_ioctl(struct vfio_device *vdev, unsigned int cmd,
			unsigned long arg)
{
	struct tally *t = container_of(vdev, struct tally, vdev);
	struct vfio_region_info region;
	struct vfio_device_info info;
	unsigned long minsz;

	switch (cmd) {
	case VFIO_DEVICE_GET_INFO:
		minsz = offsetofend(struct vfio_device_info, num_irqs);
		if (copy_from_user(&info, (void __user *)arg, minsz))
			return -EFAULT;
		if (info.argsz < minsz)
			return -EINVAL;
		info.flags = VFIO_DEVICE_FLAGS_RESET;
		info.num_regions = 1;
		info.num_irqs = 0;
		return copy_to_user((void __user *)arg, &info, minsz) ?
			-EFAULT : 0;
	case VFIO_DEVICE_GET_REGION_INFO:
		minsz = offsetofend(struct vfio_region_info, offset);
		if (copy_from_user(&region, (void __user *)arg, minsz))
			return -EFAULT;
		if (region.argsz < minsz || region.index)
			return -EINVAL;
		region.flags = VFIO_REGION_INFO_FLAG_READ |
			       VFIO_REGION_INFO_FLAG_WRITE |
			       VFIO_REGION_INFO_FLAG_MMAP;
		region.offset = 0;
		region.size = PAGE_SIZE;
		return copy_to_user((void __user *)arg, &region, minsz) ?
			-EFAULT : 0;
	case VFIO_DEVICE_RESET:
		mutex_lock(&t->lock);
		memset(t->counters, 0, TALLY_COUNTERS * sizeof(u32));
		t->bumps = 0;
		mutex_unlock(&t->lock);
		return 0;
	default:
		return -ENOTTY;
	}
}

static int tally_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	struct tally *t = container_of(vdev, struct tally, vdev);

	if (vma->vm_pgoff || vma->vm_end - vma->vm_start != PAGE_SIZE)
		return -EINVAL;

	return vm_insert_page(vma, vma->vm_start, t->page);
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%zu counters\n", (size_t)TALLY_COUNTERS);
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PLATFORM_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *tally_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group tally_type_page = {
	.name = "page",
	.attrs = tally_type_attrs,
};

static struct attribute_group *tally_type_groups[] = {
	&tally_type_page,
	NULL,
};

static const struct vfio_device_ops tally_dev_ops = {
	.name			= "vfio-tally",
	.open			= tally_open,
	.release		= tally_release,
	.read			= tally_read,
	.write			= tally_write,
	.ioctl			= tally_ioctl,
	.mmap			= tally_mmap,
};

static struct mdev_driver tally_driver = {
	.driver = {
		.name = "tally",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = tally_probe,
	.remove = tally_remove,
};

static const struct mdev_parent_ops tally_ops = {
	.owner			= THIS_MODULE,
	.device_driver		= &tally_driver,
	.supported_type_groups	= tally_type_groups,
};

static int __init tally_init(void)
{
	int ret;

	tally_class = class_create(THIS_MODULE, TALLY_NAME);
	if (IS_ERR(tally_class))
		return PTR_ERR(tally_class);

	tally_root = device_create(tally_class, NULL, MKDEV(0, 0), NULL,
				   TALLY_NAME);
	if (IS_ERR(tally_root)) {
		ret = PTR_ERR(tally_root);
		goto err_class;
	}

	ret = mdev_register_driver(&tally_driver);
	if (ret)
		goto err_device;

	ret = mdev_register_device(tally_root, &tally_ops);
	if (ret)
		goto err_mdev_driver;

	return 0;

err_mdev_driver:
	mdev_unregister_driver(&tally_driver);
err_device:
	device_unregister(tally_root);
err_class:
	class_destroy(tally_class);
	return ret;
}

static void __exit tally_exit(void)
{
	mdev_unregister_device(tally_root);
	mdev_unregister_driver(&tally_driver);
	device_unregister(tally_root);
	class_destroy(tally_class);
}

module_init(tally_init);
module_exit(tally_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated event counters");
