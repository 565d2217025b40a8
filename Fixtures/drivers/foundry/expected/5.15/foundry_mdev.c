// SPDX-License-Identifier: GPL-2.0
/*
 * foundry - mediated ingots
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#include "foundry.h"

static const struct foundry_works *works = &foundry_iron_works;
static struct device *foundry_hall;

static int foundry_create(struct mdev_device *mdev)
{
	struct foundry_ingot *ingot;

	ingot = works->pour(25);
	if (IS_ERR_OR_NULL(ingot))
		return ingot ? PTR_ERR(ingot) : -EFAULT;

	ingot->mdev = mdev;
	dev_set_drvdata(&mdev->dev, ingot);
	dev_dbg(mdev_dev(mdev), "poured\n");
	return 0;
}

static int foundry_remove(struct mdev_device *mdev)
{
	struct foundry_ingot *ingot = dev_get_drvdata(&mdev->dev);

	works->melt(ingot);
	return 0;
}

static int foundry_open(struct mdev_device *mdev)
{
	return 0;
}

static void foundry_release(struct mdev_device *mdev)
{
}

static ssize_t foundry_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct foundry_ingot *ingot = dev_get_drvdata(&mdev->dev);

	if (count != sizeof(ingot->stamp))
		return -EINVAL;
	return copy_to_user(buf, &ingot->stamp, count) ? -EFAULT : count;
}

static ssize_t foundry_write(struct mdev_device *mdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	u32 mark;
	int ret;

	if (count != sizeof(mark))
		return -EINVAL;
	if (copy_from_user(&mark, buf, sizeof(mark)))
		return -EFAULT;

	ret = works->stamp(dev_get_drvdata(&mdev->dev), mark);
	return ret ? ret : count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "iron ingot\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *foundry_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group foundry_group = {
	.name = "ingot",
	.attrs = foundry_attrs,
};

static struct attribute_group *foundry_groups[] = { &foundry_group, NULL };

/* An mdev as vfio sees it. */
struct foundry_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void foundry_mdev_release(struct device *dev, void *res)
{
	struct foundry_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *foundry_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct foundry_mdev, vdev)->mdev;
}

static int foundry_vfio_open_device(struct vfio_device *vdev)
{
	return foundry_open(foundry_to_mdev(vdev));
}

static void foundry_vfio_close_device(struct vfio_device *vdev)
{
	foundry_release(foundry_to_mdev(vdev));
}

static ssize_t foundry_vfio_read(struct vfio_device *vdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	return foundry_read(foundry_to_mdev(vdev), buf, count, ppos);
}

static ssize_t foundry_vfio_write(struct vfio_device *vdev,
				  const char __user *buf, size_t count,
				  loff_t *ppos)
{
	return foundry_write(foundry_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops foundry_dev_ops = {
	.name = "vfio-foundry",
	.open_device = foundry_vfio_open_device,
	.close_device = foundry_vfio_close_device,
	.read = foundry_vfio_read,
	.write = foundry_vfio_write,
};

static int foundry_mdev_probe(struct mdev_device *mdev)
{
	struct foundry_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(foundry_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &foundry_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = foundry_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		foundry_remove(mdev);

	return ret;
}

static void foundry_mdev_remove(struct mdev_device *mdev)
{
	struct foundry_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, foundry_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	foundry_remove(mdev);
}

static struct mdev_driver foundry_driver = {
	.driver = {
		.name = "foundry",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = foundry_mdev_probe,
	.remove = foundry_mdev_remove,
};

static const struct mdev_parent_ops foundry_ops = {
	.owner = THIS_MODULE,
	.device_driver = &foundry_driver,
	.supported_type_groups = foundry_groups,
};

static int __init foundry_init(void)
{
	int ret;

	foundry_hall = root_device_register("foundry");
	if (IS_ERR(foundry_hall))
		return PTR_ERR(foundry_hall);

	ret = mdev_register_driver(&foundry_driver);
	if (ret) {
		root_device_unregister(foundry_hall);
		return ret;
	}

	ret = mdev_register_device(foundry_hall, &foundry_ops);
	if (ret) {
		mdev_unregister_driver(&foundry_driver);
		root_device_unregister(foundry_hall);
	}
	return ret;
}

static void __exit foundry_exit(void)
{
	mdev_unregister_device(foundry_hall);
	mdev_unregister_driver(&foundry_driver);
	root_device_unregister(foundry_hall);
}

module_init(foundry_init);
module_exit(foundry_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated ingots");
