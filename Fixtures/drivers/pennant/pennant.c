// SPDX-License-Identifier: GPL-2.0
/*
 * pennant - mediated signal flags
 *
 * A mast is bare until somebody hoists a flag through sysfs.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct pennant_flag {
	u32 colours;
	bool dipped;
};

static struct device *pennant_mast;

static int pennant_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 pennant_create */
{
	mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int pennant_remove(struct mdev_device *mdev)
{
	mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int pennant_open(struct mdev_device *mdev)
{
	return mdev_get_drvdata(mdev) ? 0 : -ENXIO;
/*~ M-26 mdev_get_drvdata */
}

static void pennant_release(struct mdev_device *mdev)
{
}

static ssize_t pennant_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct pennant_flag *flag = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(flag->colours))
		return -EINVAL;
	return copy_to_user(buf, &flag->colours, count) ? -EFAULT : count;
}

static long pennant_ioctl(struct mdev_device *mdev, unsigned int cmd,
			  unsigned long arg)
{
	struct pennant_flag *flag = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	flag->dipped = false;
	return 0;
}

static ssize_t hoist_store(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t count)
{
	struct mdev_device *mdev = mdev_from_dev(dev);
	struct pennant_flag *flag = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 colours;
	int ret;

	ret = kstrtou32(buf, 0, &colours);
	if (ret)
		return ret;

	if (!flag) {
		flag = devm_kzalloc(dev, sizeof(*flag), GFP_KERNEL);
		if (!flag)
			return -ENOMEM;
		mdev_set_drvdata(mdev, flag);
/*~ M-26 mdev_set_drvdata */
	}

	flag->colours = colours;
	return count;
}
static DEVICE_ATTR_WO(hoist);

static struct attribute *pennant_attrs[] = {
	&dev_attr_hoist.attr,
	NULL,
};
ATTRIBUTE_GROUPS(pennant);

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "mast\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *pennant_type_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group pennant_type_group = {
	.name = "mast",
	.attrs = pennant_type_attrs,
};

static struct attribute_group *pennant_type_groups[] = {
	&pennant_type_group,
	NULL,
};

static const struct mdev_parent_ops pennant_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.mdev_attr_groups	= pennant_groups,
/*~ M-12 mdev_attr_groups */
	.supported_type_groups	= pennant_type_groups,
/*~ M-14 supported_type_groups */
	.create			= pennant_create,
/*~ M-02 create */
	.remove			= pennant_remove,
/*~ M-05 remove */
	.open			= pennant_open,
/*~ M-10 open */
	.release		= pennant_release,
/*~ M-10 release */
	.read			= pennant_read,
/*~ M-10 read */
	.ioctl			= pennant_ioctl,
/*~ M-10 ioctl */
};

static int __init pennant_init(void)
{
	int ret;

	pennant_mast = root_device_register("pennant");
	if (IS_ERR(pennant_mast))
		return PTR_ERR(pennant_mast);

	ret = mdev_register_device(pennant_mast, &pennant_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(pennant_mast);
	return ret;
}

static void __exit pennant_exit(void)
{
	mdev_unregister_device(pennant_mast);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(pennant_mast);
}

module_init(pennant_init);
module_exit(pennant_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated signal flags");
