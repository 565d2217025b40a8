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
	struct orchard_tree *tree = dev_get_drvdata(&mdev->dev);

	return tree ? tree->apples : 0;
}
EXPORT_SYMBOL_GPL(orchard_count);

static const struct vfio_device_ops orchard_dev_ops;
static void orchard_release_state(struct orchard_tree *tree);

static int orchard_mdev_probe(struct mdev_device *mdev)
{
	struct orchard_tree *tree;
	int ret;

	tree = kzalloc(sizeof(*tree), GFP_KERNEL);
	if (!tree)
		return -ENOMEM;

	vfio_init_group_dev(&tree->vdev, &mdev->dev, &orchard_dev_ops);

	tree->mdev = mdev;
	dev_set_drvdata(&mdev->dev, tree);

	ret = vfio_register_group_dev(&tree->vdev);
	if (ret) {
		orchard_release_state(tree);
		return ret;
	}

	return 0;
}

static void orchard_release_state(struct orchard_tree *tree)
{
	kfree(tree);
}

static void orchard_remove(struct mdev_device *mdev)
{
	struct orchard_tree *tree = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&tree->vdev);
	orchard_release_state(tree);
}

static int orchard_open(struct vfio_device *vdev)
{
	return 0;
}

static void orchard_release(struct vfio_device *vdev)
{
}

static ssize_t orchard_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct mdev_device *mdev = to_mdev_device(vdev->dev);
	u32 apples = orchard_count(mdev);

	if (count != sizeof(apples))
		return -EINVAL;
	return copy_to_user(buf, &apples, count) ? -EFAULT : count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops orchard_dev_ops = {
	.name = "vfio-orchard",
	.open = orchard_open,
	.release = orchard_release,
	.read = orchard_read,
};

struct mdev_driver orchard_driver = {
	.driver = {
		.name = "orchard",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = orchard_mdev_probe,
	.remove = orchard_remove,
	.supported_type_groups = orchard_groups,
};

int orchard_plant(struct device *dev)
{
	return mdev_register_device(dev, &orchard_driver);
}

void orchard_fell(struct device *dev)
{
	mdev_unregister_device(dev);
}
