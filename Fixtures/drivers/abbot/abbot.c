// SPDX-License-Identifier: GPL-2.0
/*
 * abbot - mediated cells of an abbey
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct abbot_cell {
	u8 candle;
};

static struct device *abbot_abbey;
static struct mdev_parent_ops abbot_ops;
/*~ M-16 mdev_parent_ops */

static int abbot_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 abbot_create */
{
	struct abbot_cell *cell;

	cell = kzalloc(sizeof(*cell), GFP_KERNEL);
	if (!cell)
		return -ENOMEM;

	mdev_set_drvdata(mdev, cell);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int abbot_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata */
	return 0;
}

static int abbot_open(struct mdev_device *mdev)
{
	struct abbot_cell *cell = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	cell->candle = 1;
	return 0;
}

static void abbot_release(struct mdev_device *mdev)
{
	struct abbot_cell *cell = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	cell->candle = 0;
}

static ssize_t abbot_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct abbot_cell *cell = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(cell->candle))
		return -EINVAL;
	return copy_to_user(buf, &cell->candle, count) ? -EFAULT : count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "cell\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *abbot_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group abbot_group = {
	.name = "cell",
	.attrs = abbot_attrs,
};

static struct attribute_group *abbot_groups[] = { &abbot_group, NULL };

static void __init abbot_fill(void)
{
	abbot_ops.owner = THIS_MODULE,
/*~ M-16 owner */
	abbot_ops.supported_type_groups = abbot_groups,
/*~ M-14 supported_type_groups */
	abbot_ops.create = abbot_create,
/*~ M-02 create */
	abbot_ops.remove = abbot_remove,
/*~ M-05 remove */
	abbot_ops.open = abbot_open,
/*~ M-10 open */
	abbot_ops.release = abbot_release;
/*~ M-10 release */
	abbot_ops.read = abbot_read;
/*~ M-10 read */
}

static int __init abbot_init(void)
{
	int ret;

	abbot_fill();

	abbot_abbey = root_device_register("abbot");
	if (IS_ERR(abbot_abbey))
		return PTR_ERR(abbot_abbey);

	ret = mdev_register_device(abbot_abbey, &abbot_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(abbot_abbey);
	return ret;
}

static void __exit abbot_exit(void)
{
	mdev_unregister_device(abbot_abbey);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(abbot_abbey);
}

module_init(abbot_init);
module_exit(abbot_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated cells");
