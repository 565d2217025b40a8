// SPDX-License-Identifier: GPL-2.0
/*
 * satchel - mediated bags, for whoever has something to carry
 *
 * Other modules hang satchels on their devices.
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define SATCHEL_SIZE	32

struct satchel_bag {
	struct mdev_device *mdev;
	char things[SATCHEL_SIZE];
};

static int satchel_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 satchel_create */
{
	struct satchel_bag *bag;

	bag = kzalloc(sizeof(*bag), GFP_KERNEL);
	if (!bag)
		return -ENOMEM;

	bag->mdev = mdev;
	mdev_set_drvdata(mdev, bag);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int satchel_remove(struct mdev_device *mdev)
{
	struct satchel_bag *bag = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(bag);
	return 0;
}

static int satchel_open(struct mdev_device *mdev)
{
	return 0;
}

static void satchel_release(struct mdev_device *mdev)
{
}

static ssize_t satchel_write(struct mdev_device *mdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct satchel_bag *bag = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	return simple_write_to_buffer(bag->things, sizeof(bag->things), ppos,
				      buf, count);
}

static void satchel_request(struct mdev_device *mdev, unsigned int count)
{
	dev_info(mdev_dev(mdev), "bag is wanted back (%u)\n", count);
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "leather bag\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *satchel_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group satchel_group = {
	.name = "bag",
	.attrs = satchel_attrs,
};

static struct attribute_group *satchel_groups[] = { &satchel_group, NULL };

static const struct mdev_parent_ops satchel_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = satchel_groups,
/*~ M-14 supported_type_groups */
	.create = satchel_create,
/*~ M-02 create */
	.remove = satchel_remove,
/*~ M-05 remove */
	.open = satchel_open,
/*~ M-10 open */
	.release = satchel_release,
/*~ M-10 release */
	.write = satchel_write,
/*~ M-10 write */
	.request = satchel_request,
/*~ M-10 request */
};

int satchel_hang(struct device *dev)
{
	int ret;

	ret = mdev_register_device(dev, &satchel_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		dev_err(dev, "no room for a satchel: %d\n", ret);
	return ret;
}
EXPORT_SYMBOL_GPL(satchel_hang);

void satchel_take(struct device *dev)
{
	mdev_unregister_device(dev);
/*~ M-19 mdev_unregister_device */
}
EXPORT_SYMBOL_GPL(satchel_take);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated bags");
