// SPDX-License-Identifier: GPL-2.0
/*
 * triptych - mediated altar pieces
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>

#include "triptych.h"

static struct device *triptych_altar;

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%d panels\n", TRIPTYCH_PANELS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *triptych_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group triptych_group = {
	.name = "oak",
	.attrs = triptych_attrs,
};

static struct attribute_group *triptych_groups[] = { &triptych_group, NULL };

static const struct mdev_parent_ops triptych_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = triptych_groups,
/*~ M-14 supported_type_groups */
	.create = triptych_create,
/*~ B-01 triptych_create */
/*~ M-02 create */
	.remove = triptych_remove,
/*~ M-05 remove */
	.open = triptych_open,
/*~ M-10 open */
	.release = triptych_release,
/*~ M-10 release */
	.read = triptych_read,
/*~ M-10 read */
};

static int __init triptych_init(void)
{
	int ret;

	triptych_altar = root_device_register("triptych");
	if (IS_ERR(triptych_altar))
		return PTR_ERR(triptych_altar);

	ret = mdev_register_device(triptych_altar, &triptych_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(triptych_altar);
	return ret;
}

static void __exit triptych_exit(void)
{
	mdev_unregister_device(triptych_altar);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(triptych_altar);
}

module_init(triptych_init);
module_exit(triptych_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated altar pieces");
