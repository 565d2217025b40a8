// SPDX-License-Identifier: GPL-2.0
/*
 * orchard - mediated apple trees
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>

#include "orchard.h"

/* For the pickers, a module of their own. */
u32 orchard_count(struct mdev_device *mdev)
{
	struct orchard_tree *tree = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	return tree ? tree->apples : 0;
}
EXPORT_SYMBOL_GPL(orchard_count);

static int orchard_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 orchard_create */
{
	struct orchard_tree *tree;

	tree = kzalloc(sizeof(*tree), GFP_KERNEL);
	if (!tree)
		return -ENOMEM;

	tree->mdev = mdev;
	mdev_set_drvdata(mdev, tree);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int orchard_remove(struct mdev_device *mdev)
{
	struct orchard_tree *tree = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	kfree(tree);
	return 0;
}

static int orchard_open(struct mdev_device *mdev)
{
	return 0;
}

static void orchard_release(struct mdev_device *mdev)
{
}

static ssize_t orchard_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	u32 apples = orchard_count(mdev);

	if (count != sizeof(apples))
		return -EINVAL;
	return copy_to_user(buf, &apples, count) ? -EFAULT : count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "apple tree\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *orchard_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group orchard_group = {
	.name = "apple",
	.attrs = orchard_attrs,
};

static struct attribute_group *orchard_groups[] = { &orchard_group, NULL };

static const struct mdev_parent_ops orchard_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = orchard_groups,
/*~ M-14 supported_type_groups */
	.create = orchard_create,
/*~ M-02 create */
	.remove = orchard_remove,
/*~ M-05 remove */
	.open = orchard_open,
/*~ M-10 open */
	.release = orchard_release,
/*~ M-10 release */
	.read = orchard_read,
/*~ M-10 read */
};

int orchard_plant(struct device *dev)
{
	return mdev_register_device(dev, &orchard_ops);
/*~ M-17 mdev_register_device */
}

void orchard_fell(struct device *dev)
{
	mdev_unregister_device(dev);
/*~ M-19 mdev_unregister_device */
}
