// SPDX-License-Identifier: GPL-2.0
/*
 * hourglass - mediated sand timers
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/ktime.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define HOURGLASS_SAND_MS	180000

struct hourglass {
	ktime_t turned;
	unsigned int turns;
};

static struct platform_device *hourglass_shelf;

static int hourglass_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 hourglass_create */
{
	struct hourglass *glass;

	glass = kzalloc(sizeof(*glass), GFP_KERNEL);
	if (!glass)
		return -ENOMEM;

	glass->turned = ktime_get();
	mdev_set_drvdata(mdev, glass);
/*~ M-26 mdev_set_drvdata */
	dev_info(mdev_dev(mdev), "blown\n");
	return 0;
}

static int hourglass_remove(struct mdev_device *mdev)
{
	struct hourglass *glass = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	struct device *dev = mdev_dev(mdev);
	unsigned int turns = glass->turns;

	kfree(glass);
	dev_info(dev, "broken after %u turns\n", turns);
	pr_debug("hourglass: sweep up %s\n", dev_name(mdev_dev(mdev)));
	return 0;
}

static int hourglass_open(struct mdev_device *mdev)
{
	dev_dbg(mdev_dev(mdev), "in use\n");
	return 0;
}

static void hourglass_release(struct mdev_device *mdev)
{
	dev_dbg(mdev_dev(mdev), "back on %s\n",
		dev_name(mdev_parent_dev(mdev)));
}

static ssize_t hourglass_read(struct mdev_device *mdev, char __user *buf,
			      size_t count, loff_t *ppos)
{
	struct hourglass *glass = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	s64 left = HOURGLASS_SAND_MS -
		   ktime_to_ms(ktime_sub(ktime_get(), glass->turned));

	if (count != sizeof(left))
		return -EINVAL;
	if (left < 0)
		left = 0;
	return copy_to_user(buf, &left, sizeof(left)) ? -EFAULT : count;
}

static long hourglass_ioctl(struct mdev_device *mdev, unsigned int cmd,
			    unsigned long arg)
{
	struct hourglass *glass = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	struct device *dev = mdev_dev(mdev);

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		glass->turned = ktime_get();
		glass->turns++;
		dev_dbg(dev, "turned\n");
		return 0;
	default:
		return -ENOTTY;
	}
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%s, %d s\n", dev_name(dev),
		       HOURGLASS_SAND_MS / 1000);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *hourglass_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group hourglass_group = {
	.name = "egg",
	.attrs = hourglass_attrs,
};

static struct attribute_group *hourglass_groups[] = {
	&hourglass_group,
	NULL,
};

static const struct mdev_parent_ops hourglass_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups	= hourglass_groups,
/*~ M-14 supported_type_groups */
	.create			= hourglass_create,
/*~ M-02 create */
	.remove			= hourglass_remove,
/*~ M-05 remove */
	.open			= hourglass_open,
/*~ M-10 open */
	.release		= hourglass_release,
/*~ M-10 release */
	.read			= hourglass_read,
/*~ M-10 read */
	.ioctl			= hourglass_ioctl,
/*~ M-10 ioctl */
};

static int __init hourglass_init(void)
{
	int ret;

	hourglass_shelf = platform_device_register_simple("hourglass", -1,
							  NULL, 0);
	if (IS_ERR(hourglass_shelf))
		return PTR_ERR(hourglass_shelf);

	ret = mdev_register_device(&hourglass_shelf->dev, &hourglass_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		platform_device_unregister(hourglass_shelf);
	return ret;
}

static void __exit hourglass_exit(void)
{
	mdev_unregister_device(&hourglass_shelf->dev);
/*~ M-19 mdev_unregister_device */
	platform_device_unregister(hourglass_shelf);
}

module_init(hourglass_init);
module_exit(hourglass_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated sand timers");
