// SPDX-License-Identifier: GPL-2.0
/*
 * gauge - mediated uptime gauges
 *
 * Tells the seconds since the instance was made.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/platform_device.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct gauge_dial {
	unsigned long born;
	struct device *dev;
};

static struct platform_device *gauge_panel;

static int gauge_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 gauge_create */
{
	struct gauge_dial *dial = kzalloc(sizeof(*dial), GFP_KERNEL);

	if (!dial)
		return -ENOMEM;

	dial->born = jiffies;
	dial->dev = mdev_dev(mdev);
	mdev_set_drvdata(mdev, dial);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int gauge_remove(struct mdev_device *mdev)
{
	struct gauge_dial *dial = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(dial);
	return 0;
}

static int gauge_open(struct mdev_device *mdev)
{
	struct gauge_dial *dial = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	dev_dbg(dial->dev, "looked at\n");
	return 0;
}

static ssize_t gauge_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct gauge_dial *dial = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 seconds = jiffies_to_msecs(jiffies - dial->born) / 1000;

	if (count < sizeof(seconds))
		return -EINVAL;
	if (copy_to_user(buf, &seconds, sizeof(seconds)))
		return -EFAULT;
	return sizeof(seconds);
}

static long gauge_ioctl(struct mdev_device *mdev, unsigned int cmd,
			unsigned long arg)
{
	struct gauge_dial *dial = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (cmd == VFIO_DEVICE_RESET) {
		dial->born = jiffies;
		return 0;
	}

	return -ENOTTY;
}

static ssize_t description_show(struct kobject *kobj, struct device *dev,
/*~ B-03 description_show */
				char *buf)
{
	return sprintf(buf, "seconds, on %s\n", dev_name(dev));
}
static MDEV_TYPE_ATTR_RO(description);

static struct attribute *gauge_attrs[] = {
	&mdev_type_attr_description.attr,
	NULL,
};

static struct attribute_group gauge_group = {
	.name = "seconds",
	.attrs = gauge_attrs,
};

static struct attribute_group *gauge_groups[] = { &gauge_group, NULL, };

static const struct mdev_parent_ops gauge_parent_ops = {
/*~ M-16 mdev_parent_ops */
	.supported_type_groups = gauge_groups,
/*~ M-14 supported_type_groups */
	.create	= gauge_create,
/*~ M-02 create */
	.remove	= gauge_remove,
/*~ M-05 remove */
	.open	= gauge_open,
/*~ M-10 open */
	.read	= gauge_read,
/*~ M-10 read */
	.ioctl	= gauge_ioctl
/*~ M-10 ioctl */
};

static int __init gauge_init(void)
{
	int ret;

	gauge_panel = platform_device_alloc("gauge-panel", PLATFORM_DEVID_NONE);
	if (!gauge_panel)
		return -ENOMEM;

	ret = platform_device_add(gauge_panel);
	if (ret) {
		platform_device_put(gauge_panel);
		return ret;
	}

	ret = mdev_register_device(&gauge_panel->dev, &gauge_parent_ops);
/*~ M-17 mdev_register_device */
	if (ret < 0)
		goto err_panel;

	return 0;

err_panel:
	platform_device_unregister(gauge_panel);
	return ret;
}

static void __exit gauge_exit(void)
{
	mdev_unregister_device(&gauge_panel->dev);
/*~ M-19 mdev_unregister_device */
	platform_device_unregister(gauge_panel);
}

module_init(gauge_init);
module_exit(gauge_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated uptime gauges");
