// SPDX-License-Identifier: GPL-2.0
/*
 * compass - mediated compass needles
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#include "compass_config.h"

struct compass_needle {
#ifdef COMPASS_HAVE_MDEV_DRIVER_TYPE_GROUPS
	struct vfio_device vdev;
#endif
	u32 bearing;
};

static struct device *compass_dev;

static ssize_t compass_copy(struct compass_needle *needle, char __user *buf,
			    size_t count)
{
	if (count != sizeof(needle->bearing))
		return -EINVAL;

	needle->bearing = (needle->bearing + 1) % 360;
	return copy_to_user(buf, &needle->bearing, count) ? -EFAULT : count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "needle\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *compass_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group compass_group = {
	.name = "needle",
	.attrs = compass_attrs,
};

static struct attribute_group *compass_groups[] = { &compass_group, NULL };

#ifdef COMPASS_HAVE_MDEV_DRIVER_TYPE_GROUPS

static int compass_open(struct vfio_device *vdev)
{
	return 0;
}

static void compass_release(struct vfio_device *vdev)
{
}

static ssize_t compass_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	return compass_copy(container_of(vdev, struct compass_needle, vdev),
			    buf, count);
}

static const struct vfio_device_ops compass_dev_ops = {
	.name = "vfio-compass",
	.open = compass_open,
	.release = compass_release,
	.read = compass_read,
};

static int compass_probe(struct mdev_device *mdev)
{
	struct compass_needle *needle;
	int ret;

	needle = kzalloc(sizeof(*needle), GFP_KERNEL);
	if (!needle)
		return -ENOMEM;

	vfio_init_group_dev(&needle->vdev, &mdev->dev, &compass_dev_ops);
	ret = vfio_register_group_dev(&needle->vdev);
	if (ret) {
		kfree(needle);
		return ret;
	}

	dev_set_drvdata(&mdev->dev, needle);
	return 0;
}

static void compass_remove(struct mdev_device *mdev)
{
	struct compass_needle *needle = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&needle->vdev);
	kfree(needle);
}

static struct mdev_driver compass_driver = {
	.supported_type_groups = compass_groups,
	.probe = compass_probe,
	.remove = compass_remove,
	.driver = {
		.name = "compass",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
};

static int compass_register(void)
{
	int ret;

	ret = mdev_register_driver(&compass_driver);
	if (ret)
		return ret;

	ret = mdev_register_device(compass_dev, &compass_driver);
	if (ret)
		mdev_unregister_driver(&compass_driver);
	return ret;
}

static void compass_unregister(void)
{
	mdev_unregister_device(compass_dev);
	mdev_unregister_driver(&compass_driver);
}

#else /* !COMPASS_HAVE_MDEV_DRIVER_TYPE_GROUPS */

static int compass_create(struct mdev_device *mdev)
{
	struct compass_needle *needle;

	needle = kzalloc(sizeof(*needle), GFP_KERNEL);
	if (!needle)
		return -ENOMEM;

	mdev_set_drvdata(mdev, needle);
/*~ M-26 mdev_set_drvdata inactive */
	return 0;
}

static int compass_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata inactive */
	return 0;
}

static ssize_t compass_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	return compass_copy(mdev_get_drvdata(mdev), buf, count);
/*~ M-26 mdev_get_drvdata inactive */
}

static const struct mdev_parent_ops compass_ops = {
/*~ M-16 mdev_parent_ops inactive */
	.owner = THIS_MODULE,
/*~ M-16 owner inactive */
	.supported_type_groups = compass_groups,
/*~ M-14 supported_type_groups inactive */
	.create = compass_create,
/*~ M-02 create inactive */
	.remove = compass_remove,
/*~ M-05 remove inactive */
	.read = compass_read,
/*~ M-10 read inactive */
};

static int compass_register(void)
{
	return mdev_register_device(compass_dev, &compass_ops);
}

static void compass_unregister(void)
{
	mdev_unregister_device(compass_dev);
}

#endif /* !COMPASS_HAVE_MDEV_DRIVER_TYPE_GROUPS */

static int __init compass_init(void)
{
	int ret;

	compass_dev = root_device_register("compass");
	if (IS_ERR(compass_dev))
		return PTR_ERR(compass_dev);

	ret = compass_register();
	if (ret)
		root_device_unregister(compass_dev);
	return ret;
}

static void __exit compass_exit(void)
{
	compass_unregister();
	root_device_unregister(compass_dev);
}

module_init(compass_init);
module_exit(compass_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated compass needles");
