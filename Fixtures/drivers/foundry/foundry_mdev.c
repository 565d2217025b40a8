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

static int foundry_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 foundry_create */
{
	struct foundry_ingot *ingot;

	ingot = works->pour(25);
	if (IS_ERR_OR_NULL(ingot))
		return ingot ? PTR_ERR(ingot) : -EFAULT;

	ingot->mdev = mdev;
	mdev_set_drvdata(mdev, ingot);
/*~ M-26 mdev_set_drvdata */
	dev_dbg(mdev_dev(mdev), "poured\n");
	return 0;
}

static int foundry_remove(struct mdev_device *mdev)
{
	struct foundry_ingot *ingot = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

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
	struct foundry_ingot *ingot = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

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

	ret = works->stamp(mdev_get_drvdata(mdev), mark);
/*~ M-26 mdev_get_drvdata */
	return ret ? ret : count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
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

static const struct mdev_parent_ops foundry_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = foundry_groups,
/*~ M-14 supported_type_groups */
	.create = foundry_create,
/*~ M-02 create */
	.remove = foundry_remove,
/*~ M-05 remove */
	.open = foundry_open,
/*~ M-10 open */
	.release = foundry_release,
/*~ M-10 release */
	.read = foundry_read,
/*~ M-10 read */
	.write = foundry_write,
/*~ M-10 write */
};

static int __init foundry_init(void)
{
	int ret;

	foundry_hall = root_device_register("foundry");
	if (IS_ERR(foundry_hall))
		return PTR_ERR(foundry_hall);

	ret = mdev_register_device(foundry_hall, &foundry_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(foundry_hall);
	return ret;
}

static void __exit foundry_exit(void)
{
	mdev_unregister_device(foundry_hall);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(foundry_hall);
}

module_init(foundry_init);
module_exit(foundry_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated ingots");
