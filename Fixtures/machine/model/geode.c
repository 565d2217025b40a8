// SPDX-License-Identifier: GPL-2.0
/*
 * geode - mediated devices that nobody can open: there is no .open, and kernels
 * up to 5.13 answer -EINVAL then
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/mdev.h>

struct geode {
	u32 crystals;
};

static struct device *geode_rock;

static int geode_create(struct kobject *kobj, struct mdev_device *mdev)
{
	struct geode *geode;

	geode = kzalloc(sizeof(*geode), GFP_KERNEL);
	if (!geode)
		return -ENOMEM;
	geode->crystals = 6;
	mdev_set_drvdata(mdev, geode);
	return 0;
}

static int geode_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
	return 0;
}

static ssize_t geode_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct geode *geode = mdev_get_drvdata(mdev);

	if (count != sizeof(geode->crystals))
		return -EINVAL;
	if (copy_to_user(buf, &geode->crystals, sizeof(geode->crystals)))
		return -EFAULT;
	return count;
}

static ssize_t available_instances_show(struct kobject *kobj,
					struct device *dev, char *buf)
{
	return sprintf(buf, "5\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *geode_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group geode_type_group = {
	.name = "1",
	.attrs = geode_type_attrs,
};

static struct attribute_group *geode_type_groups[] = {
	&geode_type_group,
	NULL,
};

static const struct mdev_parent_ops geode_ops = {
	.owner			= THIS_MODULE,
	.supported_type_groups	= geode_type_groups,
	.create			= geode_create,
	.remove			= geode_remove,
	.read			= geode_read,
};

static int __init geode_init(void)
{
	int ret;

	geode_rock = root_device_register("geode");
	if (IS_ERR(geode_rock))
		return PTR_ERR(geode_rock);
	ret = mdev_register_device(geode_rock, &geode_ops);
	if (ret)
		root_device_unregister(geode_rock);
	return ret;
}

static void __exit geode_exit(void)
{
	mdev_unregister_device(geode_rock);
	root_device_unregister(geode_rock);
}

module_init(geode_init);
module_exit(geode_exit);
MODULE_LICENSE("GPL");
