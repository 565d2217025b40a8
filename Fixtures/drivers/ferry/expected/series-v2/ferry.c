// SPDX-License-Identifier: GPL-2.0
/*
 * ferry - mediated boats
 *
 * A boat must not go away with passengers aboard.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define FERRY_SEATS	40

struct ferry_boat {
	struct vfio_device vdev;
	struct mutex deck;
	unsigned int aboard;
	bool sailing;
};

static struct device *ferry_pier;

static const struct vfio_device_ops ferry_dev_ops;
static void ferry_release_state(struct ferry_boat *boat);

static int ferry_probe(struct mdev_device *mdev)
{
	struct ferry_boat *boat;
	int ret;

	boat = kzalloc(sizeof(*boat), GFP_KERNEL);
	if (!boat)
		return -ENOMEM;

	vfio_init_group_dev(&boat->vdev, &mdev->dev, &ferry_dev_ops);

	mutex_init(&boat->deck);
	dev_set_drvdata(&mdev->dev, boat);

	ret = vfio_register_group_dev(&boat->vdev);
	if (ret) {
		ferry_release_state(boat);
		return ret;
	}

	return 0;
}

static void ferry_release_state(struct ferry_boat *boat)
{
	kfree(boat);
}

static void ferry_remove(struct mdev_device *mdev)
{
	struct ferry_boat *boat = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&boat->vdev);
	ferry_release_state(boat);
}

static int ferry_open(struct vfio_device *vdev)
{
	struct ferry_boat *boat = container_of(vdev, struct ferry_boat, vdev);
	int ret = 0;

	mutex_lock(&boat->deck);
	if (boat->aboard == FERRY_SEATS)
		ret = -EBUSY;
	else
		boat->aboard++;
	mutex_unlock(&boat->deck);
	return ret;
}

static void ferry_release(struct vfio_device *vdev)
{
	struct ferry_boat *boat = container_of(vdev, struct ferry_boat, vdev);

	mutex_lock(&boat->deck);
	boat->aboard--;
	mutex_unlock(&boat->deck);
}

static ssize_t ferry_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct ferry_boat *boat = container_of(vdev, struct ferry_boat, vdev);
	u32 aboard = READ_ONCE(boat->aboard);

	if (count != sizeof(aboard))
		return -EINVAL;
	return copy_to_user(buf, &aboard, sizeof(aboard)) ? -EFAULT : count;
}

static long ferry_ioctl(struct vfio_device *vdev, unsigned int cmd,
			unsigned long arg)
{
	struct ferry_boat *boat = container_of(vdev, struct ferry_boat, vdev);

	if (cmd == VFIO_DEVICE_RESET) {
		boat->sailing = false;
		return 0;
	}
	return -ENOTTY;
}

static ssize_t sailing_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	struct ferry_boat *boat = dev_get_drvdata(dev);

	return sprintf(buf, "%d\n", boat->sailing);
}

static ssize_t sailing_store(struct device *dev, struct device_attribute *attr,
			     const char *buf, size_t count)
{
	struct ferry_boat *boat = dev_get_drvdata(dev);
	int ret;

	mutex_lock(&boat->deck);
	ret = kstrtobool(buf, &boat->sailing);
	mutex_unlock(&boat->deck);
	return ret ? ret : count;
}
static DEVICE_ATTR_RW(sailing);

static struct attribute *ferry_boat_attrs[] = {
	&dev_attr_sailing.attr,
	NULL,
};

ATTRIBUTE_GROUPS(ferry_boat);

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "boat with %d seats\n", FERRY_SEATS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *ferry_type_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group ferry_type_group = {
	.name = "boat",
	.attrs = ferry_type_attrs,
};

static struct attribute_group *ferry_type_groups[] = {
	&ferry_type_group,
	NULL,
};

static const struct vfio_device_ops ferry_dev_ops = {
	.name			= "vfio-ferry",
	.open			= ferry_open,
	.release		= ferry_release,
	.read			= ferry_read,
	.ioctl			= ferry_ioctl,
};

static struct mdev_driver ferry_driver = {
	.driver = {
		.name = "ferry",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
		.dev_groups = ferry_boat_groups,
	},
	.probe = ferry_probe,
	.remove = ferry_remove,
	.supported_type_groups = ferry_type_groups,
};

static int __init ferry_init(void)
{
	int ret;

	ferry_pier = root_device_register("ferry");
	if (IS_ERR(ferry_pier))
		return PTR_ERR(ferry_pier);

	ret = mdev_register_driver(&ferry_driver);
	if (ret) {
		root_device_unregister(ferry_pier);
		return ret;
	}

	ret = mdev_register_device(ferry_pier, &ferry_driver);
	if (ret) {
		mdev_unregister_driver(&ferry_driver);
		root_device_unregister(ferry_pier);
	}
	return ret;
}

static void __exit ferry_exit(void)
{
	mdev_unregister_device(ferry_pier);
	mdev_unregister_driver(&ferry_driver);
	root_device_unregister(ferry_pier);
}

module_init(ferry_init);
module_exit(ferry_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated boats");
