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

static int pennant_create(struct mdev_device *mdev)
{
	dev_set_drvdata(&mdev->dev, NULL);
	return 0;
}

static int pennant_remove(struct mdev_device *mdev)
{
	dev_set_drvdata(&mdev->dev, NULL);
	return 0;
}

static int pennant_open(struct mdev_device *mdev)
{
	return dev_get_drvdata(&mdev->dev) ? 0 : -ENXIO;
}

static void pennant_release(struct mdev_device *mdev)
{
}

static ssize_t pennant_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct pennant_flag *flag = dev_get_drvdata(&mdev->dev);

	if (count != sizeof(flag->colours))
		return -EINVAL;
	return copy_to_user(buf, &flag->colours, count) ? -EFAULT : count;
}

static long pennant_ioctl(struct mdev_device *mdev, unsigned int cmd,
			  unsigned long arg)
{
	struct pennant_flag *flag = dev_get_drvdata(&mdev->dev);

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	flag->dipped = false;
	return 0;
}

static ssize_t hoist_store(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t count)
{
	struct mdev_device *mdev = mdev_from_dev(dev);
	struct pennant_flag *flag = dev_get_drvdata(&mdev->dev);
	u32 colours;
	int ret;

	ret = kstrtou32(buf, 0, &colours);
	if (ret)
		return ret;

	if (!flag) {
		flag = devm_kzalloc(dev, sizeof(*flag), GFP_KERNEL);
		if (!flag)
			return -ENOMEM;
		dev_set_drvdata(&mdev->dev, flag);
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

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

/* An mdev as vfio sees it. */
struct pennant_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void pennant_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *pennant_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct pennant_mdev, vdev)->mdev;
}

static int pennant_vfio_open(struct vfio_device *vdev)
{
	return pennant_open(pennant_to_mdev(vdev));
}

static void pennant_vfio_release(struct vfio_device *vdev)
{
	pennant_release(pennant_to_mdev(vdev));
}

static ssize_t pennant_vfio_read(struct vfio_device *vdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	return pennant_read(pennant_to_mdev(vdev), buf, count, ppos);
}

static long pennant_vfio_ioctl(struct vfio_device *vdev, unsigned int cmd,
			       unsigned long arg)
{
	return pennant_ioctl(pennant_to_mdev(vdev), cmd, arg);
}

static const struct vfio_device_ops pennant_dev_ops = {
	.name = "vfio-pennant",
	.open = pennant_vfio_open,
	.release = pennant_vfio_release,
	.read = pennant_vfio_read,
	.ioctl = pennant_vfio_ioctl,
};

static int pennant_mdev_probe(struct mdev_device *mdev)
{
	struct pennant_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(pennant_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &pennant_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = pennant_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		pennant_remove(mdev);

	return ret;
}

static void pennant_mdev_remove(struct mdev_device *mdev)
{
	struct pennant_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, pennant_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	pennant_remove(mdev);
}

static struct mdev_driver pennant_driver = {
	.driver = {
		.name = "pennant",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
		.dev_groups = pennant_groups,
	},
	.probe = pennant_mdev_probe,
	.remove = pennant_mdev_remove,
	.supported_type_groups = pennant_type_groups,
};

static int __init pennant_init(void)
{
	int ret;

	pennant_mast = root_device_register("pennant");
	if (IS_ERR(pennant_mast))
		return PTR_ERR(pennant_mast);

	ret = mdev_register_driver(&pennant_driver);
	if (ret) {
		root_device_unregister(pennant_mast);
		return ret;
	}

	ret = mdev_register_device(pennant_mast, &pennant_driver);
	if (ret) {
		mdev_unregister_driver(&pennant_driver);
		root_device_unregister(pennant_mast);
	}
	return ret;
}

static void __exit pennant_exit(void)
{
	mdev_unregister_device(pennant_mast);
	mdev_unregister_driver(&pennant_driver);
	root_device_unregister(pennant_mast);
}

module_init(pennant_init);
module_exit(pennant_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated signal flags");
