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
	struct vfio_device vdev;
	struct brook *brook;
	u32 turns;
};

static struct platform_device *brook_device;

static const struct vfio_device_ops mill_dev_ops;
static void mill_release_state(struct mill *mill);

static int mill_probe(struct mdev_device *mdev)
{
	struct brook *brook = dev_get_drvdata(mdev_parent_dev(mdev));
	struct mill *mill;
	int ret;

	mill = kzalloc(sizeof(*mill), GFP_KERNEL);
	if (!mill)
		return -ENOMEM;

	vfio_init_group_dev(&mill->vdev, &mdev->dev, &mill_dev_ops);

	mill->brook = brook;
	atomic_inc(&brook->mills);
	dev_set_drvdata(&mdev->dev, mill);

	ret = vfio_register_group_dev(&mill->vdev);
	if (ret) {
		mill_release_state(mill);
		return ret;
	}

	return 0;
}

static void mill_release_state(struct mill *mill)
{
	atomic_dec(&mill->brook->mills);
	kfree(mill);
}

static void mill_remove(struct mdev_device *mdev)
{
	struct mill *mill = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&mill->vdev);
	mill_release_state(mill);
}

static int mill_open(struct vfio_device *vdev)
{
	struct mill *mill = container_of(vdev, struct mill, vdev);

	mill->turns = 7;
	return 0;
}

static ssize_t mill_read(struct vfio_device *vdev, char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct mill *mill = container_of(vdev, struct mill, vdev);

	if (count != sizeof(mill->turns))
		return -EINVAL;
	if (copy_to_user(buf, &mill->turns, sizeof(mill->turns)))
		return -EFAULT;
	return count;
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	struct brook *brook = dev_get_drvdata(mtype_get_parent_dev(mtype));

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

static void mill_release(struct vfio_device *vdev)
{
}

static const struct vfio_device_ops mill_dev_ops = {
	.name			= "vfio-brook",
	.release		= mill_release,
	.open			= mill_open,
	.read			= mill_read,
};

static struct mdev_driver mill_driver = {
	.driver = {
		.name = "brook",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = mill_probe,
	.remove = mill_remove,
	.supported_type_groups = mill_type_groups,
};

static int brook_probe(struct platform_device *pdev)
{
	struct brook *brook;

	brook = devm_kzalloc(&pdev->dev, sizeof(*brook), GFP_KERNEL);
	if (!brook)
		return -ENOMEM;
	platform_set_drvdata(pdev, brook);
	return devm_device_add_groups(&pdev->dev, brook_groups) ?:
		mdev_register_device(&pdev->dev, &mill_driver);
}

static int brook_remove(struct platform_device *pdev)
{
	mdev_unregister_device(&pdev->dev);
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

	ret = mdev_register_driver(&mill_driver);
	if (ret)
		return ret;

	ret = platform_driver_register(&brook_platform_driver);
	if (ret) {
		mdev_unregister_driver(&mill_driver);
		return ret;
	}
	brook_device = platform_device_register_simple("brook", -1, NULL, 0);
	if (IS_ERR(brook_device)) {
		platform_driver_unregister(&brook_platform_driver);
		mdev_unregister_driver(&mill_driver);
		return PTR_ERR(brook_device);
	}
	return 0;
}

static void __exit brook_exit(void)
{
	platform_device_unregister(brook_device);
	platform_driver_unregister(&brook_platform_driver);
	mdev_unregister_driver(&mill_driver);
}

module_init(brook_init);
module_exit(brook_exit);
MODULE_LICENSE("GPL");
