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
	struct vfio_device vdev;
	ktime_t turned;
	unsigned int turns;
};

static struct platform_device *hourglass_shelf;

static const struct vfio_device_ops hourglass_dev_ops;
static void hourglass_release_state(struct mdev_device *mdev);

static int hourglass_probe(struct mdev_device *mdev)
{
	struct hourglass *glass;
	int ret;

	glass = kzalloc(sizeof(*glass), GFP_KERNEL);
	if (!glass)
		return -ENOMEM;

	vfio_init_group_dev(&glass->vdev, &mdev->dev, &hourglass_dev_ops);

	glass->turned = ktime_get();
	dev_set_drvdata(&mdev->dev, glass);
	dev_info(mdev_dev(mdev), "blown\n");

	ret = vfio_register_group_dev(&glass->vdev);
	if (ret) {
		hourglass_release_state(mdev);
		return ret;
	}

	return 0;
}

static void hourglass_release_state(struct mdev_device *mdev)
{
	struct hourglass *glass = dev_get_drvdata(&mdev->dev);
	struct device *dev = mdev_dev(mdev);
	unsigned int turns = glass->turns;

	vfio_uninit_group_dev(&glass->vdev);
	kfree(glass);
	dev_info(dev, "broken after %u turns\n", turns);
	pr_debug("hourglass: sweep up %s\n", dev_name(mdev_dev(mdev)));
}

static void hourglass_remove(struct mdev_device *mdev)
{
	struct hourglass *glass = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&glass->vdev);
	hourglass_release_state(mdev);
}

static int hourglass_open(struct vfio_device *vdev)
{
	dev_dbg(vdev->dev, "in use\n");
	return 0;
}

static void hourglass_release(struct vfio_device *vdev)
{
	dev_dbg(vdev->dev, "back on %s\n",
		dev_name(vdev->dev->parent));
}

static ssize_t hourglass_read(struct vfio_device *vdev, char __user *buf,
			      size_t count, loff_t *ppos)
{
	struct hourglass *glass = container_of(vdev, struct hourglass, vdev);
	s64 left = HOURGLASS_SAND_MS -
		   ktime_to_ms(ktime_sub(ktime_get(), glass->turned));

	if (count != sizeof(left))
		return -EINVAL;
	if (left < 0)
		left = 0;
	return copy_to_user(buf, &left, sizeof(left)) ? -EFAULT : count;
}

static long hourglass_ioctl(struct vfio_device *vdev, unsigned int cmd,
			    unsigned long arg)
{
	struct hourglass *glass = container_of(vdev, struct hourglass, vdev);
	struct device *dev = vdev->dev;

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

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s, %d s\n", dev_name(mtype_get_parent_dev(mtype)),
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

static const struct vfio_device_ops hourglass_dev_ops = {
	.name			= "vfio-hourglass",
	.open_device		= hourglass_open,
	.close_device		= hourglass_release,
	.read			= hourglass_read,
	.ioctl			= hourglass_ioctl,
};

static struct mdev_driver hourglass_driver = {
	.driver = {
		.name = "hourglass",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = hourglass_probe,
	.remove = hourglass_remove,
};

static const struct mdev_parent_ops hourglass_ops = {
	.owner			= THIS_MODULE,
	.device_driver		= &hourglass_driver,
	.supported_type_groups	= hourglass_groups,
};

static int __init hourglass_init(void)
{
	int ret;

	hourglass_shelf = platform_device_register_simple("hourglass", -1,
							  NULL, 0);
	if (IS_ERR(hourglass_shelf))
		return PTR_ERR(hourglass_shelf);

	ret = mdev_register_driver(&hourglass_driver);
	if (ret) {
		platform_device_unregister(hourglass_shelf);
		return ret;
	}

	ret = mdev_register_device(&hourglass_shelf->dev, &hourglass_ops);
	if (ret) {
		mdev_unregister_driver(&hourglass_driver);
		platform_device_unregister(hourglass_shelf);
	}
	return ret;
}

static void __exit hourglass_exit(void)
{
	mdev_unregister_device(&hourglass_shelf->dev);
	mdev_unregister_driver(&hourglass_driver);
	platform_device_unregister(hourglass_shelf);
}

module_init(hourglass_init);
module_exit(hourglass_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated sand timers");
