// SPDX-License-Identifier: GPL-2.0
/*
 * brook - mediated mills at a brook, which is a platform device and says how
 * many mills it drives
 */
#include <linux/device.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mdev.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>

struct brook {
	atomic_t mills;
};

struct mill {
	struct brook *brook;
	u32 turns;
};

static struct platform_device *brook_device;

static int mill_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 mill_create */
{
	struct brook *brook = dev_get_drvdata(mdev_parent_dev(mdev));
	struct mill *mill;

	mill = kzalloc(sizeof(*mill), GFP_KERNEL);
	if (!mill)
		return -ENOMEM;
	mill->brook = brook;
	atomic_inc(&brook->mills);
	mdev_set_drvdata(mdev, mill);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int mill_remove(struct mdev_device *mdev)
{
	struct mill *mill = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	atomic_dec(&mill->brook->mills);
	kfree(mill);
	return 0;
}

static int mill_open(struct mdev_device *mdev)
{
	struct mill *mill = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mill->turns = 7;
	return 0;
}

static ssize_t mill_read(struct mdev_device *mdev, char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct mill *mill = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(mill->turns))
		return -EINVAL;
	if (copy_to_user(buf, &mill->turns, sizeof(mill->turns)))
		return -EFAULT;
	return count;
}

static ssize_t available_instances_show(struct kobject *kobj,
/*~ B-03 available_instances_show */
					struct device *dev, char *buf)
{
	struct brook *brook = dev_get_drvdata(dev);

	return sprintf(buf, "%d\n", 9 - atomic_read(&brook->mills));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *mill_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group mill_type_group = {
	.name = "mill",
	.attrs = mill_type_attrs,
};

static struct attribute_group *mill_type_groups[] = {
	&mill_type_group,
	NULL,
};

static ssize_t mills_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct brook *brook = dev_get_drvdata(dev);

	return sprintf(buf, "%d\n", atomic_read(&brook->mills));
}
static DEVICE_ATTR_RO(mills);

static struct attribute *brook_attrs[] = {
	&dev_attr_mills.attr,
	NULL,
};
ATTRIBUTE_GROUPS(brook);

static const struct mdev_parent_ops brook_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.dev_attr_groups	= brook_groups,
/*~ M-13 dev_attr_groups */
	.supported_type_groups	= mill_type_groups,
/*~ M-14 supported_type_groups */
	.create			= mill_create,
/*~ M-02 create */
	.remove			= mill_remove,
/*~ M-05 remove */
	.open			= mill_open,
/*~ M-10 open */
	.read			= mill_read,
/*~ M-10 read */
};

static int brook_probe(struct platform_device *pdev)
{
	struct brook *brook;

	brook = devm_kzalloc(&pdev->dev, sizeof(*brook), GFP_KERNEL);
	if (!brook)
		return -ENOMEM;
	platform_set_drvdata(pdev, brook);
	return mdev_register_device(&pdev->dev, &brook_ops);
/*~ M-17 mdev_register_device */
}

static int brook_remove(struct platform_device *pdev)
{
	mdev_unregister_device(&pdev->dev);
/*~ M-19 mdev_unregister_device */
	return 0;
}

static struct platform_driver brook_platform_driver = {
	.probe = brook_probe,
	.remove = brook_remove,
	.driver = {
		.name = "brook",
	},
};

static int __init brook_init(void)
{
	int ret;

	ret = platform_driver_register(&brook_platform_driver);
	if (ret)
		return ret;
	brook_device = platform_device_register_simple("brook", -1, NULL, 0);
	if (IS_ERR(brook_device)) {
		platform_driver_unregister(&brook_platform_driver);
		return PTR_ERR(brook_device);
	}
	return 0;
}

static void __exit brook_exit(void)
{
	platform_device_unregister(brook_device);
	platform_driver_unregister(&brook_platform_driver);
}

module_init(brook_init);
module_exit(brook_exit);
MODULE_LICENSE("GPL");
