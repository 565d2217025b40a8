// SPDX-License-Identifier: GPL-2.0
/*
 * trellis - mediated climbing plants
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct trellis_plant {
	u32 height;
};

static struct device *trellis_wall;

static int trellis_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 trellis_create */
{
	struct trellis_plant *plant;

	plant = devm_kzalloc(mdev_dev(mdev), sizeof(*plant), GFP_KERNEL);
	if (!plant)
		return -ENOMEM;

	mdev_set_drvdata(mdev, plant);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int trellis_remove(struct mdev_device *mdev)
{
	/* The plant goes with the device. */
	mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int trellis_open(struct mdev_device *mdev)
{
	return 0;
}

static void trellis_release(struct mdev_device *mdev)
{
}

static ssize_t trellis_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct trellis_plant *plant = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(plant->height))
		return -EINVAL;

	plant->height++;
	return copy_to_user(buf, &plant->height, count) ? -EFAULT : count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "ivy\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *trellis_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group trellis_group = {
	.name = "ivy",
	.attrs = trellis_attrs,
};

static struct attribute_group *trellis_groups[] = { &trellis_group, NULL };

static const struct mdev_parent_ops trellis_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = trellis_groups,
/*~ M-14 supported_type_groups */
	.create = trellis_create,
/*~ M-02 create */
	.remove = trellis_remove,
/*~ M-05 remove */
	.open = trellis_open,
/*~ M-10 open */
	.release = trellis_release,
/*~ M-10 release */
	.read = trellis_read,
/*~ M-10 read */
};

static int __init trellis_init(void)
{
	int ret;

	trellis_wall = root_device_register("trellis");
	if (IS_ERR(trellis_wall))
		return PTR_ERR(trellis_wall);

	ret = mdev_register_device(trellis_wall, &trellis_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(trellis_wall);
	return ret;
}

static void __exit trellis_exit(void)
{
	mdev_unregister_device(trellis_wall);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(trellis_wall);
}

module_init(trellis_init);
module_exit(trellis_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated climbing plants");
